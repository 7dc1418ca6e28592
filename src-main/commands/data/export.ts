// Everything that is kept here, as files that other programs read, in a new folder among the person's downloads. It is written
// under a name that says so and gets its own once it is whole.
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportState } from "../../../src-preload/contract/data.ts";
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import { ExportNames } from "../../domain/export-names.ts";
import { msToMoment } from "../../domain/zones.ts";
import { listAccounts, toAccount } from "../../store/accounts.ts";
import { listCalendars } from "../../store/calendars.ts";
import { readSettings } from "../../store/facts.ts";
import { feedRows } from "../../store/feeds.ts";
import { listMailFolders } from "../../store/mail/folders.ts";
import { listIdentities } from "../../store/mail/identities.ts";
import { listBlocked, listRemoteAllowed, listRules } from "../../store/mail/rules.ts";
import { listTemplates } from "../../store/mail/templates.ts";
import { displayZoneOf } from "../../store/occurrences.ts";
import { exportEvents } from "../export.ts";
import { exportFeeds, type FeedDeps } from "../feeds.ts";
import type { MailCommandDeps } from "../mail/deps.ts";
import { writeMbox, writeUnsent } from "./export-mail.ts";

interface Deps extends FeedDeps {
  readonly mail: MailCommandDeps;
  /** Where people find what they saved. */
  readonly downloads: string;
}

/** How often the change feed says that it goes on. */
const TELL_MS = 200;
const PRIVATE = { mode: 0o600 } as const;

type Exported = NonNullable<ExportState["exported"]>;

/** The one export that runs, or the last one. */
export class ExportRun {
  readonly #deps: Deps;
  #state: ExportState = { state: "none", written: 0, total: 0 };
  #life = new AbortController();
  #running: Promise<void> | undefined;
  #toldMs = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get state(): ExportState {
    return this.#state;
  }

  /** Begins, unless one runs already. @param fetch texts that are not here are fetched */
  start(fetch: boolean): void {
    if (this.#running) return;
    this.#life = new AbortController();
    this.#set({ state: "running", written: 0, total: 0 });
    this.#running = this.#run(fetch).finally(() => {
      this.#running = undefined;
    });
  }

  /** What was written of it goes. */
  async cancel(): Promise<void> {
    this.#life.abort();
    await this.#running;
  }

  #set(state: ExportState): void {
    this.#state = state;
    this.#toldMs = this.#deps.clock.nowMs();
    this.#deps.db.touch("data");
  }

  async #run(fetch: boolean): Promise<void> {
    const { downloads, db, clock } = this.#deps;
    const moment = msToMoment(clock.nowMs(), displayZoneOf(db)).slice(0, 16).replace("T", " ").replace(":", ".");
    try {
      await mkdir(downloads, { recursive: true });
      const folder = await newFolder(downloads, `Cadran ${moment}`);
      const draft = `${folder}.part`;
      try {
        const exported = await this.#write(draft, fetch);
        this.#life.signal.throwIfAborted();
        await rename(draft, folder);
        this.#set({ ...this.#state, state: "done", folder, exported });
      } catch (error) {
        await rm(draft, { recursive: true, force: true });
        throw error;
      }
    } catch (error) {
      const { written, total } = this.#state;
      const isCancelled = this.#life.signal.aborted;
      const failure = isCancelled ? {} : { failure: failureOf(error).toData() };
      this.#set({ state: isCancelled ? "cancelled" : "failed", written, total, ...failure });
    }
  }

  async #write(folder: string, fetch: boolean): Promise<Exported> {
    const { db } = this.#deps;
    const folders = listMailFolders(db).filter(({ selectable, total }) => selectable && total > 0);
    const calendars = listCalendars(db, true);
    const total = calendars.length + folders.reduce((sum, one) => sum + one.total, 0);
    this.#set({ state: "running", written: 0, total });
    const events = await this.#writeCalendars(folder, calendars);
    const { messages, away } = await this.#writeMail(folder, folders, fetch);
    await writeFile(join(folder, "settings.json"), this.#settings(), PRIVATE);
    if (feedRows(db).length > 0) {
      const { text } = await exportFeeds(this.#deps);
      await writeFile(join(folder, "feeds.opml"), text, PRIVATE);
    }
    return { calendars: calendars.length, events, folders: folders.length, messages, away };
  }

  async #writeCalendars(folder: string, calendars: ReturnType<typeof listCalendars>): Promise<number> {
    const names = new ExportNames();
    const own = join(folder, "calendars");
    if (calendars.length > 0) await mkdir(own, { mode: 0o700 });
    let events = 0;
    for (const { id, name } of calendars) {
      this.#life.signal.throwIfAborted();
      const { text, count } = exportEvents(this.#deps.db, { calendarId: id });
      await writeFile(join(own, names.name(name, "ics")), text, PRIVATE);
      events += count;
      this.#wrote();
    }
    return events;
  }

  async #writeMail(folder: string, folders: readonly MailFolder[], fetch: boolean) {
    const { db, mail } = this.#deps;
    const accounts = new ExportNames();
    const sum = { messages: 0, away: 0 };
    const onMessage = (written: "message" | "away") => {
      sum[written === "away" ? "away" : "messages"] += 1;
      this.#wrote();
    };
    for (const { id, label } of listAccounts(db)) {
      const own = folders.filter(({ accountId }) => accountId === id);
      const home = join(folder, "mail", accounts.name(label, ""));
      const names = new ExportNames();
      await mkdir(home, { recursive: true, mode: 0o700 });
      for (const one of own) {
        const file = join(home, names.name(one.path, "mbox"));
        await writeMbox({ mail, fetch, signal: this.#life.signal, onMessage }, file, one);
      }
      await writeUnsent(mail, home, id);
    }
    return sum;
  }

  /** What people chose and wrote once for all; secrets are no part of any of it. */
  #settings(): string {
    const { db } = this.#deps;
    const kept = {
      settings: readSettings(db),
      accounts: listAccounts(db).map((row) => toAccount(db, row)),
      identities: listIdentities(db),
      templates: listTemplates(db),
      rules: listRules(db),
      blocked: listBlocked(db),
      remoteAllowed: listRemoteAllowed(db),
    };
    return `${JSON.stringify(kept, null, 2)}\n`;
  }

  #wrote(): void {
    this.#state = { ...this.#state, written: this.#state.written + 1 };
    if (this.#deps.clock.nowMs() - this.#toldMs >= TELL_MS) this.#set(this.#state);
  }
}

/** Makes `NAME.part` for a NAME that nothing has yet. @returns the path without `.part` */
async function newFolder(home: string, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = join(home, n === 1 ? name : `${name} (${n})`);
    if (existsSync(folder)) continue;
    const isNew = await mkdir(`${folder}.part`, { mode: 0o700 }).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) !== "EEXIST") throw error;
        return false;
      },
    );
    if (isNew) return folder;
  }
}

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (error instanceof Failure || typeof code !== "string") return toFailure(error);
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure("disk-full", {}, { cause: error });
  return new Failure("storage", { detail: code }, { cause: error });
}
