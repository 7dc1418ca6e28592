// Sizes in words: 1,8 Mo, 12 Ko. Pure.
import { intlTag } from "../i18n/language.ts";

const UNITS = { fr: ["o", "Ko", "Mo", "Go"], en: ["B", "KB", "MB", "GB"] } as const;

/** Powers of 1000, one digit from a million on. */
export function saySize(bytes: number, language: string): string {
  const units = language.startsWith("fr") ? UNITS.fr : UNITS.en;
  const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
  const value = bytes / 1000 ** step;
  const digits = step >= 2 && value < 100 ? 1 : 0;
  return `${new Intl.NumberFormat(intlTag(language), { maximumFractionDigits: digits }).format(value)}\u00a0${units[step]}`;
}
