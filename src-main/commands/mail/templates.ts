// Texts to start from, filled for the message at hand.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { fillTemplate, knownPlaces } from "../../domain/mime/templates.ts";
import { isKnownZone } from "../../domain/zones.ts";
import { getIdentity } from "../../store/mail/identities.ts";
import { listTemplates } from "../../store/mail/templates.ts";
import type { MailCommandDeps } from "./deps.ts";

/** @throws Failure missing (template, or sender); invalid-input for a zone that is none */
export function filledTemplate(
  { db, clock }: Pick<MailCommandDeps, "db" | "clock">,
  { id, to, identityId, zone, locale }: Parsed<"mail.fillTemplate">,
): Output<"mail.fillTemplate"> {
  if (!isKnownZone(zone)) throw new Failure("invalid-input", { detail: `unknown time zone ${zone}` });
  const template = listTemplates(db).find((one) => one.id === id);
  if (!template) throw new Failure("missing", { what: "template" });
  const me = identityId === undefined ? { address: "" } : getIdentity(db, identityId);
  return fillTemplate(template, knownPlaces(to, me, { ms: clock.nowMs(), zone, locale }));
}
