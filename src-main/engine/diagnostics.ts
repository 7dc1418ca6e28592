// What helps somebody else to find a fault, and names nobody: versions, counts, kinds, states. Every line is chosen here, so that
// nothing a person wrote, no address and no name of a server can get in by being added elsewhere.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { listAccounts } from "../store/accounts.ts";
import { readSettings } from "../store/facts.ts";
import { listMailFolders } from "../store/mail/folders.ts";
import { findMailAccount } from "../store/mail/mail-accounts.ts";
import { openOutgoing } from "../store/mail/send-queue.ts";
import { displayZoneOf } from "../store/occurrences.ts";
import { syncDoctor } from "../sync/status.ts";
import type { EngineParts } from "./parts.ts";

type Parts = Pick<EngineParts, "db" | "clock" | "facts" | "folder" | "vault">;
type Reason = Pick<Failure, "reason"> | null | undefined;

/** The bundle as text, a fact a line: `what: value`. */
export function diagnosticsOf(parts: Parts): string {
  return [...programLines(parts), ...fileLines(parts.folder), ...accountLines(parts), ...calendarLines(parts)].join(
    "\n",
  );
}

function programLines({ db, clock, facts, vault }: Parts): string[] {
  const { locale, theme } = readSettings(db);
  const versions = ["node", "v8", "electron"].flatMap((name) => process.versions[name] ?? []);
  return [
    `Cadran: ${facts.version}, ${facts.host} host`,
    `made: ${new Date(clock.nowMs()).toISOString()}`,
    `system: ${process.platform} ${process.arch}, ${versions.join(" / ")}`,
    `can: ${[...facts.capabilities, vault.kind].join(", ")}`,
    `language, theme, zone: ${locale}, ${theme}, ${displayZoneOf(db)}`,
    `memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB, up for ${Math.round(process.uptime())} s`,
  ];
}

/** Sizes of our own files; others in the folder are only counted. */
function fileLines(folder: string): string[] {
  const own = ["cadran.sqlite", "cadran.sqlite-wal"].flatMap((name) => {
    const size = statSync(join(folder, name), { throwIfNoEntry: false })?.size;
    return size === undefined ? [] : [`${name}: ${(size / 1e6).toFixed(1)} MB`];
  });
  return [...own, `entries in the data folder: ${readdirSync(folder).length}`];
}

/** Accounts go by their number: their order is that in which they were added. */
function accountLines({ db }: Parts): string[] {
  const folders = listMailFolders(db);
  return listAccounts(db).flatMap(({ id, kind, state, failure }, at) => {
    const name = `account ${at + 1}`;
    const mail = findMailAccount(db, id);
    const line = `${name}: ${kind}, ${state}${because(failure)}`;
    if (!mail) return [line];
    const own = folders.filter(({ accountId }) => accountId === id);
    const failing = own
      .filter(({ sync }) => sync.failure)
      .map(({ role, sync }) => `${role ?? "other"}${because(sync.failure)}`);
    return [
      line,
      `${name}, mail: ${mail.state}${because(mail.failure)}; ${own.length} folders, ${own.reduce((sum, { total }) => sum + total, 0)} messages`,
      `${name}, waiting to be sent: ${
        openOutgoing(db, id)
          .map(({ state: one }) => one)
          .join(", ") || "nothing"
      }`,
      ...(failing.length > 0 ? [`${name}, failing folders: ${failing.join("; ")}`] : []),
    ];
  });
}

function calendarLines({ db }: Parts): string[] {
  return syncDoctor(db).calendars.map((report, at) => {
    const { method = "never run", events, pending, conflicts, parked, totals, failure, quirks } = report;
    const runs = `${totals.successful} good, ${totals.failed} failed, ${totals.skipped} skipped in 30 days`;
    const waits = `${pending} waiting, ${conflicts} in conflict, ${parked.length} set aside`;
    return `calendar ${at + 1}: ${method}, ${events} events, ${waits}; ${runs}${because(failure)}; quirks: ${quirks.length}`;
  });
}

/** The reason alone: its facts may name a server. */
const because = (failure: Reason) => (failure ? ` (${failure.reason})` : "");
