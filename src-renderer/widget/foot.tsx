// The foot of the popover: how sync goes, a refresh, the settings.
import { ActionIcon, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconClockPause,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconLock,
  IconRefresh,
  IconSettings,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import type { SyncSaid } from "./view.ts";

/** Glyph and tone of each state (look.md §4). */
const GLYPHS = {
  ok: { Icon: IconCloudCheck, tone: "ok" },
  running: { Icon: IconRefresh, tone: "turning" },
  waiting: { Icon: IconCloudUp, tone: "ic" },
  paused: { Icon: IconClockPause, tone: "ic" },
  trouble: { Icon: IconAlertTriangle, tone: "err" },
  offline: { Icon: IconCloudOff, tone: "ic" },
  device: { Icon: IconLock, tone: "ic" },
} as const satisfies Record<SyncSaid["glyph"], unknown>;

interface Props {
  /** Undefined until the engine has answered. */
  readonly said: SyncSaid | undefined;
  readonly busy: boolean;
  /** Absent where there is nothing to sync. */
  readonly onRefresh: (() => void) | undefined;
  readonly onDoctor: () => void;
  readonly onSettings: () => void;
}

/** The foot. */
export function Foot({ said, busy, onRefresh, onDoctor, onSettings }: Props) {
  const { t } = useTranslation();
  const { Icon, tone } = GLYPHS[said?.glyph ?? "device"];
  const refresh = t(busy ? "widget.refreshing" : "widget.refresh");
  return (
    <footer className="row g4 t12 i3 wg-foot">
      {said ? (
        <UnstyledButton
          className="row g6 sp wg-state"
          aria-label={t("widget.doctor", { state: said.text })}
          title={said.text}
          onClick={onDoctor}
        >
          <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
          <span className="el tn">{said.text}</span>
        </UnstyledButton>
      ) : (
        <span className="sp" />
      )}
      {onRefresh && (
        <ActionIcon size={24} aria-label={refresh} title={`${refresh} · R`} aria-busy={busy} onClick={onRefresh}>
          <IconRefresh size={15} stroke={STROKE} className={busy ? "turning" : undefined} aria-hidden="true" />
        </ActionIcon>
      )}
      <ActionIcon size={24} aria-label={t("widget.settings")} title={t("widget.settings")} onClick={onSettings}>
        <IconSettings size={15} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
    </footer>
  );
}
