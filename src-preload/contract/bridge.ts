// What a host gives the view: the only way from a page to the engine.
import type { FailureData } from "./failure.ts";
import type { Topic } from "./names.ts";

/** Answer to a call. Failures travel as data because contextBridge keeps only an Error's message. */
export type Reply = { readonly ok: unknown } | { readonly failure: FailureData };

/** A message of the change feed, sent after COMMIT. */
export interface FeedMessage {
  readonly changed: readonly Topic[];
}

/** `window.cadran`, made by the preload (Electron) or by the browser host's bridge script. */
export interface Bridge {
  readonly host: "electron" | "browser";
  call(name: string, input: unknown): Promise<Reply>;
  /** @returns the undo function */
  onFeed(listener: (message: FeedMessage) => void): () => void;
  /** Tells whether the engine can be reached; called with the present state at once. @returns the undo function */
  onConnection(listener: (connected: boolean) => void): () => void;
}
