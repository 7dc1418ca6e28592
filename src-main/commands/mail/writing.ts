// What people write with: senders with their signatures, and texts to start from.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { IdentityId } from "../../../src-preload/contract/shapes.ts";
import { isAddress } from "../../domain/mime/addresses.ts";
import { quotableHtml } from "../../domain/mime/quote.ts";
import { newId } from "../../store/ids.ts";
import {
  deleteIdentity,
  getIdentity,
  insertIdentity,
  listIdentities,
  updateIdentity,
} from "../../store/mail/identities.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import { saveTemplate } from "../../store/mail/templates.ts";
import type { MailCommandDeps } from "./deps.ts";

type Deps = Pick<MailCommandDeps, "db">;

/** @throws Failure missing, invalid-input */
export function addIdentity({ db }: Deps, input: Parsed<"mail.addIdentity">): Output<"mail.addIdentity"> {
  const { signature = "", replySignature, address, name, replyTo, accountId } = input;
  refuseAddresses(address, replyTo, name);
  const id = newId<IdentityId>();
  db.write(() => {
    getMailAccount(db, accountId);
    insertIdentity(db, {
      ...{ id, accountId, address },
      signature: ownHtml(signature),
      ...(name && { name }),
      ...(replyTo && { replyTo }),
      ...(replySignature !== undefined && { replySignature: ownHtml(replySignature) }),
    });
  });
  return { identity: getIdentity(db, id) };
}

/** An empty text takes the value away. @throws Failure missing, invalid-input */
export function changeIdentity({ db }: Deps, input: Parsed<"mail.changeIdentity">): Output<"mail.changeIdentity"> {
  const { id, address, name, replyTo, signature, replySignature, isDefault } = input;
  refuseAddresses(address, replyTo || undefined, name);
  db.write(() =>
    updateIdentity(db, id, {
      ...(address !== undefined && { address }),
      ...(name !== undefined && { name: name || null }),
      ...(replyTo !== undefined && { replyTo: replyTo || null }),
      ...(signature !== undefined && { signature: ownHtml(signature) }),
      ...(replySignature !== undefined && { replySignature: ownHtml(replySignature) || null }),
      // There always is one: it is taken away by naming another.
      ...(isDefault && { isDefault }),
    }),
  );
  return { identity: getIdentity(db, id) };
}

/** @throws Failure missing; invalid-input for an account's only one */
export function removeIdentity({ db }: Deps, { id }: Parsed<"mail.removeIdentity">): Output<"mail.removeIdentity"> {
  db.write(() => {
    const { accountId } = getIdentity(db, id);
    if (listIdentities(db, accountId).length === 1) throw invalid("an account keeps at least one sender");
    deleteIdentity(db, id);
  });
  return {};
}

/** Without `id` a new one. @throws Failure invalid-input without a name */
export function storeTemplate({ db }: Deps, input: Parsed<"mail.saveTemplate">): Output<"mail.saveTemplate"> {
  const { id = newId(), name = "", subject = "", html = "" } = input;
  if (name.trim() === "") throw invalid("a template has a name");
  const template = { id, name: name.trim(), subject: subject.replace(/[\r\n]+/g, " "), html: ownHtml(html) };
  db.write(() => saveTemplate(db, template));
  return { template };
}

/** HTML of the person's own: safe to be shown and sent, with its pictures. */
function ownHtml(html: string): string {
  return html.trim() === "" ? "" : (quotableHtml(html) ?? "");
}

function refuseAddresses(address: string | undefined, replyTo: string | undefined, name: string | undefined): void {
  for (const one of [address, replyTo]) {
    if (one !== undefined && !isAddress(one)) throw invalid(`not an address: ${one.slice(0, 100)}`);
  }
  if (name !== undefined && /\p{Cc}/u.test(name)) throw invalid("a name of one line");
}

const invalid = (detail: string) => new Failure("invalid-input", { detail });
