// Notices an engine that runs but answers nothing: asked regularly, silent for too long, it is ended like one that crashed.

/** How often it is asked. */
const EVERY_MS = 5_000;
/** An import or a first sync may keep an engine busy for some seconds; nothing keeps it for so long. */
const SILENT_MS = 20_000;

/** What is known between two looks. */
export interface Watched {
  /** When the last look was. */
  readonly lookedMs: number;
  /** Since when a question has had no answer; undefined: it has answered. */
  readonly askedMs?: number;
}

/** Decides at a look: ask, wait, or end it. Pure.
 *  @param nowMs far beyond the last look: this machine slept or was stopped, and the engine with it; it gets its time anew */
export function lookAtEngine({ lookedMs, askedMs }: Watched, nowMs: number): "ask" | "wait" | "end" {
  const pausedMs = nowMs - lookedMs;
  if (askedMs === undefined || pausedMs < 0 || pausedMs > 3 * EVERY_MS) return "ask";
  return nowMs - askedMs >= SILENT_MS ? "end" : "wait";
}

/** Watches one engine after another. */
export class EngineWatch {
  readonly #ask: () => void;
  readonly #end: () => void;
  #watched: Watched = { lookedMs: 0 };
  #timer: NodeJS.Timeout | undefined;

  /** @param ask sends the question @param end called once: the engine is not watched any more */
  constructor(ask: () => void, end: () => void) {
    this.#ask = ask;
    this.#end = end;
  }

  start(): void {
    this.stop();
    this.#watched = { lookedMs: Date.now() };
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Whatever it said, it lives. */
  heard(): void {
    this.#watched = { lookedMs: this.#watched.lookedMs };
  }

  #look(): void {
    const nowMs = Date.now();
    const verdict = lookAtEngine(this.#watched, nowMs);
    if (verdict === "end") {
      this.stop();
      this.#end();
      return;
    }
    if (verdict === "ask") this.#ask();
    const askedMs = verdict === "ask" ? nowMs : this.#watched.askedMs;
    this.#watched = { lookedMs: nowMs, ...(askedMs !== undefined && { askedMs }) };
  }
}
