// Names of every call and topic, free of zod: what the preload allows through and what the view watches.

/** What a change feed message may name (design §7). A topic says "ask again", never what changed. */
export const TOPICS = [
  "accounts",
  "calendars",
  "events",
  "occurrences",
  "mail",
  "folders",
  "sync",
  "conflicts",
  "feeds",
  "settings",
] as const;
export type Topic = (typeof TOPICS)[number];

/** Every query, with the topics whose change makes its answer stale. */
export const QUERIES = {
  "app.info": ["accounts", "settings"],
  "accounts.list": ["accounts"],
  "accounts.test": [],
  "accounts.discover": [],
  "accounts.signInState": ["accounts"],
  "calendars.list": ["calendars"],
  "agenda.range": ["occurrences", "calendars"],
  "agenda.upcoming": ["occurrences", "calendars"],
  "agenda.search": ["occurrences", "calendars"],
  "agenda.freeBusy": ["occurrences", "calendars"],
  "contacts.suggest": ["events"],
  "events.get": ["events"],
  "events.consequences": ["events", "calendars"],
  "events.export": ["events"],
  "history.list": ["events"],
  "history.get": ["events"],
  "changes.list": ["events"],
  "conflicts.list": ["conflicts"],
  "sync.status": ["sync", "calendars"],
  "sync.doctor": ["sync"],
  "sync.log": ["sync"],
  "settings.get": ["settings"],
  "feeds.list": ["feeds"],
  "feeds.items": ["feeds"],
  "feeds.export": ["feeds"],
} as const satisfies Record<string, readonly Topic[]>;
export type QueryName = keyof typeof QUERIES;

/** Every command: an intent of the user, one transaction each (sync.run: one per page). */
export const COMMANDS = [
  "accounts.add",
  "accounts.remove",
  "accounts.update",
  "accounts.signIn",
  "accounts.cancelSignIn",
  "calendars.create",
  "calendars.update",
  "calendars.remove",
  "events.create",
  "events.update",
  "events.move",
  "events.copy",
  "events.remove",
  "events.respond",
  "events.import",
  "events.undo",
  "history.restore",
  "conflicts.resolve",
  "sync.run",
  "sync.cancel",
  "sync.retry",
  "sync.wake",
  "settings.set",
  "feeds.add",
  "feeds.update",
  "feeds.remove",
  "feeds.markRead",
  "feeds.import",
] as const;
export type CommandName = (typeof COMMANDS)[number];

export type CallName = QueryName | CommandName;

const CALLS: ReadonlySet<string> = new Set([...Object.keys(QUERIES), ...COMMANDS]);

/** Is this the name of a call of the contract? The preload and every bridge refuse the others. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === "string" && CALLS.has(name);
}
