// The report a user can send: the doctor's facts and the requests of one account as text. No password, no name of a person. Pure.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import type { Report } from "./doctor-words.ts";

type RequestRecord = Output<"sync.log">["requests"][number];

interface Facts {
  readonly version: string;
  readonly nowMs: number;
  readonly account: Account;
  readonly states: readonly CalendarSyncState[];
  readonly reports: readonly Report[];
  readonly requests: readonly RequestRecord[];
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Scheme, host and port: a path may hold a name. */
function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

function requestLine({ atMs, method, path, status, ms, bytes, note }: RequestRecord): string {
  const parts = [iso(atMs), method, path, status ?? "no answer", `${Math.round(ms)} ms`, `${bytes} B`, note];
  return parts.filter((part) => part !== undefined).join("  ");
}

/** The report: JSON first, then a line per request, the latest last. */
export function reportText({ version, nowMs, account, states, reports, requests }: Facts): string {
  const { kind, state, failure } = account;
  const facts = {
    cadran: version,
    at: iso(nowMs),
    account: { kind, state, server: originOf(account.url), failure },
    calendars: reports.map((report) => {
      const now = states.find(({ calendarId }) => calendarId === report.calendarId);
      return { ...report, state: now?.state, lastSuccessMs: now?.lastSuccessMs };
    }),
  };
  const lines = requests.toSorted((a, b) => a.atMs - b.atMs).map(requestLine);
  return [JSON.stringify(facts, null, 2), "", `Requests (${requests.length})`, ...lines, ""].join("\n");
}
