// The bar over the list: its name and how much of it is unread, the search, the filter, and what concerns all of it.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconFilter, IconFilterFilled, IconMailOpened, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";
import { countsOf } from "./folder-tree.ts";
import type { Only } from "./place.ts";
import { SearchBox } from "./search-box.tsx";
import { useKeyHint } from "./use-key-hint.ts";
import type { Lines } from "./use-lines.ts";
import type { MailPageState } from "./use-mail-page.ts";

interface Props {
  readonly state: MailPageState;
  readonly lines: Lines;
  readonly title: string;
}

const FILTERS: readonly Only[] = ["all", "unread", "flagged", "attachments"];

function FilterMenu({ state }: { state: MailPageState }) {
  const { t } = useTranslation();
  const { only, setOnly } = state;
  const Icon = only === "all" ? IconFilter : IconFilterFilled;
  const label = only === "all" ? t("mail.filter") : t("mail.filtered", { what: t(`mail.only.${only}`) });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon aria-label={label} {...(only !== "all" && { variant: "light", color: "encre" })}>
            <Icon size={18} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("mail.filterTitle")}</Menu.Label>
        {FILTERS.map((one) => (
          <Menu.RadioItem key={one} value={one} checked={one === only} closeMenuOnClick onChange={() => setOnly(one)}>
            {t(`mail.only.${one}`)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Asks the servers now, for this folder or for all mail. */
function Refresh({ state }: { state: MailPageState }) {
  const { t } = useTranslation();
  const { folders } = useMailFacts();
  const call = useCall();
  const told = useTold();
  const { place } = state;
  const meant = folders.filter(({ id, role }) =>
    place.kind === "folder" ? id === place.folderId : place.kind === "role" && role === place.role,
  );
  const isRunning = meant.some(({ sync }) => sync.state === "running");
  const label = t(isRunning ? "mail.checking" : "mail.check");
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-busy={isRunning}
        onClick={() => told(Promise.all(meant.map(({ id }) => call("sync.run", { folderId: id }))))}
      >
        <IconRefresh size={18} stroke={STROKE} className={isRunning ? "turning" : undefined} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function ReadAll({ state, title }: { state: MailPageState; title: string }) {
  const { t } = useTranslation();
  const { folders, deeds } = useMailFacts();
  const { place } = state;
  if (place.kind !== "folder") return null;
  const folder = folders.find(({ id }) => id === place.folderId);
  if (!folder || folder.unread === 0) return null;
  return (
    <Tooltip label={t("mail.readAll")}>
      <ActionIcon aria-label={t("mail.readAll")} onClick={() => deeds.readAll(folder.id, title)}>
        <IconMailOpened size={18} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** How many are unread in the place. */
function useUnread({ place }: MailPageState): number {
  const { folders } = useMailFacts();
  if (place.kind === "role") return countsOf(folders, place.role).unread;
  return place.kind === "folder" ? (folders.find(({ id }) => id === place.folderId)?.unread ?? 0) : 0;
}

/** The bar. */
export function ListHead({ state, lines, title }: Props) {
  const { t } = useTranslation();
  const unread = useUnread(state);
  const { hint } = useKeyHint();
  if (state.query !== undefined) return <SearchBox state={state} lines={lines} />;
  return (
    <div className="bar ml-bar">
      <h1 className="t16 w6 el">{title}</h1>
      {unread > 0 && <span className="chip brand-chip tn">{t("mail.unread", { count: unread })}</span>}
      <span className="sp" />
      <ReadAll state={state} title={title} />
      <Refresh state={state} />
      <Tooltip label={hint(t("mail.search.open"), "mail.search")}>
        <ActionIcon aria-label={t("mail.search.open")} onClick={() => state.search("")}>
          <IconSearch size={18} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <FilterMenu state={state} />
    </div>
  );
}
