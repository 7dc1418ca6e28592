// What a calendar accepts (RFC 4791 §5.2.5-5.2.9), and whether a text keeps to it (knowledge R56).
import { Failure } from "../../../src-preload/contract/failure.ts";
import { isSamePath } from "./href.ts";
import { CALDAV, type DavRow, property } from "./multistatus.ts";
import { READ_LIMITS } from "./requests.ts";
import { attempt, type Wire } from "./wire.ts";

/** What is absent has no limit that the server tells. */
export interface Limits {
  readonly maxBytes?: number;
  /** As the server wrote them: `20000101T000000Z`. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly maxAttendees?: number;
}

/** The limits in a collection's row. */
export function limitsIn(row: DavRow): Limits {
  const text = (name: string) => property(row, CALDAV, name)?.text.trim() ?? "";
  const count = (name: string) => (/^\d+$/.test(text(name)) ? Number(text(name)) : undefined);
  const moment = (name: string) => (/^\d{8}T\d{6}Z$/.test(text(name)) ? text(name) : undefined);
  const [maxBytes, maxAttendees] = [count("max-resource-size"), count("max-attendees-per-instance")];
  const [earliest, latest] = [moment("min-date-time"), moment("max-date-time")];
  return {
    ...(maxBytes !== undefined && { maxBytes }),
    ...(maxAttendees !== undefined && { maxAttendees }),
    ...(earliest !== undefined && { earliest }),
    ...(latest !== undefined && { latest }),
  };
}

/** Asks a collection for its limits, once; a server that does not tell has none. */
export async function limitsOf(
  { wire, url, limits }: { readonly wire: Wire; readonly url: string; readonly limits: Map<string, Limits> },
  signal: AbortSignal,
): Promise<Limits> {
  const known = limits.get(url);
  if (known !== undefined) return known;
  const answer = await attempt(wire.multistatus({ method: "PROPFIND", url, depth: "0", body: READ_LIMITS }, signal));
  if (answer instanceof Failure) {
    if (answer.code === "auth" || answer.code === "offline" || answer.code === "rate-limited") throw answer;
    if (answer.code !== "timeout") limits.set(url, {});
    return {};
  }
  const row = answer.rows.find((one) => isSamePath(one.href, answer.url)) ?? answer.rows[0];
  const found = row === undefined ? {} : limitsIn(row);
  limits.set(url, found);
  return found;
}

/** Refuses what the server would refuse, before it is sent.
 *  @throws Failure `too-large`, `refused-data` */
export function checkLimits(text: string, { maxBytes, earliest, latest, maxAttendees }: Limits): void {
  if (maxBytes !== undefined && Buffer.byteLength(text) > maxBytes) throw new Failure("too-large", { what: "item" });
  const plain = text.replace(/\r?\n[ \t]/g, "");
  const events = plain.match(/^BEGIN:VEVENT\s*$[\s\S]*?^END:VEVENT\s*$/gim) ?? [];
  const invited = Math.max(0, ...events.map((event) => event.match(/^ATTENDEE[;:]/gim)?.length ?? 0));
  if (maxAttendees !== undefined && invited > maxAttendees) {
    throw new Failure("refused-data", { detail: `max-attendees-per-instance: ${maxAttendees}` });
  }
  const days = events.flatMap((event) =>
    [...event.matchAll(/^(?:DTSTART|DTEND|RECURRENCE-ID|RDATE)(?:;[^:\r\n]*)?:(\d{8})/gim)].map(
      (match) => match[1] ?? "",
    ),
  );
  // A day of grace on either side: the zone decides there, and the server knows better.
  if (earliest !== undefined && days.some((day) => dayMs(day) + DAY_MS < dayMs(earliest))) {
    throw new Failure("refused-data", { detail: `min-date-time: ${earliest}` });
  }
  if (latest !== undefined && days.some((day) => dayMs(day) - DAY_MS > dayMs(latest))) {
    throw new Failure("refused-data", { detail: `max-date-time: ${latest}` });
  }
}

const DAY_MS = 86_400_000;

const dayMs = (value: string) =>
  Date.UTC(Number(value.slice(0, 4)), Number(value.slice(4, 6)) - 1, Number(value.slice(6, 8)));
