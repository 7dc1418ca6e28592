// Language, appearance, time zone.
import { SegmentedControl, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { SettingLine } from "./setting-line.tsx";
import { useSet } from "./use-set.ts";

/** @param systemZone the zone in use when none is chosen */
export function GeneralSection({ settings, systemZone }: { settings: Settings; systemZone: string }) {
  const { t } = useTranslation();
  const set = useSet(settings);
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const system = settings.zone ? t("settings.system") : `${t("settings.system")} (${systemZone})`;
  return (
    <>
      <SettingLine label={t("settings.language")}>
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
      </SettingLine>
      <SettingLine label={t("settings.theme")}>
        <SegmentedControl
          aria-label={t("settings.theme")}
          value={settings.theme}
          onChange={(theme) => set({ theme: theme as Settings["theme"] })}
          data={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
        />
      </SettingLine>
      <SettingLine label={t("settings.zone")} hint={t("settings.zoneHint")}>
        <Select
          className="set-side"
          searchable
          aria-label={t("settings.zone")}
          value={settings.zone ?? "system"}
          data={[{ value: "system", label: system }, ...zones.map((zone) => ({ value: zone, label: zone }))]}
          onChange={(zone) => zone && set({ zone })}
        />
      </SettingLine>
    </>
  );
}
