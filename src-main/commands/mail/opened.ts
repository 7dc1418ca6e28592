// A stored message, parsed again when somebody looks at it: nothing is lost by what was kept of it.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { readHead, readMessage } from "../../domain/mime/read.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";
import { messageRow, sourceOf } from "../../store/mail/message.ts";
import type { BodyState } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";

/** Parsing so much takes a few ms, less than the way to a worker and back. */
const SMALL_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;

/** `body`: how much of it was here to be read. */
export interface Opened {
  readonly read: ReadMessage;
  readonly body: BodyState;
}

/** What is here of a message; undefined: nothing yet. @throws Failure missing, cancelled */
export async function openStored(
  { db, reader }: Pick<MailCommandDeps, "db" | "reader">,
  id: MessageId,
  signal: AbortSignal,
): Promise<Opened | undefined> {
  const { body } = messageRow(db, id);
  const source = sourceOf(db, id);
  if (!source) return undefined;
  // It may be what held the reader up when it came: its header alone is looked at again.
  if (body === "unreadable") return { read: readHead(source.bytes.subarray(0, HEAD_BYTES), []), body };
  if (source.bytes.length <= SMALL_BYTES) return { read: readMessage(source.bytes), body };
  const [result] = await reader.read([source.bytes], { withContent: true }, signal);
  return result && { read: result.read, body };
}

/** The message with its text, fetched where it is not here. @throws Failure missing, and what fetching says */
export async function openWhole(deps: MailCommandDeps, id: MessageId, signal: AbortSignal): Promise<Opened> {
  await deps.bodies.whole(id, signal);
  const opened = await openStored(deps, id, signal);
  if (!opened) throw new Failure("missing", { what: "message" });
  return opened;
}

/** Bytes of a part: of the source, of a file, or of the server. @throws Failure missing, and what fetching says */
export async function partContent(
  deps: MailCommandDeps,
  id: MessageId,
  { read, body }: Opened,
  partId: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const content = read.parts.find((part) => part.id === partId)?.content;
  // Of a large message the files are named in the source and left out of it.
  if (content && (body === "whole" || content.length > 0)) return content;
  return deps.download(id, partId, signal);
}
