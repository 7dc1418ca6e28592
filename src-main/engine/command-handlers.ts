// Who carries out which command: one line each, the work is in commands/.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { CommandName } from "../../src-preload/contract/names.ts";
import { addAccount, changeAccount, removeAccount } from "../commands/accounts.ts";
import { changeCalendar, createCalendar, removeCalendar } from "../commands/calendars.ts";
import { createEvent, moveEvent, removeEvent, updateEvent } from "../commands/events.ts";
import { restoreVersion } from "../commands/history.ts";
import { importEvents } from "../commands/import.ts";
import { changeSettings } from "../commands/settings.ts";
import { accountDeps, type EngineParts } from "./parts.ts";

export function commandHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, CommandName> {
  const { db, supervisor } = parts;
  return {
    "accounts.add": (input, signal) => addAccount(accountDeps(parts), input, signal),
    "accounts.remove": ({ id }) => removeAccount(accountDeps(parts), id),
    "accounts.update": (input, signal) => changeAccount(accountDeps(parts), input, signal),
    "calendars.create": (input) => createCalendar(db, input),
    "calendars.update": (input) => changeCalendar(parts, input),
    "calendars.remove": ({ id }) => removeCalendar(db, id),
    "events.create": (input) => createEvent(parts, input),
    "events.update": (input) => updateEvent(parts, input),
    "events.move": (input) => moveEvent(parts, input),
    "events.remove": (input) => removeEvent(parts, input),
    "events.import": (input) => importEvents(parts, input),
    "history.restore": ({ id }) => restoreVersion(parts, id),
    "sync.run": async (scope) => ({ results: await supervisor.run(scope) }),
    "settings.set": (input) => changeSettings(db, input),
  };
}
