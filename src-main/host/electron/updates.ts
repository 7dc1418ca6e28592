// Looks for a new version where the person said, once a day. Nothing is fetched or installed before the person says so, and
// what goes wrong is noted, not shown: an update is never urgent enough to interrupt.
import type { DesktopSettings } from "../../../src-preload/contract/settings.ts";
import { isWorthTelling, nextLookMs, type UpdateMemory, updateFeed } from "./update-policy.ts";

/** What fetches and installs; electron-updater in the app. */
export interface Updater {
  /** @returns the newer version at `feed`; undefined when there is none */
  look(feed: string): Promise<string | undefined>;
  /** Fetches what `look` found; it is installed when the app quits. */
  fetch(): Promise<void>;
  /** Quits, installs, starts again. */
  restart(): void;
}

export interface UpdateParts {
  readonly isPackaged: boolean;
  /** Loaded when it is first needed: most never do. */
  readonly load: () => Promise<Updater>;
  readonly recall: () => UpdateMemory;
  readonly remember: (memory: UpdateMemory) => void;
  /** May this version be fetched? Once it is: may the app start again now? */
  readonly ask: (question: "fetch" | "restart", version: string) => Promise<boolean>;
  readonly note: (name: "update.found" | "update.failed", facts: Readonly<Record<string, string>>) => void;
}

/** One per app. */
export class UpdateChecks {
  readonly #parts: UpdateParts;
  #feed: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Fetched in this run: it is installed at its end. */
  #fetched: string | undefined;
  #isBusy = false;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
  }

  /** The person's settings are these now. */
  follow(settings: DesktopSettings | undefined): void {
    const feed = updateFeed(settings, this.#parts.isPackaged);
    if (feed === this.#feed) return;
    this.#feed = feed;
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#feed === undefined) return;
    this.#timer = setTimeout(() => void this.#look(), nextLookMs(this.#parts.recall(), Date.now()));
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const feed = this.#feed;
    if (feed === undefined || this.#isBusy) return;
    this.#isBusy = true;
    const { load, recall, remember, note } = this.#parts;
    remember({ ...recall(), checkedMs: Date.now() });
    try {
      const updater = await load();
      const version = await updater.look(feed);
      // Switched off, or to another place, while it was being looked at.
      if (feed === this.#feed && isWorthTelling(version, recall())) await this.#offer(updater, version);
    } catch (error) {
      note("update.failed", { error: String(error) });
    }
    this.#isBusy = false;
    this.#wait();
  }

  async #offer(updater: Updater, version: string): Promise<void> {
    const { ask, recall, remember, note } = this.#parts;
    if (version === this.#fetched) return;
    note("update.found", { version });
    if (!(await ask("fetch", version))) {
      remember({ ...recall(), declined: version });
      return;
    }
    await updater.fetch();
    this.#fetched = version;
    if (await ask("restart", version)) updater.restart();
  }
}
