// What the mail page asks of the composer.
import type { MessageId } from "../../src-preload/contract/shapes.ts";

/** A wish to write: a new message, to somebody where `to` says so, or one that starts from another. */
export interface Write {
  readonly kind: "new" | "reply" | "reply-all" | "forward" | "edit";
  readonly messageId?: MessageId;
  /** An address that was clicked. */
  readonly to?: string;
}
