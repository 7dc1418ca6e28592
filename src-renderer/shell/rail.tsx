// The rail: destinations that exist, sync, settings.
import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconCalendar, IconRefresh, IconSettings } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";

interface Props {
  readonly isSyncing: boolean;
  /** Is the agenda, or a page of it, in the panel? */
  readonly inAgenda: boolean;
  readonly onAgenda: () => void;
  readonly onSync: () => void;
  readonly onSettings: () => void;
}

interface ItemProps {
  readonly Icon: ComponentType<{ size: number; stroke: number; className?: string }>;
  readonly label: string;
  readonly keys?: string;
  readonly current?: boolean;
  readonly turning?: boolean;
  readonly onClick: () => void;
}

function Item({ Icon, label, keys, current, turning, onClick }: ItemProps) {
  return (
    <Tooltip label={keys ? `${label} · ${keys}` : label} position="right">
      <UnstyledButton
        className={current ? "it on" : "it"}
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
export function Rail({ isSyncing, inAgenda, onAgenda, onSync, onSettings }: Props) {
  const { t } = useTranslation();
  return (
    <nav className="rail" data-pane="rail" tabIndex={-1} aria-label={t("shell.rail")}>
      <div className="rail-mark">
        <Mark size={28} />
      </div>
      <Item Icon={IconCalendar} label={t("shell.agenda")} current={inAgenda} onClick={onAgenda} />
      <div className="sp" />
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
