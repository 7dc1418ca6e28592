// What a message says about answers to it besides Reply-To: mailing lists (RFC 2369), Mail-Followup-To (de facto).
import { isAddress } from "./addresses.ts";
import { fieldOf, fieldsOf, readBlock } from "./read-fields.ts";
import { readAddresses } from "./read-words.ts";
import type { AnsweredPeople } from "./reply-recipients.ts";

/** Beyond this nobody wrote a header. */
const HEADER_BYTES = 256 * 1024;

/** The address that posts to the list, and who wants to be answered by all. Never throws.
 *  @param source the message, or its header block */
export function answerHeaders(source: Uint8Array): Pick<AnsweredPeople, "listPost" | "followupTo"> {
  const { fields } = readBlock(source, 0, source.length, HEADER_BYTES);
  // `NO` means that nobody may post (RFC 2369 §3.4).
  const [, post = ""] = /<mailto:([^?>\s]+)/i.exec(fieldOf(fields, "list-post") ?? "") ?? [];
  const listPost = decoded(post);
  const followupTo = readAddresses(fieldsOf(fields, "mail-followup-to")).filter(({ address }) => isAddress(address));
  return { ...(isAddress(listPost) && { listPost }), ...(followupTo.length > 0 && { followupTo }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
