// The parts the engine's handlers are made of.

import type { SideDeps } from "../commands/account-sides.ts";
import type { AccountDeps } from "../commands/accounts.ts";
import type { CalendarDeps } from "../commands/calendars.ts";
import type { FreeBusy } from "../commands/free-busy.ts";
import type { LimitsOf } from "../commands/limits.ts";
import type { SignIns } from "../commands/sign-in.ts";
import type { Clock, Vault } from "../ports.ts";
import type { FeedReader } from "../providers/feed-reader.ts";
import type { World } from "../providers/provider.ts";
import type { ServerFinder } from "../providers/server-finder.ts";
import type { Database } from "../store/database.ts";
import type { Connections } from "../sync/connections.ts";
import type { FeedRuns } from "../sync/feeds.ts";
import type { NoticeRuns } from "../sync/notices.ts";
import type { Supervisor } from "../sync/supervisor.ts";

import type { Backups } from "./backups.ts";
import type { DataParts } from "./data-parts.ts";
import type { HostFacts } from "./facts.ts";
import type { MailParts } from "./mail-parts.ts";

/** Made once in engine.ts; every handler takes from it what it needs. */
export interface EngineParts extends Omit<MailParts, "stop">, DataParts {
  readonly world: World;
  readonly mailboxOf: SideDeps["mailboxOf"];
  readonly finder: ServerFinder;
  /** It syncs by itself. */
  readonly isStarted: () => boolean;
  readonly db: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly supervisor: Supervisor;
  readonly noticeRuns: NoticeRuns;
  readonly backups: Backups;
  readonly feedReader: FeedReader;
  readonly feedRuns: FeedRuns;
  readonly facts: HostFacts;
  readonly folder: string;
  readonly connections: Connections;
  readonly signIns: SignIns;
  readonly limitsOf: LimitsOf;
  readonly freeBusy: FreeBusy;
  /** Follows time and the user's zone: after a sleep or a journey both are others. */
  readonly keepHouse: () => void;
}

/** What the account commands are given. */
export function accountDeps(parts: EngineParts): AccountDeps {
  const { db, clock, vault, connections, supervisor, mailRuns, signIns, limitsOf, world, finder, mailboxOf } = parts;
  const { tryLogin, providerOf, signOut } = connections;
  return {
    ...{ db, clock, vault, world, signIns, limitsOf, tryLogin, providerOf, signOut, finder, mailboxOf },
    halt: async (id) => {
      await Promise.all([supervisor.halt(id), mailRuns.halt(id)]);
    },
    forgetFiles: (hashes) => mailRuns.forgetFiles(hashes),
  };
}

/** What the calendar commands are given. */
export function calendarDeps({ db, clock, connections, supervisor, limitsOf }: EngineParts): CalendarDeps {
  return { db, clock, limitsOf, open: connections.open, halt: (id) => supervisor.halt(id) };
}
