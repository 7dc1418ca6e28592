// The port of sending (RFC 6409 submission, RFC 5321). Bytes go in as they were built; nothing is built here.
import type { MailLogin } from "./mail-provider.ts";
import type { World } from "./provider.ts";

/** Who it is from and for on the wire; not what the header says. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** What became of one sending. `uncertain` is never sent again unasked. */
export type SubmitOutcome =
  /** The server took it: for these, and not for those. `answer` is its last line. */
  | {
      readonly kind: "accepted";
      readonly answer: string;
      readonly rejected: readonly { readonly address: string; readonly answer: string; readonly permanent: boolean }[];
      /** The server gave it another Message-ID. */
      readonly serverMessageId?: string;
    }
  /** Certainly not taken, for all of them: before the end of DATA, or refused after it. */
  | { readonly kind: "refused"; readonly permanent: boolean; readonly answer: string }
  /** The connection was lost after the data went out and before the answer came: nobody knows. */
  | { readonly kind: "uncertain" };

/** Everything here may be left out; `onProgress` counts bytes of the message. */
export interface SubmitOptions {
  /** Ask for notes on delivery (RFC 3461); `envelopeId` names the message in them. */
  readonly deliveryReceipt?: { readonly envelopeId: string; readonly recipient: string };
  readonly onProgress?: (sentBytes: number) => void;
  /** Told just before the first byte of the message may go out: from then on the answer decides. */
  readonly onData?: () => void;
}

/** What a server said it can do (EHLO). */
export interface SubmissionTraits {
  readonly host: string;
  /** Largest message, RFC 1870. */
  readonly maxSize?: number;
  readonly smtpUtf8: boolean;
  readonly dsn: boolean;
  /** Seconds it holds a message for later (RFC 4865). */
  readonly futureRelease?: number;
}

/** A way to send. Each call is a connection of its own. */
export interface Submission {
  /** Signs in and says what the server can do; sends nothing.
   *  @throws Failure wrong-password, certificate, insecure-server, … */
  probe(login: MailLogin, world: World, signal: AbortSignal): Promise<SubmissionTraits>;
  /** Sends once. @throws Failure only when certainly nothing was sent: no connection, TLS, sign-in, too-large */
  submit(
    login: MailLogin,
    world: World,
    envelope: Envelope,
    message: Uint8Array,
    options: SubmitOptions,
    signal: AbortSignal,
  ): Promise<SubmitOutcome>;
}
