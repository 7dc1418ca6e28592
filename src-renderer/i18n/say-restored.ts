// What happened when another file took the data file's place, in words: what happened, what was kept, what to do. Pure.
import type { TFunction } from "i18next";
import type { Restored } from "../../src-preload/contract/backups.ts";

/** @param when says a moment of the past */
export function sayRestored(restored: Restored, t: TFunction, when: (ms: number) => string): string {
  const { stateMs, aside, incomplete } = restored;
  return [
    stateMs === undefined ? t("restored.empty") : t("restored.state", { when: when(stateMs) }),
    t(incomplete ? "restored.incomplete" : "restored.complete"),
    t("restored.servers"),
    aside === undefined ? undefined : t("restored.aside", { folder: aside }),
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
