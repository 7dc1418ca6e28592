// The header fields that mean something to people and programs (RFC 5322 §3.6, RFC 2369, RFC 2919, RFC 3834, RFC 8098).
import { readDate } from "./read-dates.ts";
import { type Field, fieldOf, fieldsOf } from "./read-fields.ts";
import type { ReadMessage } from "./read-types.ts";
import { headerText, readAddresses } from "./read-words.ts";

const MAX_REFERENCES = 100;
const MAX_ID = 500;

type Headers = Omit<
  ReadMessage,
  "headerSize" | "text" | "html" | "textParts" | "parts" | "calendars" | "snippet" | "protection" | "cuts" | "fault"
>;

/** Never throws: what cannot be read is left out, what comes too often is cut. */
export function readHeaders(fields: readonly Field[]): Headers {
  const all = (name: string, most?: number) => fieldsOf(fields, name, most);
  const one = (name: string) => fieldOf(fields, name) ?? "";
  const messageId = idsOf(one("message-id"))[0] ?? bareId(one("message-id"));
  const inReplyTo = idsOf(one("in-reply-to"))[0];
  const sender = readAddresses(all("sender", 1))[0];
  const receiptTo = readAddresses(all("disposition-notification-to", 1))[0];
  const dateMs = all("date", 3)
    .map(readDate)
    .find((ms) => ms !== undefined);
  const listId = listIdOf(one("list-id"));
  const draftId = headerText(one("x-cadran-draft-id"), 100);
  return {
    // Each From there is: a second one is how somebody pretends to be somebody else.
    from: unique(readAddresses(all("from", 10), true)),
    ...(sender && { sender }),
    replyTo: readAddresses(all("reply-to", 5)),
    to: readAddresses(all("to", 20)),
    cc: readAddresses(all("cc", 20)),
    bcc: readAddresses(all("bcc", 20)),
    subject: headerText(one("subject")),
    ...(messageId && { messageId }),
    ...(inReplyTo && { inReplyTo }),
    references: shortened(idsOf(one("references"))),
    ...(dateMs !== undefined && { dateMs }),
    ...(listId && { listId }),
    autoSubmitted: isAutomatic(one("auto-submitted"), one("precedence")),
    listUnsubscribe: all("list-unsubscribe", 5).map(short),
    listUnsubscribePost: all("list-unsubscribe-post", 5).map(short),
    authenticationResults: all("authentication-results").map(short),
    dkimSignatures: all("dkim-signature", 20).map(short),
    ...(receiptTo && { receiptTo }),
    importance: importanceOf(one("importance"), one("x-priority"), one("x-msmail-priority"), one("priority")),
    ...(draftId && { draftId }),
  };
}

/** Long enough for every honest header. */
const short = (value: string) => value.slice(0, 20_000);

function unique(people: ReturnType<typeof readAddresses>) {
  const seen = new Set<string>();
  return people.filter(({ address, name }) => {
    const key = address.toLowerCase() || `name ${name}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Message-IDs in angle brackets, each once, in order. Linear, and blind to what stands around them. */
function idsOf(value: string): string[] {
  const ids = value.slice(0, 200_000).match(/<[^<>\s]{1,500}>/g) ?? [];
  return [...new Set(ids)];
}

/** Some programs forget the brackets. */
function bareId(value: string): string | undefined {
  const id = value.trim().replace(/^<|>$/g, "").replace(/\s+/g, "");
  return id.length > 2 && id.length <= MAX_ID && /^[!-;=?-~]+$/.test(id) ? `<${id}>` : undefined;
}

/** The first says where the thread began, the last whom this answers (R50). */
function shortened(ids: readonly string[]): readonly string[] {
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 20), ...ids.slice(20 - MAX_REFERENCES)];
}

function listIdOf(value: string): string | undefined {
  const id = /<([^<>\s]{1,255})>/.exec(value.slice(0, 2_000))?.[1] ?? value.trim().split(/\s+/).at(-1);
  return id && id.length <= 255 && /^[\w!#$%&'*+/=?^`{|}~.@-]+$/.test(id) ? id.toLowerCase() : undefined;
}

function isAutomatic(autoSubmitted: string, precedence: string): boolean {
  const word = autoSubmitted.trim().toLowerCase().split(/[;\s]/)[0];
  return (word !== "" && word !== "no") || /^(bulk|list|junk|auto_reply)\b/i.test(precedence.trim());
}

function importanceOf(
  importance: string,
  priority: string,
  microsoft: string,
  x400: string,
): ReadMessage["importance"] {
  const word = (importance || microsoft || x400).trim().toLowerCase();
  if (/^(high|urgent)\b/.test(word)) return "high";
  if (/^(low|non-urgent)\b/.test(word)) return "low";
  const number = /^\s*([1-5])/.exec(priority)?.[1];
  if (word !== "" || number === undefined || number === "3") return "normal";
  return number < "3" ? "high" : "low";
}
