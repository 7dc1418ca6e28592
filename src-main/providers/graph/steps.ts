// The requests that bring Graph from what it has to what is wanted. Decides only: the caller sends them, reads the series
// anew and plans again until nothing is left to do.
import type { Failure } from "../../../src-preload/contract/failure.ts";
import { OWN_TRANSACTION, seriesText } from "./map.ts";
import { isGuestCopy } from "./map-people.ts";
import { clockOf, occurrenceDate } from "./map-time.ts";
import type { GraphEvent, Series, Step } from "./series.ts";
import type { Comparison, Version } from "./steps-compare.ts";
import { compareVersions, instanceOn, readVersion, refusedBy, shownDate } from "./steps-compare.ts";
import { createOf, patchOf } from "./steps-fields.ts";
import { newAnswer } from "./steps-people.ts";

/** What a plan needs to know besides the two versions. */
interface PlanOptions {
  /** The user's own, without `mailto:`. */
  readonly addresses: readonly string[];
  /** `transactionId` of a create: the same on every try. `cadran:<uid>` unless given; it ends in our UID, or that is lost. */
  readonly uidTransaction?: string;
}

/** What the server could not keep of an object; undefined when all of it. With `base` only what the edit changed counts.
 *  @throws Failure as `readResource` */
export function refusal(text: string, base?: string): Failure | undefined {
  const wanted = readVersion(text);
  const now = base === undefined ? undefined : readVersion(base);
  return refusedBy(compareVersions(now, wanted, []), now, wanted);
}

/** The next requests, in order; none when Graph has the object already, by meaning. A new event is made first, then its
 *  exceptions; a master first, since that may drop its exceptions, then they. At most four rounds.
 *  @param current what Graph has; undefined to make it
 *  @throws Failure `not-expressible` for what Graph cannot keep; as `readResource` */
export function planSteps(current: Series | undefined, wanted: string, options: PlanOptions): readonly Step[] {
  const { addresses } = options;
  const want = readVersion(wanted);
  const now = current && readVersion(seriesText(current, addresses));
  const comparison = compareVersions(now, want, addresses);
  const refused = refusedBy(comparison, now, want);
  if (refused) throw refused;
  if (!current || !now) {
    const transactionId = options.uidTransaction ?? `${OWN_TRANSACTION}${want.context.events.uid}`;
    return [{ do: "create", body: { ...createOf(comparison.master.wanted, want.master), transactionId } }];
  }
  const first = masterSteps(current, now, want, comparison, addresses);
  const steps = first.length > 0 ? first : occurrenceSteps(current, now, want, comparison, addresses);
  // Any write changes the tags of the whole series: only the first one can name what it replaces.
  return steps.map((step, i) => (i > 0 ? withoutEtag(step) : step));
}

function masterSteps(
  { master }: Series,
  now: Version,
  want: Version,
  { master: { names, wanted, component }, revived }: Comparison,
  addresses: readonly string[],
): Step[] {
  const id = idOf(master);
  const answer = isGuestCopy(master, addresses) ? newAnswer(now.master, want.master, addresses) : undefined;
  // A deleted occurrence comes back only when the series is said again.
  const again = revived.length > 0 ? ([...new Set([...names, "time", "recurrence"])] as typeof names) : names;
  return [
    ...(again.length > 0
      ? [{ do: "change" as const, id, ...etagOf(master), body: patchOf(again, wanted, component, master) }]
      : []),
    ...(answer ? [{ do: "answer" as const, masterId: id, ...answer }] : []),
  ];
}

function occurrenceSteps(
  current: Series,
  now: Version,
  want: Version,
  { occurrences, removed }: Comparison,
  addresses: readonly string[],
): Step[] {
  const { master, exceptions } = current;
  const masterId = idOf(master);
  const clock = clockOf(master);
  const known = new Map(exceptions.map((event) => [occurrenceDate(event, master, clock), event]));
  const named = (date: string) => {
    const event = known.get(date);
    return { masterId, date, ...(event?.id && { id: event.id }), ...(event && etagOf(event)) };
  };
  const isLater = ({ date }: { readonly date: string }) => shownDate(date, want) > shownDate(date, now);
  // None may pass its neighbour on the way: the last of those that move on goes first.
  const ordered = [...occurrences.filter(isLater).reverse(), ...occurrences.filter((one) => !isLater(one))];
  const answers = isGuestCopy(master, addresses) ? [...want.overrides].sort(([a], [b]) => (a < b ? -1 : 1)) : [];
  return [
    ...removed.map((date) => ({ do: "remove-occurrence" as const, ...named(date) })),
    ...ordered.map(({ date, names, wanted, component }) => ({
      do: "change-occurrence" as const,
      ...named(date),
      body: patchOf(names, wanted, component, known.get(date) ?? master),
    })),
    ...answers.flatMap(([date, component]) => {
      // Declined once and gone since: that was the answer.
      const answer = now.excluded.has(date) ? undefined : newAnswer(instanceOn(date, now), component, addresses);
      const id = known.get(date)?.id;
      return answer ? [{ do: "answer" as const, masterId, date, ...(id && { id }), ...answer }] : [];
    }),
  ];
}

function withoutEtag(step: Step): Step {
  if (!("etag" in step)) return step;
  const { etag: _, ...rest } = step;
  return rest;
}

function etagOf(event: GraphEvent): { readonly etag?: string } {
  const etag = event["@odata.etag"];
  return etag ? { etag } : {};
}

function idOf(event: GraphEvent): string {
  return event.id ?? "";
}
