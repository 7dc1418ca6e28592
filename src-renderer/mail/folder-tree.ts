// The folders of an account as they are shown: those with a role first, the person's own under their parents. Pure.
import type { FolderRole, MailFolder } from "../../src-preload/contract/mail.ts";

/** A folder and what lies in it. */
export interface FolderNode {
  readonly folder: MailFolder;
  readonly children: readonly FolderNode[];
}

const ORDER: readonly FolderRole[] = [
  "inbox",
  "flagged",
  "important",
  "snoozed",
  "scheduled",
  "drafts",
  "templates",
  "sent",
  "archive",
  "all",
];
const LAST: readonly FolderRole[] = ["junk", "trash"];

/** Before the person's own folders in order, then those, then junk and trash. */
function rank({ role }: MailFolder): number {
  if (role === undefined) return ORDER.length;
  const last = LAST.indexOf(role);
  return last >= 0 ? ORDER.length + 1 + last : ORDER.indexOf(role);
}

/** @param language for the order of names */
export function folderTree(folders: readonly MailFolder[], language: string): readonly FolderNode[] {
  const shown = folders.filter(({ hidden }) => !hidden);
  const ids = new Set(shown.map(({ id }) => id));
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const byParent = new Map<string, MailFolder[]>();
  for (const folder of shown) {
    // One whose parent is hidden, or gone, stands at the top; so does one with a role.
    const under = folder.role === undefined && folder.parentId && ids.has(folder.parentId) ? folder.parentId : "";
    byParent.set(under, [...(byParent.get(under) ?? []), folder]);
  }
  const nodes = (under: string): readonly FolderNode[] =>
    (byParent.get(under) ?? [])
      .toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name))
      .map((folder) => ({ folder, children: nodes(folder.id) }));
  return nodes("");
}

/** All of them in the order shown, with how deep each lies. */
export function flatTree(nodes: readonly FolderNode[], depth = 0): readonly { node: FolderNode; depth: number }[] {
  return nodes.flatMap((node) => [{ node, depth }, ...flatTree(node.children, depth + 1)]);
}

/** Counts of a role over all accounts. */
export function countsOf(folders: readonly MailFolder[], role: FolderRole): { unread: number; total: number } {
  const own = folders.filter((folder) => folder.role === role);
  return {
    unread: own.reduce((sum, { unread }) => sum + unread, 0),
    total: own.reduce((sum, { total }) => sum + total, 0),
  };
}
