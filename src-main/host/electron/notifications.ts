// Shows what falls due as notifications of the system, each notice once, and does what people choose there.
import { Notification } from "electron";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import type { EngineClient } from "../engine-client.ts";
import { answerInPlace } from "./answer-mail.ts";
import { askEngine } from "./ask-engine.ts";
import { note } from "./log.ts";
import { isDismissal, type NoticeDeed, type Telling, tellings } from "./notice-texts.ts";
import { DESKTOP_TEXTS } from "./texts-desktop.ts";
import type { Words } from "./when-texts.ts";

interface Ways {
  readonly words: () => Words;
  /** Brings the main window forward and asks its page. */
  readonly ask: (ask: HostAsk) => void;
  /** Opens a web page outside. */
  readonly open: (url: string) => void;
}

const MINUTE_MS = 60_000;
/** Where a notification can be answered in place. */
const HAS_REPLY = process.platform === "darwin" || process.platform === "win32";

/** One per app, where notifications can be shown at all: the only taker of this data folder. */
export class Notifications {
  readonly #engine: EngineClient;
  readonly #ways: Ways;
  /** Kept while they are shown: one that nothing holds loses its clicks. */
  readonly #shown = new Map<Notification, readonly string[]>();
  #taking: Promise<void> | undefined;
  #again = false;

  constructor(engine: EngineClient, ways: Ways) {
    this.#engine = engine;
    this.#ways = ways;
    engine.onFeed(({ changed }) => {
      if (changed.includes("notices")) this.#take();
    });
    this.#take();
  }

  /** Says something of the host's own. */
  say(title: string, body: string, onClick: () => void): void {
    this.#show({ title, body }, [], { click: onClick });
  }

  /** To see that notifications come through. */
  test(): void {
    const { testTitle, testText } = DESKTOP_TEXTS[this.#ways.words().language];
    this.say(testTitle, testText, () => this.#ways.ask({ ask: "page", page: "settings" }));
  }

  /** One taking after another: what comes during one is taken by the next. */
  #take(): void {
    if (this.#taking) {
      this.#again = true;
      return;
    }
    this.#taking = this.#takeOnce().finally(() => {
      this.#taking = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.#take();
    });
  }

  async #takeOnce(): Promise<void> {
    const taken = await askEngine(this.#engine, "notices.take", {});
    if (this.#shown.size > 0) await this.#closeWhatIsDone();
    for (const telling of tellings(taken?.notices ?? [], this.#ways.words())) this.#tell(telling);
  }

  /** What was dealt with in the window goes from the screen. */
  async #closeWhatIsDone(): Promise<void> {
    const listed = await askEngine(this.#engine, "notices.list", {});
    if (!listed) return;
    const open = new Set(listed.notices.map(({ id }) => id));
    for (const [notification, ids] of this.#shown) {
      if (ids.length > 0 && !ids.some((id) => open.has(id))) this.#close(notification);
    }
  }

  #tell(telling: Telling): void {
    const { ids, title, body, stays, actions, replyTo } = telling;
    const canReply = HAS_REPLY && replyTo !== undefined;
    const options: Electron.NotificationConstructorOptions = {
      ...{ title, body },
      actions: actions.map(({ text }) => ({ type: "button", text })),
      // Not urgent as systems mean it: that would break through a person's “do not disturb”.
      ...(stays && { timeoutType: "never" }),
      ...(canReply && {
        hasReply: true,
        replyPlaceholder: DESKTOP_TEXTS[this.#ways.words().language].replyPlaceholder,
      }),
    };
    this.#show(options, ids, {
      click: () => this.#do(telling.click, ids),
      action: (index) => {
        const chosen = actions[index];
        if (chosen) this.#do(chosen.deed, ids);
      },
      ...(replyTo !== undefined && { reply: (text) => this.#reply(replyTo, text, ids) }),
    });
  }

  #show(
    options: Electron.NotificationConstructorOptions,
    ids: readonly string[],
    on: { click: () => void; action?: (index: number) => void; reply?: (text: string) => void },
  ): void {
    const notification = new Notification(options);
    this.#shown.set(notification, ids);
    const after = (work: () => void) => {
      this.#close(notification);
      work();
    };
    notification.on("click", () => after(on.click));
    notification.on("action", ({ actionIndex }) => after(() => on.action?.(actionIndex)));
    notification.on("reply", ({ reply }) => after(() => on.reply?.(reply)));
    notification.on("failed", (_event, error) => {
      note("notice.failed", { error });
      this.#shown.delete(notification);
    });
    notification.on("close", ({ reason }) => {
      // Closed by us: it was dealt with, or its notice was.
      if (!this.#shown.delete(notification)) return;
      if (ids.length > 0 && isDismissal(process.platform, reason)) this.#dismiss(ids);
    });
    notification.show();
  }

  #close(notification: Notification): void {
    this.#shown.delete(notification);
    notification.close();
  }

  #dismiss(ids: readonly string[]): void {
    void askEngine(this.#engine, "notices.dismiss", { ids: [...ids] });
  }

  #do(deed: NoticeDeed, ids: readonly string[]): void {
    if (deed.deed === "snooze") {
      const untilMs = Date.now() + deed.minutes * MINUTE_MS;
      for (const id of ids) void askEngine(this.#engine, "notices.snooze", { id, untilMs });
      return;
    }
    this.#dismiss(ids);
    if (deed.deed === "ask") this.#ways.ask(deed.ask);
    else if (deed.deed === "join") this.#ways.open(deed.url);
    else void this.#archive(deed.messageId);
  }

  async #archive(messageId: MessageId): Promise<void> {
    const moved = await askEngine(this.#engine, "mail.move", { ids: [messageId], role: "archive" });
    // No archive there, say: the person sees the message and decides.
    if (!moved) this.#ways.ask({ ask: "openMessage", messageId });
  }

  #reply(messageId: MessageId, text: string, ids: readonly string[]): void {
    this.#dismiss(ids);
    void answerInPlace(this.#engine, messageId, text, this.#ways.words().language).then((outcome) => {
      // What was typed is a draft then; the window shows it.
      if (outcome === "draft") this.#ways.ask({ ask: "page", page: "mail" });
      if (outcome === "unsaved") this.#ways.ask({ ask: "compose", replyTo: messageId });
    });
  }
}
