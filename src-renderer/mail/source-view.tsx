// A message as it came, letter by letter.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Skeleton } from "../ui/loading.tsx";

/** The source. @param onBack absent: there is nothing else to show */
export function SourceView({ id, onBack }: { id: MessageId; onBack?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { data, failure } = useLive("mail.source", { id });
  if (failure) return <p role="alert">{sayFailure(t, failure)}</p>;
  if (!data) return <Skeleton />;
  return (
    <div className="msg-source">
      <div className="row g8">
        <span className="t12 i3 sp">{data.cut ? t("reader.source.cut") : t("reader.source.title")}</span>
        <CopyButton text={data.source} label={t("reader.source.copy")} size="compact-sm" variant="subtle" />
        {onBack && (
          <Button size="compact-sm" variant="subtle" onClick={onBack}>
            {t("reader.menu.message")}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
      <pre tabIndex={0}>{data.source}</pre>
    </div>
  );
}
