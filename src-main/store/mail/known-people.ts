// Who counts as known when a message is looked at: the message itself makes nobody known.
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { knownPerson } from "./people.ts";

const statements = perDatabase((db) => ({
  named: db.prepare<{ readonly address: string }>(`SELECT DISTINCT address FROM mail_people
    WHERE (sent > 0 OR received > 1) AND substr(folded, 1, length(@name) + 2) = ' ' || @name || ' ' LIMIT 20`),
}));

/** Written to, or heard from more than this once. */
export function isKnownAddress(db: Database, address: string): boolean {
  const person = knownPerson(db, address);
  return person !== undefined && (person.sent > 0 || person.received > 1);
}

/** Addresses that are known under a display name. @param name folded: lower case, without accents */
export function addressesNamed(db: Database, name: string): string[] {
  return statements(db)
    .named.all({ name })
    .map(({ address }) => address);
}
