// The settings: each takes effect, and is stored, the moment it is chosen.
import { Button, Modal, SegmentedControl, Select } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand } from "../live.tsx";
import { toast } from "../ui/toast.tsx";

interface Props {
  readonly settings: Settings;
  readonly info: Output<"app.info">;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

function Line({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="set-line">
      <div className="col">
        <span className="t13 w5">{label}</span>
        {hint && <span className="t12 i3">{hint}</span>}
      </div>
      {children}
    </div>
  );
}

function Choices({ settings, info }: Pick<Props, "settings" | "info">) {
  const { t } = useTranslation();
  const setSettings = useCommand("settings.set");
  const set = (change: Partial<Settings>) => {
    setSettings(change).catch((error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }));
  };
  const system = settings.zone ? t("settings.system") : `${t("settings.system")} (${info.zone})`;
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  return (
    <>
      <Line label={t("settings.language")}>
        <SegmentedControl
          aria-label={t("settings.language")}
          value={settings.locale}
          onChange={(locale) => set({ locale: locale as Settings["locale"] })}
          data={[
            { value: "system", label: t("settings.system") },
            { value: "fr", label: t("settings.french") },
            { value: "en", label: t("settings.english") },
          ]}
        />
      </Line>
      <Line label={t("settings.theme")}>
        <SegmentedControl
          aria-label={t("settings.theme")}
          value={settings.theme}
          onChange={(theme) => set({ theme: theme as Settings["theme"] })}
          data={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
        />
      </Line>
      <Line label={t("settings.zone")} hint={t("settings.zoneHint")}>
        <Select
          w={240}
          searchable
          aria-label={t("settings.zone")}
          value={settings.zone ?? "system"}
          data={[{ value: "system", label: system }, ...zones.map((zone) => ({ value: zone, label: zone }))]}
          onChange={(zone) => zone && set({ zone })}
        />
      </Line>
    </>
  );
}

/** The settings dialog. */
export function SettingsDialog({ settings, info, onClose, onShortcuts }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.title")}
      size={600}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className="col">
        <Choices settings={settings} info={info} />
        <Line label={t("settings.shortcuts")}>
          <Button variant="default" onClick={onShortcuts}>
            {t("settings.showShortcuts")}
          </Button>
        </Line>
        <Line label={t("settings.secrets")}>
          <span className="t13 i2">
            {info.capabilities.includes("keychain") ? t("settings.keychain") : t("settings.noKeychain")}
          </span>
        </Line>
        <Line label={t("settings.data")}>
          <code className="t12 i2 path">{info.dataFolder}</code>
        </Line>
        <Line label={t("settings.version")}>
          <span className="t13 i2 tn">{info.version}</span>
        </Line>
      </div>
    </Modal>
  );
}
