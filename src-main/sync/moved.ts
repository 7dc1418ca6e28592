// The same object under another name (R40, R43): its row, its history and its pending edits stay.
import type { RemoteItem } from "../providers/provider.ts";
import type { Database } from "../store/database.ts";
import { findByKey } from "../store/events.ts";
import { relink } from "./adopt.ts";
import { type Intake, uidOf } from "./intake.ts";

/** Links the rows of items that go under one name and come under another in the same page, inside the caller's
 *  transaction. @returns the keys that are really gone */
export function keepNames(
  db: Database,
  { calendarId }: Intake,
  items: readonly RemoteItem[],
  gone: readonly string[],
): string[] {
  if (gone.length === 0 || items.length === 0) return [...gone];
  const arriving = new Map(items.map((item) => [uidOf(item.text), item]));
  return gone.filter((key) => {
    const row = findByKey(db, calendarId, key);
    const item = row && arriving.get(row.uid);
    // A second object of that UID that is known already stays what it is (R52).
    if (!row || !item || findByKey(db, calendarId, item.key)) return true;
    relink(db, row, item);
    return false;
  });
}
