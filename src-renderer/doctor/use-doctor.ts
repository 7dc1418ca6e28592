// What the doctor can do: run, compare, stop, try again, answer a held-back deletion, copy the report.
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { type HeldBack, useLetThrough } from "../held-back.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { toast } from "../ui/toast.tsx";
import { reportText } from "./report.ts";

/** Which calendars a deed is for. */
export type RunScope = { readonly accountId?: AccountId; readonly calendarId?: CalendarId };

/** The doctor's deeds. */
export interface DoctorDeeds {
  run(scope: RunScope): void;
  /** Compares everything instead of asking for changes. */
  compare(scope: RunScope): void;
  cancel(accountId?: AccountId): void;
  retry(calendarId: CalendarId, item?: string): void;
  /** Asks, then lets through what was held back as too large. */
  allow(calendar: Pick<Calendar, "id" | "name">, what: HeldBack): void;
  copyReport(account: Account): void;
}

/** @returns the deeds; failures are told at once */
export function useDoctor(): DoctorDeeds {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const letThrough = useLetThrough();

  async function copyReport(account: Account) {
    const [info, status, doctor, log] = await Promise.all([
      call("app.info", {}),
      call("sync.status", {}),
      call("sync.doctor", {}),
      call("sync.log", { id: account.id }),
    ]);
    const states = status.calendars.filter(({ accountId }) => accountId === account.id);
    const ours = new Set(states.map(({ calendarId }) => calendarId));
    const reports = doctor.calendars.filter(({ calendarId }) => ours.has(calendarId));
    const facts = { version: info.version, nowMs: Date.now(), account, states, reports, requests: log.requests };
    await navigator.clipboard.writeText(reportText(facts));
    toast({ text: t("doctor.copied") });
  }

  return {
    run: (scope) => told(call("sync.run", scope)),
    compare: (scope) => told(call("sync.run", { ...scope, full: true })),
    cancel: (accountId) => told(call("sync.cancel", accountId === undefined ? {} : { accountId })),
    retry: (calendarId, item) => told(call("sync.retry", { calendarId, ...(item !== undefined && { item }) })),
    allow: (calendar, what) => told(letThrough(calendar, what)),
    copyReport: (account) => told(copyReport(account)),
  };
}
