// What the desktop shows of the engine's facts: asked once, and once more after each change that touches them.
import type { Output } from "../../../src-preload/contract/contract.ts";
import { QUERIES, type Topic } from "../../../src-preload/contract/names.ts";
import type { EngineClient } from "../engine-client.ts";
import { askEngine } from "./ask-engine.ts";

const QUESTIONS = {
  "settings.get": {},
  "app.info": {},
  "agenda.upcoming": { limit: 7 },
  "mail.folders": {},
} as const;
type Question = keyof typeof QUESTIONS;
const NAMES = Object.keys(QUESTIONS) as readonly Question[];

/** Changes come in swarms while a sync runs: they are looked at together. */
const TOGETHER_MS = 300;

export type DesktopFacts = { readonly [Q in Question]?: Output<Q> };

/** Which answers a change makes stale. */
export function staleQuestions(changed: readonly Topic[]): readonly Question[] {
  return NAMES.filter((name) => QUERIES[name].some((topic) => changed.includes(topic)));
}

/** Unread messages of the inboxes. */
export function unreadOf({ "mail.folders": mail }: DesktopFacts): number {
  const inboxes = mail?.folders.filter(({ role }) => role === "inbox") ?? [];
  return inboxes.reduce((sum, { unread }) => sum + unread, 0);
}

/** Keeps the facts, and tells when they are others. One per app. */
export class FactsWatch {
  readonly #engine: EngineClient;
  readonly #tell: (facts: DesktopFacts) => void;
  readonly #stale = new Set<Question>();
  #facts: DesktopFacts = {};
  #timer: NodeJS.Timeout | undefined;
  #asking = false;

  constructor(engine: EngineClient, tell: (facts: DesktopFacts) => void) {
    this.#engine = engine;
    this.#tell = tell;
    engine.onFeed(({ changed }) => this.#soon(staleQuestions(changed)));
    for (const name of NAMES) this.#stale.add(name);
    void this.#ask();
  }

  get facts(): DesktopFacts {
    return this.#facts;
  }

  /** Time has passed: an event that is over makes room for another. */
  renewUpcoming(): void {
    this.#soon(["agenda.upcoming"]);
  }

  #soon(names: readonly Question[]): void {
    if (names.length === 0) return;
    for (const name of names) this.#stale.add(name);
    this.#timer ??= setTimeout(() => void this.#ask(), TOGETHER_MS);
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    if (this.#asking) return;
    this.#asking = true;
    const names = [...this.#stale];
    this.#stale.clear();
    const answers = await Promise.all(names.map((name) => askEngine(this.#engine, name, QUESTIONS[name])));
    this.#asking = false;
    const known = names.map((name, at) => [name, answers[at]] as const).filter(([, answer]) => answer !== undefined);
    this.#facts = { ...this.#facts, ...Object.fromEntries(known) };
    if (known.length > 0) this.#tell(this.#facts);
    if (this.#stale.size > 0) this.#soon([...this.#stale]);
  }
}
