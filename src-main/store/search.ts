// The search of the agenda: words by the full-text index, filters by the occurrences' own columns. What few events have is
// looked up and put in order; what many have is met at once by going through time from now.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { fold } from "../domain/fold.ts";
import { plainAddress } from "../domain/scheduling-people.ts";
import { marksOf, occurrenceColumns, toOccurrence } from "./agenda.ts";
import { hiddenCalendarIds } from "./calendars.ts";
import type { Database } from "./database.ts";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, notInArray, type SQL, sql } from "./orm.ts";
import { events, occurrences } from "./schema.ts";
import { eventPeople, eventTexts } from "./schema-found.ts";
import { foundByWalking, type SearchRow } from "./search-walk.ts";

/** Up to here the events are counted. */
const FEW = 2000;

type Search = Parsed<"agenda.search">;

/** Each event that has the words and meets the filters, by one of its occurrences. Nothing for neither words nor filters. */
export function agendaSearch(db: Database, search: Search, nowMs: number): Output<"agenda.search"> {
  const words = [...new Set(fold(search.query).split(" ").filter(Boolean))];
  const conditions = filters(search);
  const isEmpty = words.length === 0 && (conditions.length === 0 || search.query.trim() !== "");
  if (isEmpty) return { occurrences: [], total: 0 };
  conditions.push(notInArray(occurrences.calendarId, hiddenCalendarIds(db)));
  const marks = marksOf(db);
  const few = candidates(db, words, search);
  if (few) {
    const { rows, total } = foundAmong(db, few, search, conditions, nowMs);
    return { occurrences: rows.map((row) => toOccurrence(row, marks)), total };
  }
  const end = search.offset + search.limit;
  const all = [...conditions, ...ordering(search, nowMs).within, ...words.map(hasWord)];
  const { rows, isAll } = foundByWalking(db, search, all, nowMs, end);
  const shown = rows.slice(search.offset, end).map((row) => toOccurrence(row, marks));
  return { occurrences: shown, ...(isAll && { total: rows.length }) };
}

/** The events that the most telling part of a search leaves; undefined when they are many. */
function candidates(db: Database, words: readonly string[], { attendee, answer }: Search): string[] | undefined {
  const sources = [
    words.length > 0 &&
      sql`SELECT t.event_id AS id FROM event_words JOIN event_texts t ON t.id = event_words.rowid
        WHERE event_words MATCH ${words.map((word) => `"${word}" *`).join(" ")}`,
    attendee &&
      sql`SELECT DISTINCT ${eventPeople.eventId} AS id FROM ${eventPeople}
        WHERE ${eventPeople.address} = ${plainAddress(attendee)}`,
    answer &&
      sql`SELECT DISTINCT ${occurrences.eventId} AS id FROM ${occurrences} WHERE ${occurrences.answer} = ${answer}`,
  ].filter((one): one is SQL => Boolean(one));
  const [first, ...others] = sources;
  if (!first) return undefined;
  const both = others.reduce((all, one) => sql`${all} INTERSECT ${one}`, first);
  const ids = db.orm.all<{ id: string }>(sql`${both} LIMIT ${FEW + 1}`).map(({ id }) => id);
  return ids.length > FEW ? undefined : ids;
}

function foundAmong(
  db: Database,
  ids: readonly string[],
  search: Search,
  conditions: readonly SQL[],
  nowMs: number,
): { rows: SearchRow[]; total: number } {
  const { best, order, within } = ordering(search, nowMs);
  const among = sql`${occurrences.eventId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const found = db.orm
    .select({ ...occurrenceColumns, best })
    .from(occurrences)
    .where(and(among, ...conditions, ...within))
    .groupBy(occurrences.eventId)
    .orderBy(order, asc(occurrences.title), asc(occurrences.eventId))
    .all();
  return { rows: found.slice(search.offset, search.offset + search.limit), total: found.length };
}

function hasWord(word: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${eventTexts} WHERE ${eventTexts.eventId} = ${occurrences.eventId}
    AND instr(${eventTexts.folded}, ${` ${word}`}) > 0)`;
}

function filters(search: Search): SQL[] {
  const { calendarIds, fromMs, toMs, answer, hasGuests, attendee, hasConference, recurring } = search;
  const { conferenceUrl } = occurrences;
  const met = (address: string) =>
    sql`EXISTS (SELECT 1 FROM ${eventPeople} WHERE ${eventPeople.eventId} = ${occurrences.eventId}
      AND ${eventPeople.address} = ${plainAddress(address)})`;
  const guests = sql`(SELECT ${events.attendees} <> '[]' FROM ${events} WHERE ${events.id} = ${occurrences.eventId})`;
  return [
    calendarIds && inArray(occurrences.calendarId, calendarIds),
    fromMs === undefined ? undefined : gt(occurrences.endMs, fromMs),
    toMs === undefined ? undefined : lt(occurrences.startMs, toMs),
    answer && eq(occurrences.answer, answer),
    hasGuests === undefined ? undefined : sql`${guests} = ${hasGuests ? 1 : 0}`,
    attendee ? met(attendee) : undefined,
    hasConference === undefined ? undefined : hasConference ? isNotNull(conferenceUrl) : isNull(conferenceUrl),
    recurring === undefined ? undefined : eq(occurrences.recurring, recurring),
  ].filter((one) => one !== undefined);
}

/** Which occurrence stands for its event: SQLite takes the other columns from the row that has the minimum or maximum. */
function ordering({ order }: Search, nowMs: number) {
  const { startMs, endMs } = occurrences;
  if (order === "future") {
    const best = sql<number>`min(${startMs})`;
    return { best, order: asc(best), within: [gt(endMs, nowMs)] };
  }
  if (order === "past") {
    const best = sql<number>`max(${startMs})`;
    return { best, order: desc(best), within: [lt(startMs, nowMs)] };
  }
  const best = sql<number>`min(abs(${startMs} - ${nowMs}))`;
  return { best, order: asc(best), within: [] };
}
