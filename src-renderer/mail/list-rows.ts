// What stands in the list: lines under the names of their days. Pure. Rows are numbered and never built: a list of 100,000 is
// described by its few headings.
import type { MessageLine, ThreadLine } from "../../src-preload/contract/mail.ts";
import { sayDay, sayMonth } from "../time/say-when.ts";
import { addDays, type Day, dayOf, startOfDay } from "../time/wall-clock.ts";

/** `head`: the name of a day, or of a longer span further back. */
export type ListRow =
  | { readonly kind: "head"; readonly day: Day; readonly span: "day" | "week" | "month" }
  | { readonly kind: "line"; readonly line: Line };

/** A thread, or a message that a search found, as one line. */
export interface Line extends Pick<ThreadLine, "accountId" | "folderId" | "subject" | "dateMs" | "snippet" | "people"> {
  /** Of the thread in a list, of the message among results. */
  readonly id: string;
  readonly threadId: ThreadLine["id"];
  readonly count: number;
  readonly unread: boolean;
  readonly flagged: boolean;
  readonly hasAttachments: boolean;
  readonly invitation: boolean;
  readonly answered: boolean;
  readonly forwarded: boolean;
  readonly draft: boolean;
  readonly pending: boolean;
  readonly messageIds: ThreadLine["messageIds"];
  readonly snoozedUntilMs?: number | undefined;
}

/** The same line for the same answer: it is drawn again when it has changed, and for nothing else. */
function once<T extends object>(make: (from: T) => Line): (from: T) => Line {
  const made = new WeakMap<T, Line>();
  return (from) => {
    const line = made.get(from) ?? make(from);
    made.set(from, line);
    return line;
  };
}

/** @returns the line of a thread */
export const lineOfThread = once<ThreadLine>((thread) => ({
  ...thread,
  threadId: thread.id,
  unread: thread.unread > 0,
}));

/** @returns the line of a message */
export const lineOfMessage = once<MessageLine>((message) => {
  const { flags, from, ...rest } = message;
  return {
    ...rest,
    people: from ? [from] : [],
    count: 1,
    unread: !flags.seen,
    flagged: flags.flagged,
    answered: flags.answered,
    forwarded: flags.forwarded,
    draft: flags.draft,
    messageIds: [message.id],
  };
});

interface Head {
  readonly day: Day;
  readonly span: "day" | "week" | "month";
  /** Its first moment. */
  readonly fromMs: number;
}

/** The heading a moment stands under. */
function headOf(ms: number, today: Day, zone: string): Head {
  const day = dayOf(ms, zone);
  const head = (first: Day, span: Head["span"]) => ({ day: first, span, fromMs: startOfDay(first, zone) });
  // What a wrong clock dates into the future is of today.
  if (day >= today) return head(today, "day");
  if (day === addDays(today, -1)) return head(day, "day");
  if (day > addDays(today, -7)) return head(addDays(today, -6), "week");
  // The month's part that is older than the week.
  return head(`${day.slice(0, 7)}-01`, "month");
}

/** The rows of a list. */
export interface Rows {
  readonly lines: readonly Line[];
  /** In order, each with the number of its row. */
  readonly heads: readonly (Extract<ListRow, { kind: "head" }> & { readonly at: number })[];
  readonly count: number;
}

/** @param lines newest first @returns what the list draws, top to bottom; reads a calendar once for each heading */
export function rowsOf(lines: readonly Line[], today: Day, zone: string): Rows {
  const heads: Rows["heads"][number][] = [];
  let fromMs = Number.POSITIVE_INFINITY;
  for (let n = 0; n < lines.length; n++) {
    const { dateMs } = lines[n] as Line;
    if (dateMs >= fromMs) continue;
    const head = headOf(dateMs, today, zone);
    fromMs = head.fromMs;
    heads.push({ kind: "head", day: head.day, span: head.span, at: n + heads.length });
  }
  return { lines, heads, count: lines.length + heads.length };
}

/** @returns how many headings stand before a row, itself left out; `isOne`: it is one */
function headsBefore({ heads }: Rows, row: number): { count: number; isOne: boolean } {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle] as Rows["heads"][number]).at < row) low = middle + 1;
    else high = middle;
  }
  return { count: low, isOne: heads[low]?.at === row };
}

/** @returns the row of that number; undefined: its line is not here yet */
export function rowAt(rows: Rows, at: number): ListRow | undefined {
  const { count, isOne } = headsBefore(rows, at);
  if (isOne) return rows.heads[count];
  const line = rows.lines[at - count];
  return line && { kind: "line", line };
}

/** @returns how many lines stand before a row */
export const linesBefore = (rows: Rows, at: number): number => at - headsBefore(rows, at).count;

/** @returns the number of the row of a line */
export function rowOfLine({ heads }: Rows, line: number): number {
  let at = line;
  for (const head of heads) {
    if (head.at > at) break;
    at++;
  }
  return at;
}

/** `Novembre`, `Novembre 2025`. */
export function sayMonthHead(day: Day, today: Day, language: string): string {
  const text =
    day.slice(0, 4) === today.slice(0, 4) ? sayDay(day, language, { month: "long" }) : sayMonth(day, language);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
