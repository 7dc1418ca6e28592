// All that is kept, behind the fake bridge: taken along, erased, and messages that are files.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { ExportState, Losses } from "../../src-preload/contract/data.ts";
import type { FileMessage } from "../../src-preload/contract/mail-file.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";

/** A message from a file, hostile enough. */
const letterSeed = (): FileMessage => ({
  subject: "Le devis",
  from: { address: "nora@exemple.ch", name: "Nora Keller" },
  ...{ to: [{ address: "camille@exemple.ch" }], replyTo: [], cc: [], bcc: [], warnings: [] },
  sentMs: Date.parse("2026-11-17T23:30:00Z"),
  text: "Voici le devis.",
  html: '<p>Voici le devis.</p><img data-remote="https://ailleurs.example/p.png"><script>alert(1)</script>',
  attachments: [
    { id: "2", name: "devis.pdf", mediaType: "application/pdf", size: 12_000, stored: true, risky: false },
    { id: "3", name: "devis.exe", mediaType: "application/octet-stream", size: 9_000, stored: true, risky: true },
  ],
  remote: { blocked: 1, trackers: [], allowed: false },
});

/** What a test may change, and what was asked. */
export class FakeKept {
  exportState: ExportState = { state: "none", written: 0, total: 0 };
  losses: Losses = {
    ...{ changes: 0, outgoing: 0, mail: 0, localCalendars: 0, localEvents: 0, accounts: 2, feeds: 0 },
  };
  letter = letterSeed();
  readonly #publish: (...changed: Topic[]) => void;

  constructor(publish: (...changed: Topic[]) => void) {
    this.#publish = publish;
  }

  /** The export is this far. */
  stand(state: ExportState): void {
    this.exportState = state;
    this.#publish("data");
  }

  readonly handlers: { readonly [C in CallName]?: Handlers<AbortSignal>[C] } = {
    "app.diagnostics": () => ({ text: "Cadran: 0.1.0, test host\naccount 1: caldav, ready" }),
    "data.exportState": () => this.exportState,
    "data.export": () => {
      this.stand({ state: "running", written: 0, total: 40 });
      return {};
    },
    "data.cancelExport": () => {
      this.stand({ ...this.exportState, state: "cancelled" });
      return {};
    },
    "data.losses": () => this.losses,
    "data.erase": () => ({}),
    "mail.readFile": () => this.letter,
    "mail.fileAttachment": ({ id }) => ({ name: `part ${id}`, mediaType: "application/pdf", base64: "" }),
  };
}
