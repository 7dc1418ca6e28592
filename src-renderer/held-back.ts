// A run that would delete too much stops and asks (design §6.2): the question, and the answer.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../src-preload/contract/calendars.ts";
import type { FailureData } from "../src-preload/contract/failure.ts";
import { useCall } from "./live.tsx";
import { confirmLoss } from "./ui/confirm.tsx";

/** What is held back: a deletion that came from the server, or one that would go there. */
export type HeldBack = "deletion" | "removal";

/** The question a stopped run waits with. */
export function heldBack(failure: Pick<FailureData, "reason"> | undefined): HeldBack | undefined {
  if (failure?.reason === "mass-deletion") return "deletion";
  return failure?.reason === "mass-removal" ? "removal" : undefined;
}

/** @returns asks, and lets through what was held back; throws Failure */
export function useLetThrough(): (calendar: Pick<Calendar, "id" | "name">, what: HeldBack) => Promise<void> {
  const { t } = useTranslation();
  const call = useCall();
  return async ({ id, name }, what) => {
    const sure = await confirmLoss({
      title: t(`mass.${what}.title`, { name }),
      text: t(`mass.${what}.text`),
      cancel: t("common.cancel"),
      destroy: t(`mass.${what}.action`),
    });
    if (sure) await call("sync.run", { calendarId: id, allowMassDeletion: true });
  };
}
