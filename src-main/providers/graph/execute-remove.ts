// Removing an event. Exchange mails a cancellation to the guests of a meeting of the user's own and cannot be asked not to
// (the provider says `alwaysTellsGuests`, and people are told before); of a guest's copy that goes it tells nobody.
import { applyIntent } from "../../domain/edit.ts";
import type { ItemVersion, RemoveOutcome, WriteOptions } from "../provider.ts";
import { eventPath, idOf, type Place } from "./calendar-place.ts";
import { isVersion, lookAt, MAX_CLASHES, unsettled } from "./execute.ts";
import { isBetween } from "./execute-plan.ts";
import { etagOf, toItem } from "./hydrate.ts";
import { isGuestCopy } from "./map-people.ts";
import { respond } from "./respond.ts";
import type { Series } from "./series.ts";
import { decide } from "./wire.ts";
import { failureOf } from "./wire-refusals.ts";

/** Removes one version; what is gone already is removed. An invitation that is thrown away is declined first, as a CalDAV
 *  server does (RFC 6638 §3.2.2.2), unless nobody is to be told. */
export async function removeItem(
  place: Place,
  version: ItemVersion,
  { silent = false }: WriteOptions,
  signal: AbortSignal,
): Promise<RemoveOutcome> {
  const id = idOf(version.href);
  let last: string | undefined;
  let hasDeclined = false;
  for (let tries = 0; ; ) {
    const there = await lookAt(place, id, signal);
    if (there === undefined) return { kind: "removed" };
    const isSame = tries > 0 && etagOf(there) === last;
    if (!isSame && !isOurs(place, there, version)) return { kind: "conflict", theirs: toItem(place, there) };
    if (isSame) place.traits.note("loose-versions");
    if (!silent && !hasDeclined && isUnanswered(there, place.addresses)) {
      // Refused where nobody asked for an answer, or nobody is there to hear one: then it simply goes.
      await respond(place, id, { do: "answer", masterId: id, answer: "decline" }, signal);
      hasDeclined = true;
      continue;
    }
    last = etagOf(there);
    const etag = tries < MAX_CLASHES ? there.master["@odata.etag"] : undefined;
    const ifMatch = etag ? { ifMatch: etag } : {};
    const answer = await place.wire.send({ method: "DELETE", path: eventPath(place, id), ...ifMatch }, signal);
    if (answer.status < 300 || answer.status === 404 || answer.status === 410) return { kind: "removed" };
    const failure = failureOf(answer);
    if (failure.code === "timeout" && (await lookAt(place, id, signal)) === undefined) return { kind: "removed" };
    if (failure.code !== "conflict") throw failure;
    if (tries++ >= MAX_CLASHES) throw unsettled(place);
  }
}

/** The version that was to go, or that one declined by an earlier try. */
function isOurs(place: Place, there: Series, version: ItemVersion): boolean {
  if (isVersion(place, there, version)) return true;
  const { addresses } = place;
  const { text } = toItem(place, there);
  const base = version.baseText;
  const declined = decide(() => applyIntent(base, { kind: "answer", addresses, answer: "declined" }, 0));
  return typeof declined === "string" && isBetween(text, { text: declined, base, addresses });
}

function isUnanswered({ master }: Series, addresses: readonly string[]): boolean {
  return isGuestCopy(master, addresses) && !master.isCancelled && master.responseStatus?.response !== "declined";
}
