// A message as it is read: parsed from its source, made safe, with what is known of its sender.
import type { Output } from "../../../src-preload/contract/contract.ts";
import { Failure, type FailureData } from "../../../src-preload/contract/failure.ts";
import type { Attachment, MessageLine } from "../../../src-preload/contract/mail.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { safeHtml } from "../../domain/mail-html/safe.ts";
import type { SafeHtml } from "../../domain/mail-html/safe-types.ts";
import { riskOf } from "../../domain/mail-safety/names.ts";
import { unsubscribeOf } from "../../domain/mail-safety/unsubscribe.ts";
import type { ReadMessage, ReadPart } from "../../domain/mime/read-types.ts";
import { blobsOf } from "../../store/mail/blobs.ts";
import { eventsOfMessage } from "../../store/mail/links.ts";
import { messageLines, messageRow } from "../../store/mail/message.ts";
import { ownAddresses } from "../../store/mail/people.ts";
import type { StoredMessage } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";
import { type Opened, openStored } from "./opened.ts";
import { rasterType } from "./raster.ts";
import { authenticationIn, mayFetchPictures, warningsFor } from "./trust.ts";

type Message = Output<"mail.message">;

/** Pictures within the text are part of the answer; those beyond this are fetched as attachments. */
const MAX_INLINE = 8 * 1024 * 1024;

const NOTHING = {
  text: "",
  attachments: [],
  authentication: { verdict: "none" as const, signedBy: [] },
  warnings: [],
  remote: { blocked: 0, trackers: [], allowed: false },
  ...{ replyTo: [], cc: [], bcc: [] },
};

/** A text that is not here is fetched first; what takes longer than a moment is told by the change feed.
 *  @throws Failure missing */
export async function readMail(deps: MailCommandDeps, id: MessageId, signal: AbortSignal): Promise<Message> {
  const { db } = deps;
  const { body } = messageRow(db, id);
  const isAway = body === "none" || body === "head";
  const fetched = isAway ? await deps.bodies.wait(id) : undefined;
  const opened = await openStored(deps, id, signal);
  const row = messageRow(db, id);
  const state = stateOf(row, opened, fetched);
  const head = { ...lineOf(deps, id), ...headOf(deps, row), ...state };
  return opened ? { ...head, ...contentsOf(deps, row, opened) } : { ...head, ...NOTHING, cc: [...row.cc] };
}

function lineOf({ db }: MailCommandDeps, id: MessageId): MessageLine {
  const [line] = messageLines(db, [id]);
  if (!line) throw new Failure("missing", { what: "message" });
  return line;
}

function headOf({ db }: MailCommandDeps, row: StoredMessage) {
  const { messageIdHeader, sentMs, listId } = row;
  return {
    eventIds: eventsOfMessage(db, row.id),
    ...(messageIdHeader !== undefined && { messageIdHeader }),
    ...(sentMs !== undefined && { sentMs }),
    ...(listId !== undefined && { listId }),
  };
}

function stateOf(
  { body, failure }: StoredMessage,
  opened: Opened | undefined,
  fetched: "fetching" | Failure | undefined,
): Pick<Message, "body"> & { failure?: FailureData } {
  const fault = opened?.read.fault;
  if (body === "unreadable" || fault) {
    const why = failure ?? new Failure("malformed", { what: "message", detail: fault ?? "unknown form" }).toData();
    return { body: "unreadable", failure: why };
  }
  if (body === "whole" || body === "partial") return { body: "stored" };
  if (fetched === "fetching") return { body: "fetching" };
  const why = fetched?.toData() ?? failure;
  return { body: "missing", ...(why && { failure: why }) };
}

function contentsOf(deps: MailCommandDeps, row: StoredMessage, opened: Opened) {
  const { db } = deps;
  const { read } = opened;
  const found = authenticationIn(db, row.accountId, read);
  const allowed = mayFetchPictures(db, row.id, found);
  const options = optionsFor(read, allowed);
  const safe = read.html === undefined ? undefined : safeHtml(read.html, options);
  const unsubscribe = unsubscribeOf(read, found);
  const receiptTo = receiptOf(deps, row, read);
  const { signatures: _, ...authentication } = found;
  return {
    replyTo: [...read.replyTo],
    cc: [...read.cc],
    bcc: [...read.bcc],
    text: read.text,
    attachments: attachmentsOf(deps, row.id, opened, shownBy(read.html ?? "", options)),
    authentication: { ...authentication, signedBy: [...authentication.signedBy] },
    warnings: warningsFor(db, read, found, safe?.links ?? []),
    remote: { blocked: safe?.remote.blocked ?? 0, trackers: [...(safe?.remote.trackers ?? [])], allowed },
    ...htmlOf(safe),
    ...(read.cuts.length > 0 && { cut: true as const }),
    ...(read.sender && { sender: read.sender }),
    ...(unsubscribe && { unsubscribe }),
    ...(receiptTo && { receiptTo }),
  };
}

/** Too big to be shown: its text is. */
function htmlOf(safe: SafeHtml | undefined): { html?: string; fold?: string } {
  if (!safe || safe.tooBig) return {};
  return { html: safe.html, ...(safe.fold !== undefined && { fold: safe.fold }) };
}

/** How this message's HTML is made safe: its own pictures are in it, others only where that was allowed. */
export function optionsFor(read: ReadMessage, allowed: boolean): Parameters<typeof safeHtml>[1] {
  const cidUrls = new Map<string, string>();
  let room = MAX_INLINE;
  for (const { contentId, content } of read.parts) {
    if (contentId === undefined || !content || content.length > room) continue;
    // What a part says of itself is not believed: SVG can run.
    const type = rasterType(content);
    if (type === undefined) continue;
    room -= content.length;
    cidUrls.set(contentId, `data:${type};base64,${Buffer.from(content).toString("base64")}`);
  }
  return { cidUrls, remote: allowed ? "allowed" : "blocked" };
}

/** The wish to be told of the reading, where nobody has answered it and a person may have it. */
function receiptOf({ db }: MailCommandDeps, row: StoredMessage, read: ReadMessage): ReadMessage["receiptTo"] {
  const isOwn = ownAddresses(db).has(row.from?.address.toLowerCase() ?? "");
  return row.receiptAnswered || isOwn || read.autoSubmitted || read.listId !== undefined ? undefined : read.receiptTo;
}

/** Content-IDs of pictures that the text shows: many programs give one to every file. */
export function shownBy(html: string, { cidUrls }: Parameters<typeof safeHtml>[1]): ReadonlySet<string> {
  const named = [...html.matchAll(/\bcid:([^"'\s<>]+)/gi)].map(([, id = ""]) => id.replaceAll("&amp;", "&"));
  const plain = (id: string) =>
    id.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Set(named.flatMap((id) => [id, plain(id)]).filter((id) => cidUrls.has(id)));
}

function attachmentsOf(
  { db }: MailCommandDeps,
  id: MessageId,
  { read, body }: Opened,
  shown: ReadonlySet<string>,
): Attachment[] {
  const files = new Set(blobsOf(db, id).map(({ partId }) => partId));
  const isHere = (part: ReadPart) =>
    files.has(part.id) || (part.content !== undefined && (body === "whole" || part.content.length > 0));
  return read.parts.map((part) => ({
    id: part.id,
    name: part.name,
    mediaType: part.mediaType,
    size: part.size,
    stored: isHere(part),
    risky: riskOf(part.name, part.mediaType) !== undefined,
    ...(part.contentId !== undefined && shown.has(part.contentId) && { contentId: part.contentId }),
  }));
}
