// The open conflicts as people see them: where one side removed the event, with what the other side's version says.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { readResource } from "../domain/resource.ts";
import { conflictOf, listConflicts } from "./conflicts.ts";
import type { Database } from "./database.ts";
import { detailOf } from "./event-detail.ts";
import { findEvent } from "./events.ts";

/** Oldest first. */
export function openConflicts(db: Database, filter: Parsed<"conflicts.list">): Output<"conflicts.list"> {
  const { conflicts } = listConflicts(db, filter);
  return { conflicts: conflicts.map((conflict) => ({ ...conflict, ...surviving(db, conflict) })) };
}

type Conflict = Output<"conflicts.list">["conflicts"][number];

/** The version that is still there: mine when it went away on the server, else the server's. */
function surviving(db: Database, { eventId, kind }: Conflict): Pick<Conflict, "event"> {
  const row = findEvent(db, eventId);
  const versions = conflictOf(db, eventId);
  if (kind === "edited-both" || !row || !versions) return {};
  const text = kind === "removed-there" ? versions.mineText : versions.theirsText;
  return text === null ? {} : { event: detailOf(db, row, readResource(text)) };
}
