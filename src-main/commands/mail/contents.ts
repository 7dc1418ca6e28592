// The bytes of a message: its source, its files, and pictures from elsewhere where that was allowed.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { safeHtml } from "../../domain/mail-html/safe.ts";
import { pictureUrl } from "../../domain/mail-safety/pictures.ts";
import type { HttpClient } from "../../ports.ts";
import { messageRow, sourceOf } from "../../store/mail/message.ts";
import type { MailCommandDeps } from "./deps.ts";
import { optionsFor } from "./message.ts";
import { openWhole, partContent } from "./opened.ts";
import { rasterType } from "./raster.ts";
import { authenticationIn, mayFetchPictures } from "./trust.ts";

const MAX_SOURCE = 2_000_000;
const MAX_PICTURE = 10 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const PICTURE_MS = 20_000;

/** @throws Failure missing, and what fetching says */
export async function mailSource(
  deps: MailCommandDeps,
  { id }: Parsed<"mail.source">,
  signal: AbortSignal,
): Promise<Output<"mail.source">> {
  const bytes = await wholeSource(deps, id, signal);
  return {
    source: Buffer.from(bytes.subarray(0, MAX_SOURCE)).toString("latin1"),
    cut: bytes.length > MAX_SOURCE,
  };
}

/** The message as it came, byte by byte: of a large one only its texts are here, the rest is fetched.
 *  @throws Failure missing, and what fetching says */
export async function wholeSource(
  deps: MailCommandDeps,
  id: Parsed<"mail.source">["id"],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { body } = messageRow(deps.db, id);
  if (body === "none" || body === "head") await deps.bodies.whole(id, signal);
  const stored = sourceOf(deps.db, id);
  if (stored && (stored.body === "whole" || stored.body === "unreadable")) return stored.bytes;
  return deps.download(id, "", signal);
}

/** @throws Failure missing, and what fetching says */
export async function mailAttachment(
  deps: MailCommandDeps,
  { messageId, id }: Parsed<"mail.attachment">,
  signal: AbortSignal,
): Promise<Output<"mail.attachment">> {
  const opened = await openWhole(deps, messageId, signal);
  const part = opened.read.parts.find((one) => one.id === id);
  if (!part) throw new Failure("missing", { what: "item" });
  const content = await partContent(deps, messageId, opened, id, signal);
  const { name, mediaType } = part;
  return { name, mediaType, base64: Buffer.from(content).toString("base64") };
}

/** Fetched without cookies, referrer or redirects to anywhere but public https addresses; only pictures that the message
 *  shows, whose loading was allowed, and that are no tracker's.
 *  @throws Failure forbidden, private-address, malformed (no raster picture), too-large, and what the network says */
export async function remoteImage(
  deps: MailCommandDeps,
  { messageId, url }: Parsed<"mail.remoteImage">,
  signal: AbortSignal,
): Promise<Output<"mail.remoteImage">> {
  const { db, net } = deps;
  const { read } = await openWhole(deps, messageId, signal);
  const authentication = authenticationIn(db, messageRow(db, messageId).accountId, read);
  if (!mayFetchPictures(db, messageId, authentication)) throw new Failure("forbidden", { host: hostOf(url) });
  const { urls } = safeHtml(read.html ?? "", optionsFor(read, true)).remote;
  const wanted = urls.find((one) => one.url === url && one.tracker === undefined);
  if (!wanted) throw new Failure("forbidden", { host: hostOf(url) });
  const http = net.http({ publicOnly: true });
  try {
    const bytes = await loadPicture(http, wanted.url, signal);
    const mediaType = rasterType(bytes);
    if (mediaType === undefined) throw new Failure("malformed", { what: "item", detail: "it is no picture" });
    return { mediaType, base64: Buffer.from(bytes).toString("base64") };
  } finally {
    await http.close();
  }
}

async function loadPicture(http: HttpClient, url: string, signal: AbortSignal): Promise<Uint8Array> {
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const allowed = pictureUrl(at);
    if (allowed === undefined) throw new Failure("forbidden", { host: hostOf(at) });
    const headers = { accept: "image/avif,image/webp,image/png,image/jpeg,image/gif", "user-agent": "Mozilla/5.0" };
    const request = {
      method: "GET",
      url: allowed,
      headers,
      timeoutMs: PICTURE_MS,
      maxBytes: MAX_PICTURE,
      wantsBytes: true,
    };
    const { status, bytes, headers: answered } = await http.request(request, signal);
    if (status === 200 && bytes) return bytes;
    const { location } = answered;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
      throw new Failure(status >= 500 ? "server-error" : "missing", { host: hostOf(at), status });
    at = URL.parse(location, allowed)?.href ?? "";
  }
  throw new Failure("bad-answer", { host: hostOf(url) });
}

const hostOf = (url: string) => URL.parse(url)?.hostname ?? url.slice(0, 80);
