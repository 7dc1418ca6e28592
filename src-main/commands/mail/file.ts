// A message that is a file of the person's: read as mail of strangers is, kept nowhere, fetched for from nowhere.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { MAX_MAIL_FILE } from "../../../src-preload/contract/mail-file.ts";
import { safeHtml } from "../../domain/mail-html/safe.ts";
import { riskOf } from "../../domain/mail-safety/names.ts";
import { isMbox, splitMbox } from "../../domain/mime/mbox.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";
import type { MailCommandDeps } from "./deps.ts";
import { optionsFor, shownBy } from "./message.ts";
import { warningsFor } from "./trust.ts";

type Deps = Pick<MailCommandDeps, "db" | "reader">;

/** Whoever made the file could have written a server's findings into it: none of them is believed. */
const UNCHECKED = { verdict: "none", signedBy: [], signatures: [] } as const;

/** @throws Failure malformed when it is no message, too-large, cancelled */
export async function readMailFile(
  deps: Deps,
  { base64 }: Parsed<"mail.readFile">,
  signal: AbortSignal,
): Promise<Output<"mail.readFile">> {
  const read = await parsed(deps, base64, signal);
  const options = optionsFor(read, false);
  const safe = read.html === undefined ? undefined : safeHtml(read.html, options);
  const shown = shownBy(read.html ?? "", options);
  const { subject, from, to, replyTo, cc, bcc, text, sender, dateMs, cuts } = read;
  return {
    ...{ subject, text, to: [...to], replyTo: [...replyTo], cc: [...cc], bcc: [...bcc] },
    attachments: read.parts.map(({ id, name, mediaType, size, content, contentId }) => ({
      ...{ id, name, mediaType, size, stored: content !== undefined },
      risky: riskOf(name, mediaType) !== undefined,
      ...(contentId !== undefined && shown.has(contentId) && { contentId }),
    })),
    warnings: warningsFor(deps.db, read, UNCHECKED, safe?.links ?? []),
    remote: { blocked: safe?.remote.blocked ?? 0, trackers: [...(safe?.remote.trackers ?? [])], allowed: false },
    ...(safe && !safe.tooBig && { html: safe.html, ...(safe.fold !== undefined && { fold: safe.fold }) }),
    ...(from[0] && { from: from[0] }),
    ...(sender && { sender }),
    ...(dateMs !== undefined && { sentMs: dateMs }),
    ...(cuts.length > 0 && { cut: true as const }),
  };
}

/** @throws Failure missing, malformed, too-large, cancelled */
export async function fileAttachment(
  deps: Deps,
  { base64, id }: Parsed<"mail.fileAttachment">,
  signal: AbortSignal,
): Promise<Output<"mail.fileAttachment">> {
  const part = (await parsed(deps, base64, signal)).parts.find((one) => one.id === id);
  if (!part?.content) throw new Failure("missing", { what: "item" });
  const { name, mediaType, content } = part;
  return { name, mediaType, base64: Buffer.from(content).toString("base64") };
}

/** By the reader's worker whatever its size: nothing is known of where it comes from. */
async function parsed({ reader }: Deps, base64: string, signal: AbortSignal): Promise<ReadMessage> {
  const file = Buffer.from(base64, "base64");
  if (file.length > MAX_MAIL_FILE) throw new Failure("too-large", { what: "file" });
  // Some programs save a single message with the separator of a mailbox.
  const source = isMbox(file) ? (splitMbox(file)[0] ?? file) : file;
  const [result] = await reader.read([source], { withContent: true }, signal);
  const fault = result?.read.fault;
  if (!result || fault) throw new Failure("malformed", { what: "message", detail: fault ?? "empty" });
  return result.read;
}
