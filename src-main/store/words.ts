// What is found by words: the folded text of every event, and the people in it. Both follow from the event's own text.
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { EventFields, EventResource } from "../domain/event.ts";
import { fold } from "../domain/fold.ts";
import { wallMs } from "../domain/moments.ts";
import { plainAddress } from "../domain/scheduling-people.ts";
import type { Database } from "./database.ts";
import { eq, sql } from "./orm.ts";
import { perDatabase } from "./prepared.ts";
import { eventPeople, eventTexts, people } from "./schema-found.ts";

/** Of a longer description nobody searches the end; the index would only grow. */
const MAX_TEXT = 20_000;

const statements = perDatabase((db) => ({
  words: db.orm
    .insert(eventTexts)
    .values({ eventId: sql.placeholder("eventId"), folded: sql.placeholder("folded") })
    .onConflictDoUpdate({
      target: eventTexts.eventId,
      set: { folded: sql`excluded.folded` },
      setWhere: sql`${eventTexts.folded} <> excluded.folded`,
    })
    .prepare(),
  known: db.orm
    .select({ address: eventPeople.address, startMs: eventPeople.startMs })
    .from(eventPeople)
    .where(eq(eventPeople.eventId, sql.placeholder("eventId")))
    .prepare(),
  forget: db.orm
    .delete(eventPeople)
    .where(eq(eventPeople.eventId, sql.placeholder("eventId")))
    .prepare(),
  person: db.orm
    .insert(people)
    .values({
      address: sql.placeholder("address"),
      name: sql.placeholder("name"),
      folded: sql.placeholder("folded"),
    })
    .onConflictDoUpdate({
      target: people.address,
      set: { name: sql`excluded.name`, folded: sql`excluded.folded` },
      setWhere: sql`excluded.name IS NOT NULL AND ${people.name} IS NOT excluded.name`,
    })
    .prepare(),
  met: db.orm
    .insert(eventPeople)
    .values({
      eventId: sql.placeholder("eventId"),
      address: sql.placeholder("address"),
      startMs: sql.placeholder("startMs"),
    })
    .prepare(),
}));

/** Makes an event found by what it says now. @param isNew nothing was known of it before */
export function indexWords(db: Database, eventId: EventId, resource: EventResource, isNew = false): void {
  const versions = [resource.master, ...resource.overrides].filter((one) => one !== undefined);
  // Each after a space: a short word is looked for where words begin.
  const folded = [...new Set(versions.flatMap(textsOf).map(fold))].filter(Boolean).map((text) => ` ${text}`);
  statements(db).words.run({ eventId, folded: folded.join("").slice(0, MAX_TEXT) });
  indexPeople(db, eventId, versions, isNew);
}

function textsOf({ title, location = "", categories, attendees, organizer, description = "" }: EventFields): string[] {
  const everybody = [...(organizer ? [organizer] : []), ...attendees];
  const named = everybody.map(({ name = "", address }) => `${name} ${address}`);
  return [title, location, ...categories, ...named, description];
}

function indexPeople(db: Database, eventId: EventId, versions: readonly EventFields[], isNew: boolean): void {
  const { known, forget, person, met } = statements(db);
  const startMs = Math.max(0, ...versions.map(({ start }) => wallMs(start) || 0));
  const everybody = versions.flatMap(({ organizer, attendees }) => [...(organizer ? [organizer] : []), ...attendees]);
  const byAddress = new Map<string, string | undefined>();
  for (const { address, name } of everybody) {
    const plain = plainAddress(address);
    if (plain.includes("@")) byAddress.set(plain, name?.trim() || byAddress.get(plain));
  }
  if (isNew && byAddress.size === 0) return;
  const old = isNew ? [] : known.all({ eventId });
  const isSame = old.length === byAddress.size && old.every((one) => byAddress.has(one.address));
  if (!isSame && old.length > 0) forget.run({ eventId });
  for (const [address, name = null] of byAddress) {
    const folded = ` ${fold(name ?? "")} ${fold(address)}`;
    person.run({ address, name, folded });
    if (!isSame) met.run({ eventId, address, startMs });
  }
}
