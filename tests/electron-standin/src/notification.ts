// Notification: state and events; there is no server that shows it. Specs emit what a person would do.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { makeEvent } from "./event.ts";
import { failLoudly } from "./fail-loudly.ts";
import { needReady } from "./state.ts";

type Implemented =
  | "show"
  | "close"
  | "title"
  | "body"
  | "actions"
  | "hasReply"
  | "replyPlaceholder"
  | "urgency"
  | "timeoutType";

export class Notification extends EventEmitter implements Pick<Electron.Notification, Implemented> {
  title: string;
  body: string;
  actions: Electron.NotificationAction[];
  hasReply: boolean;
  replyPlaceholder: string;
  urgency: "normal" | "critical" | "low";
  timeoutType: "default" | "never";
  #shown = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    needReady("Notification");
    this.title = options.title ?? "";
    this.body = options.body ?? "";
    this.actions = options.actions ?? [];
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? "";
    this.urgency = options.urgency ?? "normal";
    this.timeoutType = options.timeoutType ?? "default";
  }

  /** `STANDIN_NO_NOTIFICATIONS`: a system that has none. */
  static isSupported(): boolean {
    return !process.env.STANDIN_NO_NOTIFICATIONS;
  }

  show(): void {
    this.#shown = true;
    setTimeout(() => this.#shown && this.emit("show", makeEvent()));
  }

  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.emit("close", makeEvent({}));
  }
}
failLoudly(Notification.prototype, "Notification");
