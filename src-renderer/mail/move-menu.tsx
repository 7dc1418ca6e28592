// Into a folder, found by typing a part of its name.
import { ActionIcon, Popover, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { IconFolder, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { STROKE } from "../ui/hue.ts";
import { Ranges } from "../ui/marked.tsx";
import { type Match, matchText } from "../ui/match.ts";
import { useMailFacts } from "./facts.tsx";
import { flatTree, folderTree } from "./folder-tree.ts";
import { folderName, roleIcon } from "./role-look.ts";
import { useKeyHint } from "./use-key-hint.ts";

interface Props {
  readonly id: string;
  /** Accounts of what is moved; several: only folders that each message's account can take it to are of use. */
  readonly accountIds: readonly string[];
  readonly onPick: (folder: MailFolder) => void;
}

interface Found {
  readonly folder: MailFolder;
  readonly name: string;
  readonly match: Match;
}

/** Folders that mail can be moved to, by how well they fit. */
function useFound(query: string, accountIds: readonly string[]): readonly Found[] {
  const { t, i18n } = useTranslation();
  const { folders } = useMailFacts();
  const key = accountIds.join(" ");
  return useMemo(() => {
    const own = folders.filter(({ accountId, selectable }) => selectable && key.split(" ").includes(accountId));
    const found = flatTree(folderTree(own, i18n.language)).flatMap(({ node: { folder } }) => {
      const name = folderName(t, folder);
      const match = query === "" ? { score: 0, ranges: [] } : matchText(query, name);
      return match ? [{ folder, name, match }] : [];
    });
    return query === "" ? found : found.sort((a, b) => b.match.score - a.match.score);
  }, [folders, key, query, i18n.language, t]);
}

interface ChoiceProps extends Pick<Props, "onPick"> {
  readonly found: Found;
  readonly isOn: boolean;
  /** Whose folder it is; undefined where there is only one account. */
  readonly account: string | undefined;
}

function Choice({ found: { folder, name, match }, isOn, account, onPick }: ChoiceProps) {
  const Icon = roleIcon(folder.role);
  return (
    <UnstyledButton
      id={`move-${folder.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isOn}
      className={isOn ? "row g8 move-one on" : "row g8 move-one"}
      onClick={() => onPick(folder)}
    >
      <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="t13 el sp">
        <Ranges text={name} ranges={match.ranges} />
      </span>
      {account !== undefined && <span className="t12 i3 el">{account}</span>}
    </UnstyledButton>
  );
}

function Choices({ accountIds, onPick }: Omit<Props, "id">) {
  const { t } = useTranslation();
  const { accounts } = useMailFacts();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useFound(query.trim(), accountIds);
  const names = new Map(accounts.map(({ id, label }) => [id as string, label]));
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(at + step, 0), found.length - 1);
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      const folder = found[at]?.folder;
      if (folder) onPick(folder);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="move-list"
        aria-activedescendant={found[at] ? `move-${found[at].folder.id}` : undefined}
        aria-label={t("mail.move.label")}
        placeholder={t("mail.move.placeholder")}
        leftSection={<IconSearch size={16} stroke={STROKE} aria-hidden="true" />}
        value={query}
        onKeyDown={onKey}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
        }}
      />
      <div className="move-list" id="move-list" role="listbox" aria-label={t("mail.move.label")} ref={list}>
        {found.map((one, n) => (
          <Choice
            key={one.folder.id}
            found={one}
            isOn={n === at}
            account={accounts.length > 1 ? names.get(one.folder.accountId) : undefined}
            onPick={onPick}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p className="t12 i3 move-none" role="status">
          {t("mail.move.none")}
        </p>
      )}
    </>
  );
}

/** The button and its list. */
export function MoveMenu({ id, accountIds, onPick }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { hint } = useKeyHint();
  const label = t("mail.deed.move");
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={300}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Tooltip label={hint(label, "mail.move")} disabled={opened}>
          <ActionIcon aria-label={label} data-deed={`move-${id}`} onClick={() => setOpened(!opened)}>
            <IconFolder size={18} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        <Choices
          accountIds={accountIds}
          onPick={(folder) => {
            setOpened(false);
            onPick(folder);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
