// The rail: destinations that exist, sync, settings.
import { Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconCalendar,
  IconCommand,
  IconLayoutDashboard,
  IconLayoutSidebar,
  IconMail,
  IconRefresh,
  IconSettings,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAllCommands } from "../ui/commands.tsx";
import { STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";
import type { Page } from "./page.ts";

interface Props {
  readonly isSyncing: boolean;
  /** What is in the panel. */
  readonly page: Page["kind"];
  /** What needs the person. */
  readonly attention: ReactNode;
  readonly onHome: () => void;
  readonly onAgenda: () => void;
  readonly onMail: () => void;
  readonly onSync: () => void;
  readonly onSettings: () => void;
}

interface ItemProps {
  readonly Icon: ComponentType<{ size: number; stroke: number; className?: string }>;
  readonly label: string;
  readonly keys?: string;
  readonly current?: boolean;
  readonly turning?: boolean;
  /** Of its own, besides. */
  readonly className?: string;
  readonly onClick: () => void;
}

function Item({ Icon, label, keys, current, turning, className = "", onClick }: ItemProps) {
  return (
    <Tooltip label={keys ? `${label} · ${keys}` : label} position="right">
      <UnstyledButton
        className={`it ${current ? "on" : ""} ${className}`}
        aria-label={label}
        aria-current={current ? "page" : undefined}
        aria-busy={turning}
        onClick={onClick}
      >
        <Icon size={20} stroke={STROKE} {...(turning && { className: "turning" })} />
      </UnstyledButton>
    </Tooltip>
  );
}

/** The rail at the left edge. */
export function Rail({ isSyncing, page, attention, onHome, onAgenda, onMail, onSync, onSettings }: Props) {
  const { t } = useTranslation();
  const commands = useAllCommands();
  const inAgenda = page === "agenda" || page === "conflicts";
  const run = (name: string) => () =>
    commands()
      .find(({ id }) => id === name)
      ?.run();
  return (
    <nav className="rail" data-pane="rail" tabIndex={-1} aria-label={t("shell.rail")}>
      <div className="rail-mark">
        <Mark size={28} />
      </div>
      <Item Icon={IconLayoutDashboard} label={t("pages.home")} keys="G H" current={page === "home"} onClick={onHome} />
      <Item
        Icon={IconCalendar}
        label={t("shell.agenda")}
        keys="G A"
        current={inAgenda}
        onClick={page === "agenda" ? run("agenda.today") : onAgenda}
      />
      {(inAgenda || page === "trash") && (
        <Item
          Icon={IconLayoutSidebar}
          label={t("shell.sidebar")}
          keys="B"
          className="side-open"
          onClick={run("agenda.sidebar")}
        />
      )}
      <Item Icon={IconMail} label={t("mail.title")} keys="G M" current={page === "mail"} onClick={onMail} />
      <div className="sp" />
      {attention}
      <Item Icon={IconCommand} label={t("pages.palette")} keys="Ctrl K" onClick={run("palette.open")} />
      <Item
        Icon={IconRefresh}
        label={isSyncing ? t("shell.syncing") : t("shell.syncNow")}
        turning={isSyncing}
        onClick={onSync}
      />
      <Item Icon={IconSettings} label={t("shell.settings")} keys="Ctrl ," onClick={onSettings} />
    </nav>
  );
}
