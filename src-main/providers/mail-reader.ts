// The port behind which mail is read away from the engine's thread. engine/mail-reader.ts stands behind it.
import type { ReadMessage } from "../domain/mime/read-types.ts";

/** One message as the reader's worker gives it back. */
export interface ReadResult {
  readonly read: ReadMessage;
  /** The source, zstd; absent unless it was asked for. */
  readonly compressed?: Uint8Array;
  /** sha256 of the header block, hex: identity of a message without Message-ID (R48). */
  readonly headerHash: string;
}

/** Reads messages away from the engine's thread (knowledge, mail A5). Rejects with Failure `cancelled` alone, or `bug` when no worker starts. */
export interface MailReader {
  /** In the order given. A message that stops the worker comes back with a fault, the others are read.
   *  @param options.compress also gives the source as zstd; `withContent`: attachments keep their bytes (default false) */
  read(
    sources: readonly Uint8Array[],
    options: { readonly compress?: boolean; readonly withContent?: boolean },
    signal: AbortSignal,
  ): Promise<readonly ReadResult[]>;
  close(): Promise<void>;
}
