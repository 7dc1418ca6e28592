// Which language the view speaks, and how it writes dates in it.
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { en, fr } from "./words.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** The languages Cadran speaks. */
export type Language = "fr" | "en";

/** The language of a setting; `system` follows the browser's or the system's. */
export function languageOf(setting: "system" | Language): Language {
  if (setting !== "system") return setting;
  return navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en";
}

/** BCP 47 tag for Intl. English is written the British way: day before month, 24 hours. */
export function intlTag(language: string): string {
  return language.startsWith("fr") ? "fr-FR" : "en-GB";
}

/** The one i18next of the page, ready at once: both languages are in the bundle. */
export function startI18n(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, fr: { translation: fr } },
    lng: language,
    fallbackLng: "en",
    initAsync: false,
    interpolation: { escapeValue: false },
    // Said outright: left to guess whether a key is a sentence, each look-up takes twice as long.
    keySeparator: ".",
    nsSeparator: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  document.documentElement.lang = language;
  return i18next;
}

/** Changes the language of the whole page. */
export function speak(language: Language): void {
  if (i18next.language !== language) void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
