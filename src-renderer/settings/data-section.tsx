// What is kept on this device: bringing events in, taking them out, what is deleted, how sync goes.
import { Button, Select } from "@mantine/core";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";
import { Backups } from "./data/backups.tsx";
import { Diagnostics } from "./data/diagnostics.tsx";
import { EraseAll } from "./data/erase-all.tsx";
import { ExportAll } from "./data/export-all.tsx";
import { openDialog } from "./data/open-dialog.tsx";
import { SettingLine } from "./setting-line.tsx";

interface Props {
  readonly info: Output<"app.info">;
  readonly accounts: readonly Account[];
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

function openExport(t: TFunction, accounts: Props["accounts"]): void {
  const hasMail = accounts.some(({ mail }) => mail !== undefined);
  openDialog(t("dataSet.exportAll"), (onClose) => <ExportAll {...{ hasMail, onClose }} />);
}

function openErase(t: TFunction, accounts: Props["accounts"]): void {
  openDialog(t("dataSet.erase"), (onClose) => (
    <EraseAll
      onClose={onClose}
      onExport={() => {
        onClose();
        openExport(t, accounts);
      }}
    />
  ));
}

/** The section. */
export function DataSection({ info, accounts, calendars, onImport, onTrash, onDoctor }: Props) {
  const { t } = useTranslation();
  const openDiagnostics = () =>
    openDialog(t("dataSet.diagnosticsTitle"), (onClose) => <Diagnostics onClose={onClose} />, 640);
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
      <SettingLine label={t("dataSet.exportAll")} hint={t("dataSet.exportAllHint")}>
        <Button variant="default" onClick={() => openExport(t, accounts)}>
          {t("dataSet.exportAllOpen")}
        </Button>
      </SettingLine>
      <Backups zone={info.zone} />
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
      <SettingLine label={t("dataSet.diagnosticsTitle")} hint={t("dataSet.diagnosticsHint")}>
        <Button variant="default" onClick={openDiagnostics}>
          {t("dataSet.diagnosticsOpen")}
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
      <SettingLine label={t("dataSet.erase")} hint={t("dataSet.eraseHint")}>
        <Button variant="subtle" className="danger" onClick={() => openErase(t, accounts)}>
          {t("dataSet.eraseOpen")}
        </Button>
      </SettingLine>
    </>
  );
}
