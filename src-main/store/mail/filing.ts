// How a deed is filed for one message: at its origin, joined with what has not left yet (mail rule 53).
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import {
  applyDelta,
  composeDeltas,
  type FlagDelta,
  type Flags,
  isEmptyDelta,
  oppositeOf,
  reduceDelta,
  splitWords,
} from "../../domain/mail/flags.ts";
import type { ShownLine } from "../../domain/mail/projection.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import type { DeedRow, KnownMessage } from "./known.ts";
import { linesOf } from "./project.ts";
import { flagsOf, rowId } from "./rows.ts";
import type { Deed } from "./types.ts";
import type { Done } from "./undo-rows.ts";

type NewDeed = Pick<DeedRow, "kind" | "folderId" | "toFolderId" | "added" | "removed">;

const statements = perDatabase((db) => ({
  role: db.prepare<{ readonly role: FolderRole | null }>("SELECT role FROM mail_folders WHERE id = @id"),
  add: db.prepare<{
    readonly id: number;
  }>(`INSERT INTO mail_ops (account_id, message_id, kind, folder_id, to_folder_id, added, removed, state,
      next_try_ms, created_ms)
    VALUES (@accountId, @messageId, @kind, @folderId, @toFolderId, @added, @removed, 'waiting', @nowMs, @nowMs) RETURNING id`),
  setFlags: db.prepare("UPDATE mail_ops SET added = @added, removed = @removed WHERE id = @id"),
  drop: db.prepare("DELETE FROM mail_ops WHERE id = @id"),
  toEnd: db.prepare<{ readonly id: number }>(
    "UPDATE mail_ops SET id = (SELECT max(id) + 1 FROM mail_ops) WHERE id = @id RETURNING id",
  ),
}));

/** The deeds of one message while more is filed: rows, and the same in memory, so that nothing is read again. */
export class Filing {
  readonly #db: Database;
  readonly #nowMs: number;
  #known: KnownMessage;

  constructor(db: Database, known: KnownMessage, nowMs: number) {
    this.#db = db;
    this.#nowMs = nowMs;
    this.#known = known;
  }

  /** The message with its deeds as they are now. */
  get known(): KnownMessage {
    return this.#known;
  }

  /** @returns what takes it back; nothing when nothing changes */
  file(deed: Deed): Done[] {
    return deed.kind === "flag" ? this.#flag(deed) : this.#move(deed);
  }

  /** Takes a removal back that has not left: the message is where it was shown. @returns false: it has left */
  cancelRemoval(shownIn: number): boolean {
    const found = this.#known.deeds.filter((row) => row.kind === "remove" && isFresh(row));
    for (const row of found) {
      this.#drop(row);
      this.#moveOne(row.folderId, shownIn);
    }
    return found.length > 0;
  }

  #flag(deed: Extract<Deed, { kind: "flag" }>): Done[] {
    const wanted: FlagDelta = { add: deed.add ?? [], remove: deed.remove ?? [] };
    const lines = linesOf(this.#known);
    const effective = lines.map(({ flags }) => reduceDelta(flags, wanted)).find((delta) => !isEmptyDelta(delta));
    for (const line of lines) for (const folderId of line.originIds) this.#flagOne(folderId, wanted);
    return effective ? [{ kind: "flag", delta: oppositeOf(effective) }] : [];
  }

  #flagOne(folderId: number, wanted: FlagDelta): void {
    const old = this.#freshAt(folderId).find(({ kind }) => kind === "flag");
    const composed = old ? composeDeltas(deltaOf(old), wanted) : wanted;
    const base = begunFlags(this.#known, folderId);
    // Where the message is not yet, nothing can be left out: its flags there are not known.
    const delta = base ? reduceDelta(base, composed) : composed;
    const columns = { added: delta.add.join(" "), removed: delta.remove.join(" ") };
    if (old && isEmptyDelta(delta)) this.#drop(old);
    else if (old) {
      statements(this.#db).setFlags.run({ id: old.id, ...columns });
      this.#keep(this.#known.deeds.map((row) => (row === old ? { ...row, ...columns } : row)));
    } else if (!isEmptyDelta(delta)) {
      this.#add({ kind: "flag", folderId, toFolderId: null, ...columns });
      // A move goes behind the flags that were set after it.
      for (const row of this.#freshAt(folderId)) if (row.kind !== "flag") this.#toEnd(row);
    }
  }

  #move(deed: Extract<Deed, { kind: "move" | "remove" }>): Done[] {
    const to = deed.kind === "move" ? rowId(deed.toFolderId) : null;
    const lines = linesOf(this.#known).filter((line) => line.folderId !== to);
    return this.#linesFor(lines, deed.fromFolderId).map((line): Done => {
      for (const folderId of line.originIds) this.#moveOne(folderId, to);
      return to === null
        ? { kind: "remove", folderId: line.folderId }
        : { kind: "move", folderId: line.folderId, toFolderId: to };
    });
  }

  /** Without a folder: every copy outside trash and sent; where there is no other, that one. */
  #linesFor(lines: readonly ShownLine[], from: FolderId | undefined): readonly ShownLine[] {
    if (from !== undefined) return lines.filter((line) => line.folderId === rowId(from));
    const kept = lines.filter((line) => {
      const role = statements(this.#db).role.get({ id: line.folderId })?.role;
      return role !== "trash" && role !== "sent";
    });
    return kept.length > 0 ? kept : lines;
  }

  /** @param to null: for good */
  #moveOne(folderId: number, to: number | null): void {
    // A move that has not left is replaced.
    for (const old of this.#freshAt(folderId)) if (old.kind !== "flag") this.#drop(old);
    if (to === folderId) return;
    const kind = to === null ? "remove" : "move";
    this.#add({ kind, folderId, toFolderId: to, added: "", removed: "" });
  }

  /** What was never sent can still be changed. */
  #freshAt(folderId: number): DeedRow[] {
    return this.#known.deeds.filter((row) => row.folderId === folderId && isFresh(row));
  }

  #add(deed: NewDeed): void {
    const { id: messageId, accountId, deeds } = this.#known;
    const { id = 0 } = statements(this.#db).add.get({ messageId, accountId, nowMs: this.#nowMs, ...deed }) ?? {};
    this.#keep([...deeds, { ...deed, id, state: "waiting", begun: 0, flags: 0, keywords: "" }]);
  }

  #drop(deed: DeedRow): void {
    statements(this.#db).drop.run({ id: deed.id });
    this.#keep(this.#known.deeds.filter((row) => row !== deed));
  }

  #toEnd(deed: DeedRow): void {
    const { id = deed.id } = statements(this.#db).toEnd.get({ id: deed.id }) ?? {};
    this.#keep([...this.#known.deeds.filter((row) => row !== deed), { ...deed, id }]);
  }

  #keep(deeds: readonly DeedRow[]): void {
    this.#known = { ...this.#known, deeds };
  }
}

/** What the server has in a folder, or will have once what was sent has arrived. */
function begunFlags({ places, deeds }: KnownMessage, folderId: number): Flags | undefined {
  const place = places.findLast((row) => row.folderId === folderId);
  if (!place) return undefined;
  return deeds
    .filter((row) => row.kind === "flag" && row.folderId === folderId && row.begun === 1)
    .reduce<Flags>((flags, row) => applyDelta(flags, deltaOf(row)), flagsOf(place));
}

const isFresh = ({ state, begun }: DeedRow) => state === "waiting" && begun === 0;
const deltaOf = ({ added, removed }: Pick<DeedRow, "added" | "removed">): FlagDelta => ({
  add: splitWords(added),
  remove: splitWords(removed),
});
