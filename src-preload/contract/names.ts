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
  "notices",
  "data",
  "backups",
] as const;
/** What a query's staleness and a change feed message are told by. */
export type Topic = (typeof TOPICS)[number];

/** The queries of mail, with the topics whose change makes their answer stale. */
const MAIL_QUERIES = {
  "accounts.discoverMail": [],
  "mail.folders": ["folders"],
  "mail.list": ["mail"],
  "mail.thread": ["mail"],
  "mail.message": ["mail"],
  "mail.search": ["mail"],
  "mail.source": [],
  "mail.attachment": [],
  "mail.readFile": [],
  "mail.fileAttachment": [],
  "mail.remoteImage": [],
  "mail.export": [],
  "mail.outbox": ["mail"],
  "mail.followUps": ["mail"],
  "mail.drafts": ["mail"],
  "mail.getDraft": [],
  "mail.check": [],
  "mail.draftAttachment": [],
  "mail.identities": ["accounts"],
  "mail.templates": ["settings"],
  "mail.fillTemplate": [],
  "mail.rules": ["settings"],
  "mail.invitation": ["mail", "events"],
  "mail.beside": ["occurrences"],
  "mail.ofEvent": ["mail", "events"],
} as const satisfies Record<string, readonly Topic[]>;

/** Part of QueryName. */
export type MailQueryName = keyof typeof MAIL_QUERIES;

/** Every query, with the topics whose change makes its answer stale. */
export const QUERIES = {
  "app.info": ["accounts", "settings"],
  "app.diagnostics": [],
  "accounts.list": ["accounts"],
  "accounts.test": [],
  "accounts.discover": [],
  "accounts.signInState": ["accounts"],
  "calendars.list": ["calendars"],
  "agenda.range": ["occurrences", "calendars"],
  "agenda.upcoming": ["occurrences", "calendars"],
  "agenda.search": ["occurrences", "calendars"],
  "agenda.freeBusy": ["occurrences", "calendars"],
  "contacts.suggest": ["events", "mail"],
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
  "notices.list": ["notices"],
  "data.exportState": ["data"],
  "data.losses": ["sync", "mail", "events", "calendars"],
  "backups.list": ["backups"],
  ...MAIL_QUERIES,
} as const satisfies Record<string, readonly Topic[]>;

/** A call that changes nothing: its answer stands until one of its topics is named. */
export type QueryName = keyof typeof QUERIES;

/** The commands of mail. */
const MAIL_COMMANDS = [
  "mail.flag",
  "mail.move",
  "mail.remove",
  "mail.snooze",
  "mail.markRead",
  "mail.undo",
  "mail.retryDeeds",
  "mail.createFolder",
  "mail.changeFolder",
  "mail.removeFolder",
  "mail.emptyFolder",
  "mail.send",
  "mail.unsend",
  "mail.sendNow",
  "mail.resolveSend",
  "mail.draft",
  "mail.discardDraft",
  "mail.restoreDraft",
  "mail.remind",
  "mail.begin",
  "mail.addIdentity",
  "mail.changeIdentity",
  "mail.removeIdentity",
  "mail.saveTemplate",
  "mail.removeTemplate",
  "mail.saveRules",
  "mail.block",
  "mail.allowRemote",
  "mail.unsubscribe",
  "mail.answerInvitation",
  "mail.applyInvitation",
  "mail.linkEvent",
  "mail.import",
  "mail.receipt",
] as const;
/** Part of CommandName. */
export type MailCommandName = (typeof MAIL_COMMANDS)[number];

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
  "notices.take",
  "notices.dismiss",
  "notices.restore",
  "notices.snooze",
  "data.export",
  "data.cancelExport",
  "data.erase",
  "backups.make",
  "backups.restore",
  "backups.noted",
  ...MAIL_COMMANDS,
] as const;
/** A call that changes something. */
export type CommandName = (typeof COMMANDS)[number];

/** What the preload and every bridge let through. */
export type CallName = QueryName | CommandName;

const CALLS: ReadonlySet<string> = new Set([...Object.keys(QUERIES), ...COMMANDS]);

/** Is this the name of a call of the contract? The preload and every bridge refuse the others. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === "string" && CALLS.has(name);
}
