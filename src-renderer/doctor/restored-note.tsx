// The doctor's line about a data file that another one took the place of; it stays until somebody has read it.
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { sayRestored } from "../i18n/say-restored.ts";
import { useCall, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";

/** Nothing, most of the time. */
export function RestoredNote({ zone }: { readonly zone: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useLive("backups.list", {});
  const call = useCall();
  const told = useTold();
  const restored = data?.restored;
  if (!restored || restored.noted) return null;
  const when = (ms: number) => sayMoment(ms, Date.now(), i18n.language, zone);
  return (
    <section className="card doc-card" aria-label={t(`restored.${restored.cause}`)}>
      <div className="doc-head">
        <IconAlertTriangle size={15} stroke={STROKE} className="err" aria-hidden="true" />
        <h2 className="t13 w6">{t(`restored.${restored.cause}`)}</h2>
        <div className="sp" />
        <Button size="compact-sm" variant="default" onClick={() => told(call("backups.noted", {}))}>
          {t("attention.noted")}
        </Button>
      </div>
      <p className="t12 i2 doc-note">{sayRestored(restored, t, when)}</p>
    </section>
  );
}
