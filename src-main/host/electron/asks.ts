// What passes between the desktop and its pages beside the engine's calls: checked when a page says it, kept until one listens.
import { HOST_DEEDS, type HostAsk, type HostDeed } from "../../../src-preload/contract/bridge.ts";

/** The longest text a page may pass on: a calendar file. */
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_WAITING = 20;

const FIELDS: Readonly<
  Record<HostAsk["ask"], { readonly needs: readonly string[]; readonly may?: readonly string[] }>
> = {
  page: { needs: ["page"] },
  quickAdd: { needs: [] },
  openEvent: { needs: ["eventId"], may: ["recurrenceId"] },
  openMessage: { needs: ["messageId"] },
  compose: { needs: [], may: ["mailto", "replyTo"] },
  import: { needs: ["name", "text"] },
  subscribe: { needs: ["url"] },
  openMail: { needs: ["name", "base64"] },
  command: { needs: ["id"] },
};

/** Is this one of the deeds a page may ask for? */
export function isDeed(value: unknown): value is HostDeed {
  return HOST_DEEDS.includes(value as HostDeed);
}

/** An ask as a page sent it: only its known fields, all of them texts; undefined when it is none. */
export function readAsk(value: unknown): HostAsk | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const given = value as Record<string, unknown>;
  const name = given.ask;
  if (typeof name !== "string" || !Object.hasOwn(FIELDS, name)) return undefined;
  const { needs, may = [] } = FIELDS[name as HostAsk["ask"]];
  const isText = (field: string) => typeof given[field] === "string" && given[field].length <= MAX_TEXT;
  if (!needs.every(isText)) return undefined;
  const fields = [...needs, ...may.filter(isText)].map((field) => [field, given[field]]);
  return { ask: name, ...Object.fromEntries(fields) } as HostAsk;
}

/** Asks for one window: those made before its page listens are told when it does, in their order. */
export class AskQueue {
  readonly #waiting: HostAsk[] = [];
  #tell: ((ask: HostAsk) => void) | undefined;

  ask(ask: HostAsk): void {
    if (this.#tell) this.#tell(ask);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(ask);
  }

  /** The page listens. */
  listen(tell: (ask: HostAsk) => void): void {
    this.#tell = tell;
    for (const ask of this.#waiting.splice(0)) tell(ask);
  }

  /** The page is gone, reloaded or crashed: until the next one listens, asks wait. */
  pause(): void {
    this.#tell = undefined;
  }
}
