// The bundle for somebody who looks for a fault: read first, then saved or copied. It names nobody.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useLive } from "../../live.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Skeleton } from "../../ui/loading.tsx";
import { saveText } from "../../ui/save-file.ts";

/** What it says, and the ways to take it along. */
export function Diagnostics({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data, failure } = useLive("app.diagnostics", {});
  return (
    <>
      <p className="t13 i2">{t("dataSet.diagnosticsAbout")}</p>
      {failure && <p role="alert">{sayFailure(t, failure)}</p>}
      {!data && !failure && <Skeleton />}
      {data && (
        <section className="data-text" aria-label={t("dataSet.diagnosticsTitle")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
          <pre tabIndex={0}>{data.text}</pre>
        </section>
      )}
      <div className="dialog-foot">
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t("common.close")}
        </Button>
        {data && (
          <>
            <CopyButton text={data.text} label={t("dataSet.copy")} />
            <Button data-autofocus onClick={() => saveText("cadran-diagnostics", data.text)}>
              {t("dataSet.save")}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
