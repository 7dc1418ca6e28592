// Theme and words of the whole page, as the settings say.
import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import "dayjs/locale/fr";
import "dayjs/locale/en-gb";
import { type ReactNode, useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { languageOf, speak } from "../i18n/language.ts";
import { cssVariables, theme } from "../theme.ts";

/** Mantine, dates, dialogs and messages in the chosen language and scheme. */
export function Look({ settings, children }: { settings: Pick<Settings, "locale" | "theme">; children: ReactNode }) {
  const { t } = useTranslation();
  const language = languageOf(settings.locale);
  useLayoutEffect(() => speak(language), [language]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(settings.theme !== "system" && { forceColorScheme: settings.theme })}
    >
      <DatesProvider settings={{ locale: language === "fr" ? "fr" : "en-gb", firstDayOfWeek: 1 }}>
        <ModalsProvider modalProps={{ size: 400, closeButtonProps: { "aria-label": t("common.close") } }}>
          <Notifications position="bottom-left" limit={4} pauseResetOnHover="notification" />
          {children}
        </ModalsProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
