// Everything as files: what they will be, how far it is, where they are.
import { Button, Progress, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportState } from "../../../src-preload/contract/data.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCall, useLive } from "../../live.tsx";
import { useTold } from "../../told.ts";
import { CopyButton } from "../../ui/copy-button.tsx";

function Running({ written, total }: ExportState) {
  const { t } = useTranslation();
  const percent = total === 0 ? 0 : Math.min(100, (written / total) * 100);
  return (
    <div className="col g6">
      <Progress value={percent} aria-label={t("dataSet.exporting")} />
      <p className="t12 i3 tn">{t("dataSet.exported", { written, total })}</p>
    </div>
  );
}

/** How the last one ended. */
function Ended({ state, exported, folder, failure }: ExportState) {
  const { t } = useTranslation();
  if (state === "cancelled") return <p className="t13 i2">{t("dataSet.exportCancelled")}</p>;
  if (state === "failed") {
    return (
      <p className="t13 err" role="alert">
        {t("dataSet.exportFailed")} {failure && sayFailure(t, failure)}
      </p>
    );
  }
  if (!exported || !folder) return null;
  const { calendars, events, folders, messages, away } = exported;
  return (
    <div className="col g6" role="status">
      <p className="t14 w6">{t("dataSet.exportDone")}</p>
      <p className="t13 i2">
        {[
          t("dataSet.calendars", { count: calendars }),
          t("dataSet.events", { count: events }),
          t("dataSet.folders", { count: folders }),
          t("dataSet.messages", { count: messages }),
        ].join(" · ")}
      </p>
      {away > 0 && <p className="t13 i2">{t("dataSet.away", { count: away })}</p>}
      <div className="row g8">
        <code className="t12 i2 path sp">{folder}</code>
        <CopyButton text={folder} label={t("settings.copyPath")} size="compact-sm" variant="subtle" />
      </div>
    </div>
  );
}

/** @param hasMail texts may be on a server alone */
export function ExportAll({ hasMail, onClose }: { readonly hasMail: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data } = useLive("data.exportState", {});
  const [fetch, setFetch] = useState(false);
  const isRunning = data?.state === "running";
  return (
    <div className="col g16">
      <p className="t13 i2">{t("dataSet.exportAbout")}</p>
      {hasMail && (
        <Switch
          label={t("dataSet.fetch")}
          description={t("dataSet.fetchHint")}
          checked={fetch}
          disabled={isRunning}
          onChange={({ currentTarget }) => setFetch(currentTarget.checked)}
        />
      )}
      {data && (isRunning ? <Running {...data} /> : <Ended {...data} />)}
      <div className="dialog-foot">
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t("common.close")}
        </Button>
        {isRunning ? (
          <Button variant="default" onClick={() => told(call("data.cancelExport", {}))}>
            {t("dataSet.stop")}
          </Button>
        ) : (
          <Button data-autofocus onClick={() => told(call("data.export", { fetch }))}>
            {t("dataSet.exportDo")}
          </Button>
        )}
      </div>
    </div>
  );
}
