// The left column: write, what is of all accounts, then each account with its folders.
import { Button, Kbd } from "@mantine/core";
import { IconEdit, IconPlus, IconSend2 } from "@tabler/icons-react";
import { memo, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { FolderRole, MailFolder } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { AccountHead } from "./account-head.tsx";
import { useMailFacts } from "./facts.tsx";
import { FolderMenu } from "./folder-menu.tsx";
import { FolderRow } from "./folder-row.tsx";
import { countsOf, type FolderNode, type flatTree, folderTree } from "./folder-tree.ts";
import { type MailPlace, UNIFIED } from "./place.ts";
import { folderName, roleIcon } from "./role-look.ts";
import { useKeyHint } from "./use-key-hint.ts";
import { useMailImport } from "./use-mail-import.ts";

interface Props {
  readonly place: MailPlace;
  readonly onGo: (place: MailPlace) => void;
  /** A line was dropped on a folder. */
  readonly onDrop: (lineId: string, folder: MailFolder) => void;
  readonly foot: ReactNode;
}

/** Roles whose count is of all that lies there: what is unread says nothing of drafts. */
const COUNTS_ALL: readonly (FolderRole | undefined)[] = ["drafts", "flagged", "snoozed", "scheduled"];

/** States of the outbox that are over. */
const OVER = ["done", "cancelled"];

function Unified({ place, onGo }: Pick<Props, "place" | "onGo">) {
  const { t } = useTranslation();
  const { folders } = useMailFacts();
  const { data } = useLive("mail.outbox", {});
  const outgoing = data?.outgoing.filter(({ state }) => !OVER.includes(state)) ?? [];
  const stuck = outgoing.filter(({ state }) => state === "failed" || state === "uncertain").length;
  const shown = UNIFIED.filter(
    (role) =>
      role === "inbox" || (["flagged", "drafts", "snoozed"].includes(role) && countsOf(folders, role).total > 0),
  );
  return (
    <ul className="plain">
      {shown.map((role) => {
        const { unread, total } = countsOf(folders, role);
        const isAll = COUNTS_ALL.includes(role);
        return (
          <FolderRow
            key={role}
            Icon={roleIcon(role)}
            name={t(role === "inbox" ? "mail.unifiedInbox" : `mail.role.${role}`)}
            count={isAll ? total : unread}
            countLabel={t(isAll ? "mail.threads" : "mail.unread", { count: isAll ? total : unread })}
            isCurrent={place.kind === "role" && place.role === role}
            onOpen={() => onGo({ kind: "role", role })}
          />
        );
      })}
      {(outgoing.length > 0 || place.kind === "outbox") && (
        <FolderRow
          Icon={IconSend2}
          name={t("mail.outbox")}
          count={outgoing.length}
          countLabel={t("mail.waiting", { count: outgoing.length })}
          isCurrent={place.kind === "outbox"}
          trouble={stuck > 0 ? t("mail.stuck", { count: stuck }) : undefined}
          onOpen={() => onGo({ kind: "outbox" })}
        />
      )}
    </ul>
  );
}

/** The tree without what lies in folders that are folded. */
function visible(nodes: readonly FolderNode[], folded: ReadonlySet<string>, depth = 0): ReturnType<typeof flatTree> {
  return nodes.flatMap((node) => [
    { node, depth },
    ...(folded.has(node.folder.id) ? [] : visible(node.children, folded, depth + 1)),
  ]);
}

interface AccountProps extends Omit<Props, "foot"> {
  readonly account: Account;
}

function AccountFolders({ account, place, onGo, onDrop }: AccountProps) {
  const { t, i18n } = useTranslation();
  const { folders } = useMailFacts();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const own = folders.filter(({ accountId }) => accountId === account.id);
  const { take } = useMailImport();
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  return (
    <section aria-label={account.label}>
      <AccountHead account={account} folders={own} />
      <ul className="plain">
        {visible(folderTree(own, i18n.language), folded).map(({ node: { folder, children }, depth }) => {
          const { id, role, selectable, sync, unread, total } = folder;
          const isAll = COUNTS_ALL.includes(role);
          const count = isAll ? total : unread;
          const failure = sync.failure?.code === "offline" ? undefined : sync.failure;
          return (
            <FolderRow
              key={id}
              Icon={roleIcon(role)}
              name={folderName(t, folder)}
              depth={depth}
              count={role === "trash" || role === "junk" ? 0 : count}
              countLabel={t(isAll ? "mail.threads" : "mail.unread", { count })}
              isCurrent={place.kind === "folder" && place.folderId === id}
              trouble={failure && sayFailure(t, failure)}
              branch={children.length > 0 ? { isOpen: !folded.has(id), onToggle: () => toggle(id) } : undefined}
              menu={<FolderMenu folder={folder} />}
              onOpen={() => (selectable ? onGo({ kind: "folder", folderId: id }) : toggle(id))}
              onDrop={selectable ? (lineId) => onDrop(lineId, folder) : undefined}
              onFiles={selectable ? (files) => take(folder, files) : undefined}
            />
          );
        })}
      </ul>
    </section>
  );
}

/** The column; it stays as it is while the list grows. */
export const FolderPane = memo(function FolderPane({ place, onGo, onDrop, foot }: Props) {
  const { t } = useTranslation();
  const { accounts, onWrite, onAddAccount } = useMailFacts();
  const key = useKeyHint().cap("mail.write");
  return (
    <aside className="side mail-side" data-pane="sidebar" tabIndex={-1} aria-label={t("mail.folders")}>
      <Button
        fullWidth
        variant="default"
        h={34}
        justify="space-between"
        leftSection={<IconEdit size={16} stroke={STROKE} aria-hidden="true" />}
        rightSection={key && <Kbd aria-hidden="true">{key}</Kbd>}
        styles={{ label: { flex: 1 } }}
        onClick={() => onWrite({ kind: "new" })}
      >
        {t("mail.write")}
      </Button>
      <nav className="mf-list" aria-label={t("mail.folders")}>
        <Unified place={place} onGo={onGo} />
        {accounts.map((account) => (
          <AccountFolders key={account.id} {...{ account, place, onGo, onDrop }} />
        ))}
        <Button
          className="mf-add"
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={onAddAccount}
        >
          {t("mail.account.add")}
        </Button>
      </nav>
      {foot}
    </aside>
  );
});
