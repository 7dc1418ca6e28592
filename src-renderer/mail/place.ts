// What the list shows: a role over all accounts, one folder, or what waits to be sent. Pure, but for what a reload comes back to.
import type { Input } from "../../src-preload/contract/contract.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { FolderId } from "../../src-preload/contract/shapes.ts";

/** Roles that are shown for all accounts together, in their order. */
export const UNIFIED = ["inbox", "flagged", "snoozed", "drafts", "sent", "archive", "junk", "trash"] as const;

/** Where the person is. */
export type MailPlace =
  | { readonly kind: "role"; readonly role: FolderRole }
  | { readonly kind: "folder"; readonly folderId: FolderId }
  | { readonly kind: "outbox" };

/** What of it is shown. */
export type Only = "all" | "unread" | "flagged" | "attachments";

/** The place a first visit opens at. */
export const INBOX: MailPlace = { kind: "role", role: "inbox" };

const KEY = "cadran.mail";

/** A name for each place. */
export function placeKey(place: MailPlace): string {
  if (place.kind === "role") return `role ${place.role}`;
  return place.kind === "folder" ? `folder ${place.folderId}` : "outbox";
}

/** The place that was shown last. */
export function keptPlace(): MailPlace {
  try {
    const [kind, name] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    const role = UNIFIED.find((one) => one === name);
    if (kind === "folder" && name) return { kind, folderId: name as FolderId };
    if (kind === "role" && role) return { kind, role };
    return kind === "outbox" ? { kind } : INBOX;
  } catch {
    return INBOX;
  }
}

/** Remembers it for a reload. */
export function keepPlace(place: MailPlace): void {
  try {
    sessionStorage.setItem(KEY, placeKey(place));
  } catch {
    // Without storage a reload starts at the inbox.
  }
}

/** The question for its list; undefined for what is no list of threads. */
export function listInput(place: MailPlace, only: Only): Input<"mail.list"> | undefined {
  if (place.kind === "outbox") return undefined;
  const where = place.kind === "role" ? { role: place.role } : { folderId: place.folderId };
  return { ...where, ...(only !== "all" && { only }) };
}
