// What the rest of the window asks of the composer.
import type { Draft } from "../../src-preload/contract/mail-send.ts";
import type { DraftId, MessageId } from "../../src-preload/contract/shapes.ts";

/** A wish to write: a new message, an answer, a message once more, a draft. */
export interface Write {
  readonly kind: "new" | "reply" | "reply-all" | "forward" | "edit";
  /** The message that is answered, passed on or taken up again. */
  readonly messageId?: MessageId | undefined;
  /** Goes on with this draft. */
  readonly draftId?: DraftId | undefined;
  readonly draft?: Draft | undefined;
  /** Of a new message: an address that was clicked, as it can be typed. */
  readonly to?: string | undefined;
  readonly cc?: string | undefined;
  readonly bcc?: string | undefined;
  readonly subject?: string | undefined;
  /** Plain text that the message begins with. */
  readonly text?: string | undefined;
  /** Of an answer: only this part is quoted. */
  readonly selection?: string | undefined;
}
