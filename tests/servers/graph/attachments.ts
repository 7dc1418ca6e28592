// Files attached to events, small ones (learn.microsoft.com/graph/api/event-post-attachments).
import type { FileAttachment } from "@microsoft/microsoft-graph-types";
import { badRequest, Refusal } from "./answer.ts";
import { type Item, mint, type StoredAttachment } from "./model.ts";

const MOST_BYTES = 3 * 1024 * 1024;

export function attachmentsOf({ attachments }: Item, withBytes: boolean): readonly object[] {
  return attachments.map((one) => shown(one, withBytes));
}

function shown({ id, name, contentType, contentBytes }: StoredAttachment, withBytes: boolean): FileAttachment {
  const type = { "@odata.type": "#microsoft.graph.fileAttachment" };
  const size = Buffer.from(contentBytes, "base64").length;
  return { ...type, id, name, contentType, size, isInline: false, ...(withBytes && { contentBytes }) };
}

/** @throws Refusal 400 without a name and contents, 413 for more than 3 MB */
export function addAttachment(item: Item, body: object): object {
  const { name, contentBytes, contentType } = body as FileAttachment;
  if (typeof name !== "string" || typeof contentBytes !== "string")
    throw badRequest("name and contentBytes are required.");
  if (contentBytes.length * 0.75 > MOST_BYTES) {
    throw new Refusal(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.");
  }
  const type = contentType ?? "application/octet-stream";
  const made = { id: mint("attachment", 60), name, contentType: type, contentBytes };
  item.attachments.push(made);
  return shown(made, true);
}
