// APPEND, and finding what was appended (mail rules 54, 61).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { AppendResult } from "../mail-provider.ts";
import type { Client } from "./client.ts";
import { openFolder, searchUids } from "./open.ts";

/** Hits looked at: more than one is rare, and none of many would be believed. */
const MOST = 50;

/** @throws Failure too-large, quota, missing */
export async function appendMessage(
  { flow }: Client,
  path: string,
  message: Uint8Array,
  { flags, internalDateMs }: { readonly flags: readonly string[]; readonly internalDateMs: number },
): Promise<AppendResult> {
  const limit = appendLimit(flow.capabilities);
  if (limit !== undefined && message.length > limit) throw new Failure("too-large", { what: "message", bytes: limit });
  const answer = await flow.append(path, message, [...flags], new Date(internalDateMs));
  if (!answer) throw new Failure("connection-lost", { host: flow.host });
  // A UID without the validity it belongs to is a guess of the library's (by sequence number).
  const { uid, uidValidity } = answer;
  return uid === undefined || uidValidity === undefined ? {} : { uid, uidValidity };
}

/** Largest message the server takes (RFC 7889), where it says one for all folders. */
export function appendLimit(capabilities: ReadonlyMap<string, boolean | number>): number | undefined {
  const limit = capabilities.get("APPENDLIMIT");
  return typeof limit === "number" && limit > 0 ? limit : undefined;
}

/** UIDs whose Message-ID is exactly this. The folder is opened anew: what was just appended must be seen (R63). */
export async function findMessageId(client: Client, path: string, messageId: string): Promise<readonly number[]> {
  await openFolder(client, path, {});
  const id = messageId.trim();
  const hits = (await searchUids(client, { header: { "message-id": id } })).slice(-MOST);
  if (hits.length === 0) return [];
  // SEARCH HEADER finds parts of a header too (RFC 9051 §6.4.4).
  const asked = new Set(hits);
  const found: number[] = [];
  const query = { uid: true, headers: ["message-id"] };
  for await (const { uid, headers } of client.flow.fetch(hits.join(","), query, { uid: true })) {
    const value = headers
      ?.toString("latin1")
      .replace(/^message-id:/i, "")
      .trim();
    if (asked.has(uid) && value === id) found.push(uid);
  }
  return found.sort((a, b) => a - b);
}
