// Keeps a message on disk while it is written: within a second of the last key, one save at a time, the last state always.
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { Draft } from "../../src-preload/contract/mail-send.ts";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { type Form, saveKey, withSaved } from "./form.ts";

/** The rest of the second is for the engine. */
const DELAY_MS = 600;
const AGAIN_MS = 5000;

/** `new`: nothing was typed yet, nothing is on disk. */
export type SaveState =
  | { readonly kind: "new" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly atMs: number }
  | { readonly kind: "failed"; readonly failure: Failure };

interface Deps {
  readonly read: () => Form;
  readonly write: (change: (form: Form) => Form) => void;
  /** @throws Failure */
  readonly save: (form: Form) => Promise<Draft>;
  readonly onState: (state: SaveState) => void;
}

/** One for each open composer. Knows no React: it reads the form when its time has come. */
export class DraftSaver {
  readonly #deps: Deps;
  #kept: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** This is how it is on disk, or as good as: nothing to save until it changes. */
  settle(form: Form): void {
    this.#kept = saveKey(form);
  }

  /** Something changed, or may have. */
  touch(): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), DELAY_MS);
  }

  /** Saves what is not saved, after what is being saved. @throws Failure, which was told already */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#running.catch(() => undefined).then(() => this.#save());
    return this.#running;
  }

  /** As `flush`, and a message that nobody changed yet is kept too. @returns its draft. @throws Failure */
  async keep(): Promise<DraftId> {
    if (this.#deps.read().draftId === undefined) this.#kept = undefined;
    await this.flush();
    const { draftId } = this.#deps.read();
    if (draftId === undefined) throw new Failure("missing", { what: "draft" });
    return draftId;
  }

  /** Saves no more: the message is sent or thrown away. What is under way is waited for. */
  stop(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    return this.#running.catch(() => undefined);
  }

  /** Goes on after `stop`. */
  resume(): void {
    this.#isOver = false;
  }

  async #save(): Promise<void> {
    const form = this.#deps.read();
    const key = saveKey(form);
    if (this.#isOver || key === this.#kept) return;
    this.#deps.onState({ kind: "saving" });
    try {
      const draft = await this.#deps.save(form);
      this.#deps.write((now) => withSaved(now, form, draft));
      this.#kept = saveKey(withSaved(form, form, draft));
      this.#deps.onState({ kind: "saved", atMs: draft.savedMs });
    } catch (error) {
      const failure = toFailure(error);
      this.#deps.onState({ kind: "failed", failure });
      if (!this.#isOver) this.#timer = setTimeout(() => void this.flush().catch(() => undefined), AGAIN_MS);
      throw failure;
    }
  }
}
