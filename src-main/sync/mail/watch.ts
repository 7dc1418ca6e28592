// IDLE on the inbox (mail rules 13–18): tells that something happened, and begins again whenever the connection is lost.
import { toFailure } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { MailDeps } from "./deps.ts";
import { concernsMailbox, mailBackoffMs } from "./mail-policy.ts";

const AGAIN_MS = { first: 2_000, longest: 5 * 60_000 };
/** A connection that lived so long was a good one: some servers drop IDLE now and then (mail rule 18). */
const GOOD_MS = 60_000;

/** At most one folder at a time, on a connection that the provider keeps for it. */
export class InboxWatch {
  readonly #deps: MailDeps;
  readonly #accountId: AccountId;
  readonly #onDirty: (folderId: FolderId) => void;
  #life: { readonly abort: AbortController; readonly folderId: FolderId } | undefined;
  #isUp = false;

  constructor(deps: MailDeps, accountId: AccountId, onDirty: (folderId: FolderId) => void) {
    this.#deps = deps;
    this.#accountId = accountId;
    this.#onDirty = onDirty;
  }

  /** Is it told of news at this moment? */
  isUp(folderId: FolderId): boolean {
    return this.#isUp && this.#life?.folderId === folderId;
  }

  /** Begins, unless it watches already. */
  start(folder: Pick<StoredFolder, "id" | "path">): void {
    if (this.#life?.folderId === folder.id) return;
    this.stop();
    const abort = new AbortController();
    this.#life = { abort, folderId: folder.id };
    void this.#keep(folder, abort.signal);
  }

  stop(): void {
    this.#life?.abort.abort();
    this.#life = undefined;
    this.#isUp = false;
  }

  async #keep(folder: Pick<StoredFolder, "id" | "path">, signal: AbortSignal): Promise<void> {
    const { clock, random, connections, hooks } = this.#deps;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const startedMs = clock.nowMs();
      try {
        const connection = await connections.open(this.#accountId, signal);
        if (signal.aborted) return;
        this.#isUp = true;
        const onDirty = () => !signal.aborted && this.#onDirty(folder.id);
        const onAlert = (text: string) => hooks.alert(this.#accountId, text);
        await connection.watch(folder.path, { onDirty, onAlert }, signal);
      } catch (error) {
        const failure = toFailure(error);
        if (signal.aborted || failure.code === "cancelled") return;
        // The front meets it, too, and says so; a server without anything to watch is looked at more often instead.
        if (!concernsMailbox(failure) || failure.code === "auth") return this.#end(signal);
      }
      if (signal.aborted) return;
      this.#isUp = false;
      if (clock.nowMs() - startedMs > GOOD_MS) attempt = 0;
      // What came while nobody listened.
      this.#onDirty(folder.id);
      await clock.sleep(mailBackoffMs(AGAIN_MS, attempt, random()), signal).catch(() => undefined);
    }
  }

  #end(signal: AbortSignal): void {
    if (!signal.aborted) this.#isUp = false;
  }
}
