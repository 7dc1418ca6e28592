// What must be on the server in the end: every event that nobody deleted, and every mark that nobody took back.
import type { Shown } from "./data-file.ts";

export class Ledger {
  readonly #uidOf: (uid: string) => string;
  /** Text that must be somewhere: on the server or in a client's history. */
  readonly tokens = new Set<string>();
  /** Text that two sides cannot disagree about: it must be on the server. */
  readonly #marks = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #doomed = new Set<string>();

  /** @param uidOf the identity that an event keeps for life */
  constructor(uidOf: (uid: string) => string) {
    this.#uidOf = uidOf;
  }

  /** @param mark nobody else writes where it was written */
  wrote(token: string, mark: boolean): void {
    this.tokens.add(token);
    if (mark) this.#marks.add(token);
  }

  /** A mark that is taken back, or was replaced by one who does not look, is nobody's loss. */
  excuse(mark: string): void {
    this.#marks.delete(mark);
  }

  /** A person did something: what is not shown any more is what this person wanted gone. */
  compare(before: readonly Shown[], after: readonly Shown[]): void {
    for (const { uid } of after) this.#seen.add(this.#uidOf(uid));
    const shown = unfold(after.map(({ text }) => text).join("\n"));
    for (const one of before) {
      const isSame = ({ uid }: Shown) => this.#uidOf(uid) === this.#uidOf(one.uid);
      const left = after.filter(isSame).length;
      if (left === 0) this.doom(one);
      // Moved to another calendar elsewhere while it was edited here, an event is there twice until that is settled.
      else if (left < before.filter(isSame).length) this.#forget(one.text, shown);
    }
  }

  /** Somebody deleted it, with what was written in it. */
  doom({ uid, text }: Shown): void {
    this.#doomed.add(this.#uidOf(uid));
    this.#forget(text, "");
  }

  /** Marks of a text go with it, but for those in `left`. */
  #forget(text: string, left: string): void {
    const flat = unfold(text);
    for (const mark of [...this.#marks]) if (flat.includes(mark) && !left.includes(mark)) this.#marks.delete(mark);
  }

  /** @param overruled what lost a declared conflict: given up knowingly, and still in history
   *  @throws Error that says what is not on the server */
  check(objects: ReadonlyMap<string, string>, overruled: string): void {
    const all = unfold([...objects.values()].join("\n"));
    const uids = new Set([...all.matchAll(/^UID:(.*)$/gm)].map((match) => this.#uidOf(match[1]?.trim() ?? "")));
    const vanished = [...this.#seen].filter((uid) => !this.#doomed.has(uid) && !uids.has(uid));
    if (vanished.length > 0) throw new Error(`vanished, and nobody deleted it: ${vanished.join(", ")}`);
    const given = unfold(overruled);
    const undone = [...this.#marks].filter((mark) => !all.includes(mark) && !given.includes(mark));
    if (undone.length > 0) throw new Error(`written, and undone by nobody: ${undone.join(", ")}`);
  }
}

export const unfold = (text: string) => text.replace(/\r?\n[ \t]/g, "");
