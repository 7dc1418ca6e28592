// What is kept on this device: bringing events in, taking them out, what is deleted, how sync goes.
import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";
import { SettingLine } from "./setting-line.tsx";

interface Props {
  readonly info: Output<"app.info">;
  readonly calendars: readonly Calendar[];
  readonly onImport: () => void;
  readonly onTrash: () => void;
  readonly onDoctor: () => void;
}

function Export({ calendars }: Pick<Props, "calendars">) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const [id, setId] = useState<string | undefined>(calendars[0]?.id);
  const chosen = calendars.find((one) => one.id === id);
  const save = async ({ id: calendarId, name }: Calendar) => {
    const { text, count } = await call("events.export", { calendarId });
    saveCalendarFile(name, text);
    toast({ text: t("transfer.exported", { count }) });
  };
  return (
    <div className="row g8">
      <Select
        w={200}
        aria-label={t("settings.exportWhich")}
        value={id ?? null}
        data={calendars.map((one) => ({ value: one.id as string, label: one.name }))}
        onChange={(next) => next && setId(next)}
      />
      <Button variant="default" disabled={!chosen} onClick={() => chosen && told(save(chosen))}>
        {t("settings.exportDo")}
      </Button>
    </div>
  );
}

/** The section. */
export function DataSection({ info, calendars, onImport, onTrash, onDoctor }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SettingLine label={t("settings.import")} hint={t("settings.importHint")}>
        <Button variant="default" onClick={onImport}>
          {t("transfer.import")}
        </Button>
      </SettingLine>
      <SettingLine label={t("settings.export")} hint={t("settings.exportHint")}>
        <Export calendars={calendars} />
      </SettingLine>
      <SettingLine label={t("trash.title")} hint={t("trash.about")}>
        <Button variant="default" onClick={onTrash}>
          {t("trash.open")}
        </Button>
      </SettingLine>
      <SettingLine label={t("settings.diagnostics")} hint={t("settings.diagnosticsHint")}>
        <Button variant="default" onClick={onDoctor}>
          {t("settings.showDoctor")}
        </Button>
      </SettingLine>
      <SettingLine label={t("settings.secrets")}>
        <span className="t13 i2">
          {info.capabilities.includes("keychain") ? t("settings.keychain") : t("settings.noKeychain")}
        </span>
      </SettingLine>
      <SettingLine label={t("settings.data")}>
        <code className="t12 i2 path">{info.dataFolder}</code>
        <CopyButton text={info.dataFolder} label={t("settings.copyPath")} size="compact-sm" variant="subtle" />
      </SettingLine>
    </>
  );
}
