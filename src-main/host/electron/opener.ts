// Opens what the system hands to the app: links that were clicked, files that were double-clicked, on each system in its way.
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { app } from "electron";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import { note } from "./log.ts";
import { type Opened, openedAddress, openedBy, openedFile } from "./opened.ts";

type OpenedFile = Extract<Opened, { kind: "file" }>;

/** Larger ones are nobody's calendar (asks.ts) or message (contract, mail-file.ts). */
const MAX_BYTES = { events: 16 * 1024 * 1024, mail: 32 * 1024 * 1024 } as const;

/** Listens from before the app is ready: macOS tells of what started it by events. What comes first waits for `show`. */
export class Opener {
  readonly #waiting: Opened[] = [];
  #show: ((ask?: HostAsk) => void) | undefined;

  constructor() {
    app.on("open-url", (event, address) => {
      event.preventDefault();
      this.#open(openedAddress(address));
    });
    app.on("open-file", (event, path) => {
      event.preventDefault();
      this.#open(openedFile(path, "/"));
    });
  }

  /** From now on what is opened is shown at once. @param show brings the window forward and asks it */
  start(show: (ask?: HostAsk) => void): void {
    this.#show = show;
    for (const opened of this.#waiting.splice(0)) this.#open(opened);
  }

  /** A command line: the app's own, or that of a second start. @returns does it open anything? */
  openCommandLine(argv: readonly string[], cwd: string): boolean {
    const found = openedBy(argv, cwd);
    for (const opened of found) this.#open(opened);
    return found.length > 0;
  }

  #open(opened: Opened | undefined): void {
    if (!opened) return;
    if (!this.#show) this.#waiting.push(opened);
    else if (opened.kind === "ask") this.#show(opened.ask);
    else void this.#openFile(opened, this.#show);
  }

  /** What cannot be read still brings the window forward: something was clicked. */
  async #openFile({ path, holds }: OpenedFile, show: (ask?: HostAsk) => void): Promise<void> {
    try {
      const { size } = await stat(path);
      if (size > MAX_BYTES[holds]) throw new Error("too large");
      const bytes = await readFile(path);
      app.addRecentDocument(path);
      const name = basename(path);
      if (holds === "mail") show({ ask: "openMail", name, base64: bytes.toString("base64") });
      else show({ ask: "import", name, text: bytes.toString("utf8") });
    } catch {
      // Its name is the person's own affair.
      note("open.failed");
      show();
    }
  }
}
