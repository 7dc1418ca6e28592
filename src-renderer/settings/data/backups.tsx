// The copies of the data file: when they were made, making one now, going back to one.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Backup } from "../../../src-preload/contract/backups.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCall, useLive } from "../../live.tsx";
import { sayMoment } from "../../time/say-when.ts";
import { useTold } from "../../told.ts";
import { confirmLoss } from "../../ui/confirm.tsx";
import { saySize } from "../../ui/say-size.ts";
import { toast } from "../../ui/toast.tsx";
import { SettingLine } from "../setting-line.tsx";

interface LineProps {
  readonly backup: Backup;
  readonly when: string;
  readonly onRestore: () => void;
}

function Line({ backup, when, onRestore }: LineProps) {
  const { t, i18n } = useTranslation();
  return (
    <li className="row g8">
      <span className="t13 sp tn">
        {when} <span className="t12 i3">{t(`backups.kind.${backup.kind}`)}</span>
      </span>
      <span className="t12 i3 tn">{saySize(backup.sizeBytes, i18n.language)}</span>
      <Button size="compact-sm" variant="default" aria-label={t("backups.restoreOf", { when })} onClick={onRestore}>
        {t("backups.restore")}
      </Button>
    </li>
  );
}

/** The part of the section. */
export function Backups({ zone }: { readonly zone: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useLive("backups.list", {});
  const call = useCall();
  const told = useTold();
  const [busy, setBusy] = useState(false);
  const when = (ms: number) => sayMoment(ms, Date.now(), i18n.language, zone);
  const make = async () => {
    setBusy(true);
    try {
      await call("backups.make", {});
      toast({ text: t("backups.made") });
    } finally {
      setBusy(false);
    }
  };
  const restore = async ({ name, madeMs }: Backup) => {
    const isSure = await confirmLoss({
      title: t("backups.askTitle", { when: when(madeMs) }),
      text: t("backups.askText"),
      cancel: t("common.cancel"),
      destroy: t("backups.askDo"),
    });
    if (isSure) await call("backups.restore", { name });
  };
  const backups = data?.backups ?? [];
  return (
    <>
      <SettingLine label={t("backups.title")} hint={t("backups.hint")}>
        <Button variant="default" loading={busy || (data?.running ?? false)} onClick={() => told(make())}>
          {t("backups.make")}
        </Button>
      </SettingLine>
      {data?.failure && (
        <p className="t12 err" role="status">
          {t("backups.failed", { why: sayFailure(t, data.failure) })}
        </p>
      )}
      {data && backups.length === 0 && <p className="t12 i3">{t("backups.none")}</p>}
      <ul className="plain col g8" aria-label={t("backups.title")}>
        {backups.map((backup) => (
          <Line key={backup.name} backup={backup} when={when(backup.madeMs)} onRestore={() => told(restore(backup))} />
        ))}
      </ul>
    </>
  );
}
