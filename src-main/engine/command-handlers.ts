// Who carries out which command: one line each, the work is in commands/.
import type { Handlers, Parsed } from "../../src-preload/contract/contract.ts";
import type { CommandName } from "../../src-preload/contract/names.ts";
import type { FolderResult } from "../../src-preload/contract/sync.ts";
import { changeAccount } from "../commands/account-change.ts";
import { removeAccount } from "../commands/account-remove.ts";
import { addAccount, signInAgain } from "../commands/accounts.ts";
import { changeCalendar, createCalendar, removeCalendar } from "../commands/calendars.ts";
import { resolveConflict } from "../commands/conflicts.ts";
import { copyEvent } from "../commands/copy.ts";
import { createEvent, moveEvent, removeEvent, updateEvent } from "../commands/events.ts";
import { addFeed, changeFeed, importFeeds, markRead, removeFeed } from "../commands/feeds.ts";
import { restoreVersion } from "../commands/history.ts";
import { importEvents } from "../commands/import.ts";
import { dismiss, restore, snooze, takeDueNotices } from "../commands/notices.ts";
import { respondToEvent } from "../commands/respond.ts";
import { changeSettings } from "../commands/settings.ts";
import { undoCommand } from "../commands/undo.ts";
import type { DataParts } from "./data-parts.ts";
import { mailCommandHandlers } from "./mail-commands.ts";
import { accountDeps, calendarDeps, type EngineParts } from "./parts.ts";

/** Input was validated at the door (rpc.ts); what is thrown leaves there as data. */
export function commandHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, CommandName> {
  return {
    ...mailCommandHandlers(parts),
    ...dataHandlers(parts),
    ...syncHandlers(parts),
    ...backupHandlers(parts),
    "accounts.add": (input, signal) => addAccount(accountDeps(parts), input, signal),
    "accounts.remove": (input) => removeAccount(accountDeps(parts), input),
    "accounts.signIn": (input, signal) => signInAgain(accountDeps(parts), input, signal),
    "accounts.cancelSignIn": () => {
      parts.signIns.cancel();
      return {};
    },
    "accounts.update": (input, signal) => changeAccount(accountDeps(parts), input, signal),
    "calendars.create": (input, signal) => createCalendar(calendarDeps(parts), input, signal),
    "calendars.update": (input, signal) => changeCalendar(calendarDeps(parts), input, signal),
    "calendars.remove": ({ id }, signal) => removeCalendar(calendarDeps(parts), id, signal),
    "events.create": (input) => createEvent(parts, input),
    "events.update": (input) => updateEvent(parts, input),
    "events.move": (input) => moveEvent(parts, input),
    "events.copy": (input) => copyEvent(parts, input),
    "events.remove": (input) => removeEvent(parts, input),
    "events.respond": (input) => respondToEvent(parts, input),
    "events.import": (input) => importEvents(parts, input),
    "events.undo": ({ undoId }) => undoCommand(parts, undoId),
    "history.restore": ({ id }) => restoreVersion(parts, id),
    "conflicts.resolve": (input) => resolveConflict(parts, input),
    "settings.set": (input) => changeSettings(parts.db, input),
    "feeds.add": (input, signal) => addFeed(parts, input, signal),
    "feeds.update": (input) => changeFeed(parts, input),
    "feeds.remove": ({ id }) => removeFeed(parts, id),
    "feeds.markRead": (input) => markRead(parts, input),
    "feeds.import": (input) => importFeeds(parts, input),
    "notices.take": () => takeDueNotices(parts),
    "notices.dismiss": (input) => dismiss(parts, input),
    "notices.restore": (input) => restore(parts, input),
    "notices.snooze": (input) => snooze(parts, input),
  };
}

function syncHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, SyncCommand> {
  const { supervisor, mailRuns } = parts;
  return {
    "sync.run": async (scope) => {
      const [results, feeds, folders] = await Promise.all([
        supervisor.run(scope),
        parts.feedRuns.run(scope),
        runMail(parts, scope),
      ]);
      return { results, feeds, folders };
    },
    "sync.cancel": async ({ accountId }) => {
      await Promise.all([supervisor.cancel(accountId), mailRuns.cancel(accountId)]);
      return {};
    },
    "sync.retry": (scope) => {
      supervisor.retry(scope);
      return {};
    },
    "sync.wake": () => {
      parts.keepHouse();
      supervisor.wakeUp();
      void mailRuns.wakeUp();
      parts.noticeRuns.wake();
      return {};
    },
  };
}
type SyncCommand = Extract<CommandName, `sync.${string}`>;

function backupHandlers({ backups }: EngineParts): Pick<Handlers<AbortSignal>, BackupCommand> {
  return {
    "backups.make": async () => ({ backup: await backups.make("hand") }),
    "backups.restore": ({ name }) => {
      backups.restore(name);
      return {};
    },
    "backups.noted": () => {
      backups.noted();
      return {};
    },
  };
}
type BackupCommand = Extract<CommandName, `backups.${string}`>;

function dataHandlers({ exports, erase }: DataParts): Pick<Handlers<AbortSignal>, DataCommand> {
  return {
    "data.export": ({ fetch = false }) => {
      exports.start(fetch);
      return {};
    },
    "data.cancelExport": async () => {
      await exports.cancel();
      return {};
    },
    "data.erase": () => {
      erase();
      return {};
    },
  };
}
type DataCommand = Extract<CommandName, `data.${string}`>;

/** News first. An engine that does not sync by itself also sends and fetches all there is: nobody else will. */
async function runMail({ mailRuns, isStarted }: EngineParts, scope: Parsed<"sync.run">): Promise<FolderResult[]> {
  const folders = await mailRuns.run(scope);
  const isForMail = scope.calendarId === undefined && scope.feedId === undefined && scope.ifOlderThanMs === undefined;
  if (!isStarted() && isForMail) await mailRuns.settled(scope.accountId);
  return folders;
}
