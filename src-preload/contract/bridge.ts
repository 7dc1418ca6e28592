// What a host gives the view: the only way from a page to the engine.
import type { FailureData } from "./failure.ts";
import type { Topic } from "./names.ts";
import type { EventId, MessageId, RecurrenceId } from "./shapes.ts";

/** Answer to a call. Failures travel as data because contextBridge keeps only an Error's message. */
export type Reply = { readonly ok: unknown } | { readonly failure: FailureData };

/** A message of the change feed, sent after COMMIT. */
export interface FeedMessage {
  readonly changed: readonly Topic[];
}

/** What a page may ask of the desktop around it. `testNotice`: show a notification, to see that they come through. */
export const HOST_DEEDS = ["openMain", "closeWidget", "testNotice", "quit"] as const;
export type HostDeed = (typeof HOST_DEEDS)[number];

/** What the desktop asks of the page: a notification was clicked, a link or a file was opened. */
export type HostAsk =
  | { readonly ask: "page"; readonly page: "home" | "agenda" | "mail" | "sync" | "settings" }
  | { readonly ask: "quickAdd" }
  | { readonly ask: "openEvent"; readonly eventId: EventId; readonly recurrenceId?: RecurrenceId }
  | { readonly ask: "openMessage"; readonly messageId: MessageId }
  /** With `replyTo`: an answer to that message. */
  | { readonly ask: "compose"; readonly mailto?: string; readonly replyTo?: MessageId }
  /** iCalendar text, or a webcal address to follow. */
  | { readonly ask: "import"; readonly name: string; readonly text: string }
  | { readonly ask: "subscribe"; readonly url: string }
  /** A message that is a file (.eml): its bytes, base64. */
  | { readonly ask: "openMail"; readonly name: string; readonly base64: string }
  /** A command of the page by its name, chosen from the desktop's menu: the search, the list of shortcuts. */
  | { readonly ask: "command"; readonly id: "search" | "keys.open" };

/** Kinds of links that the system hands to a program: mailto (RFC 6068), webcal with webcals. */
export const LINK_KINDS = ["mailto", "webcal"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
/** Does the system hand them to Cadran? */
export type LinkKinds = Readonly<Record<LinkKind, boolean>>;

/** The desktop as a page may use it. */
export interface Desktop {
  /** @param ask with `openMain`: what the main window is asked once it is in front, through its `onAsk` */
  do(deed: HostDeed, ask?: HostAsk): void;
  /** Which links the system hands to Cadran. With a wish it is asked to, or not to, first: what is answered is how it stands then,
   *  which may be as before. Undefined: this host has no say in it. */
  links(wish?: { readonly kind: LinkKind; readonly opens: boolean }): Promise<LinkKinds | undefined>;
  /** What was asked before anybody listened is told to the first listener. @returns the undo function */
  onAsk(listener: (ask: HostAsk) => void): () => void;
}

/** `window.cadran`, made by the preload (Electron) or by the browser host's bridge script. */
export interface Bridge {
  readonly host: "electron" | "browser";
  call(name: string, input: unknown): Promise<Reply>;
  /** @returns the undo function */
  onFeed(listener: (message: FeedMessage) => void): () => void;
  /** Tells whether the engine can be reached; called with the present state at once. @returns the undo function */
  onConnection(listener: (connected: boolean) => void): () => void;
  readonly desktop: Desktop;
}
