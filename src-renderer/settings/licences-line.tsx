// Whose work is in it: the packages that are shipped along, and their licences.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SettingLine } from "./setting-line.tsx";

/** Shows THIRD-PARTY-NOTICES.txt, which is loaded when somebody asks for it. */
export function LicencesLine() {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const isShown = text !== undefined;
  const show = () => void import("../../THIRD-PARTY-NOTICES.txt?raw").then(({ default: all }) => setText(all));
  return (
    <>
      <SettingLine label={t("settings.licences")} hint={t("settings.licencesHint")}>
        <Button variant="default" size="xs" aria-expanded={isShown} onClick={isShown ? () => setText(undefined) : show}>
          {t(isShown ? "settings.licencesHide" : "settings.licencesShow")}
        </Button>
      </SettingLine>
      {isShown && (
        <section className="msg-source licences" aria-label={t("settings.licences")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
          <pre tabIndex={0} lang="en">
            {text}
          </pre>
        </section>
      )}
    </>
  );
}
