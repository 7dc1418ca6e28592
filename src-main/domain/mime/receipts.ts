// Notes of machines about mail that was sent: delivered, delayed, failed (RFC 3464), read (RFC 8098). Matched to what they are
// about by the envelope id given at sending, else by the Message-ID of the message they bring back.
import { decodeUnlabelled } from "./read-charset.ts";

/** A part of a message, as the reader gives it. */
export interface ReportPart {
  /** Lower case. */
  readonly mediaType: string;
  readonly content?: Uint8Array;
}

interface ReportedRecipient {
  /** As the sender wrote it where that is told, else where it ended. */
  readonly address: string;
  readonly action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** RFC 3463: `5.1.1`. */
  readonly status?: string;
  /** The other server's words. */
  readonly diagnostic?: string;
}

/** What became of a message that was sent. */
export interface DeliveryReport {
  readonly kind: "delivery";
  /** ENVID (RFC 3461 §4.4): the id given at sending. */
  readonly envelopeId?: string;
  /** Of the message it is about, with brackets. */
  readonly messageId?: string;
  readonly recipients: readonly ReportedRecipient[];
}

/** Somebody's program says that it was shown, or thrown away. */
export interface ReadReport {
  readonly kind: "read";
  readonly messageId?: string;
  readonly address: string;
  readonly disposition: "displayed" | "deleted" | "other";
}

const LONGEST = 500;
const MOST_RECIPIENTS = 500;
const ACTIONS = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;

/** The report that a message is; undefined when it is none. Never throws. */
export function reportOf(parts: readonly ReportPart[]): DeliveryReport | ReadReport | undefined {
  const text = (pattern: RegExp) => {
    const content = parts.find(({ mediaType, content }) => pattern.test(mediaType) && content !== undefined)?.content;
    return content === undefined ? undefined : textOf(content);
  };
  const returned = text(/^(?:text\/rfc822-headers|message\/(?:rfc822|global)(?:-headers)?)$/);
  const original =
    returned === undefined ? undefined : idIn(fieldsOf(returned.split(/\r?\n\r?\n/, 1)[0] ?? "").get("message-id"));
  const status = text(/^message\/(?:global-)?delivery-status$/);
  if (status !== undefined) return deliveryOf(status, original);
  const notice = text(/^message\/(?:global-)?disposition-notification$/);
  return notice === undefined ? undefined : readOf(fieldsOf(notice), original);
}

function deliveryOf(text: string, returned: string | undefined): DeliveryReport | undefined {
  const [head = new Map<string, string>(), ...groups] = text
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .filter((block) => block.trim() !== "")
    .slice(0, MOST_RECIPIENTS + 1)
    .map(fieldsOf);
  // Some servers leave out the first group, or the empty line after it.
  const all = head.has("action") ? [head, ...groups] : groups;
  const recipients = all.flatMap(recipientOf);
  if (recipients.length === 0) return undefined;
  const envelopeId = head.get("original-envelope-id");
  const messageId = returned ?? idIn(head.get("x-original-message-id"));
  return { kind: "delivery", ...(envelopeId && { envelopeId }), ...(messageId && { messageId }), recipients };
}

function recipientOf(fields: ReadonlyMap<string, string>): ReportedRecipient[] {
  const address = addressIn(fields.get("original-recipient")) ?? addressIn(fields.get("final-recipient"));
  const word = fields
    .get("action")
    ?.toLowerCase()
    .match(/[a-z]+/)?.[0];
  const action = ACTIONS.find((one) => one === word);
  if (address === undefined || action === undefined) return [];
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0];
  const diagnostic = fields.get("diagnostic-code")?.replace(/^[\w-]+\s*;\s*/, "");
  return [{ address, action, ...(status && { status }), ...(diagnostic && { diagnostic }) }];
}

function readOf(fields: ReadonlyMap<string, string>, returned: string | undefined): ReadReport | undefined {
  const address = addressIn(fields.get("original-recipient")) ?? addressIn(fields.get("final-recipient"));
  const [, word = ""] = /;\s*([a-z]+)/i.exec(fields.get("disposition") ?? "") ?? [];
  if (address === undefined || word === "") return undefined;
  const known = word.toLowerCase();
  const messageId = idIn(fields.get("original-message-id")) ?? returned;
  const disposition = known === "displayed" || known === "deleted" ? known : "other";
  return { kind: "read", ...(messageId && { messageId }), address, disposition };
}

/** Header fields by lower-case name, unfolded; the first of each counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value = ""] = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    const key = name?.toLowerCase();
    if (key !== undefined && !fields.has(key))
      fields.set(
        key,
        value
          .replace(/[\s\p{Cc}]+/gu, " ")
          .trim()
          .slice(0, LONGEST),
      );
  }
  return fields;
}

/** `rfc822;bob@example.test` */
function addressIn(value: string | undefined): string | undefined {
  const address = value
    ?.replace(/^[\w-]+\s*;\s*/, "")
    .replace(/^<|>$/g, "")
    .trim();
  return address?.includes("@") ? address : undefined;
}

function idIn(value: string | undefined): string | undefined {
  return /<[^<>\s]+>/.exec(value ?? "")?.[0];
}

/** These parts are ASCII or UTF-8. At most 1 MB of it matters. */
function textOf(content: Uint8Array): string {
  return decodeUnlabelled(content.subarray(0, 1_000_000));
}
