// What the user chose for this data folder, and what the host can do.
import { z } from "zod";
import { NoticeSettings } from "./notices.ts";
import { Zone } from "./shapes.ts";

const MicrosoftApp = z.object({
  clientId: z.string().max(120).optional(),
  /** The directory's id or domain. */
  tenant: z
    .string()
    .regex(/^[\w.-]{0,120}$/)
    .optional(),
});

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
/** 0 = Sunday. */
const Weekday = z.number().int().min(0).max(6);

/** How the agenda is laid out. What is absent is as the view has it by itself. */
const AgendaSettings = z.object({
  firstDay: Weekday.optional(),
  workDays: z.array(Weekday).max(7).optional(),
  workStart: WallTime.optional(),
  workEnd: WallTime.optional(),
  weekNumbers: z.boolean().optional(),
  /** Beside the hours; empty: none. */
  secondZone: z.string().max(64).optional(),
  /** Of the view of several days. */
  days: z.number().int().min(2).max(14).optional(),
  /** Length of a new event. */
  defaultMinutes: z.number().int().min(5).max(1440).optional(),
  /** Reminder of a new event, minutes before; null: none. */
  defaultReminder: z.number().int().min(0).max(40_320).nullable().optional(),
});

/** How mail is shown and written. What is absent is as the view has it by itself. */
const MailSettings = z.object({
  density: z.enum(["comfortable", "compact"]).optional(),
  /** Seconds in which a message that was sent can be taken back; 0: none. Absent: 10. */
  undoSeconds: z.number().int().min(0).max(60).optional(),
  /** New messages begin as plain text. */
  plainText: z.boolean().optional(),
});

/** How the app lives on the desktop, where its host has one. What is absent is as the host has it by itself. */
const DesktopSettings = z.object({
  /** Goes on without a window, for reminders and mail. Absent: yes, where there is a tray. */
  background: z.boolean().optional(),
  tray: z.boolean().optional(),
  openAtLogin: z.boolean().optional(),
  /** Looks for a new version by itself. Absent: no. */
  updates: z.boolean().optional(),
  /** Where new versions are looked for: without an address nothing is looked for. */
  updateFeed: z.union([z.literal(""), z.url({ protocol: /^https$/ })]).optional(),
});
export type DesktopSettings = z.output<typeof DesktopSettings>;

/** A tile of the dashboard: in which column it stands, in which place, shown or not. */
const Widget = z.object({
  kind: z.enum(["agenda", "mail", "news"]),
  column: z.union([z.literal(0), z.literal(1)]),
  hidden: z.boolean().optional(),
});

/** One set for the data folder, whatever window or host shows it. */
export const Settings = z.object({
  locale: z.enum(["system", "fr", "en"]),
  theme: z.enum(["system", "light", "dark"]),
  /** Absent: the system's zone. */
  zone: Zone.optional(),
  /** The organisation's own registration at Microsoft, for accounts that do not name one; an empty text forgets it. */
  microsoft: MicrosoftApp.optional(),
  agenda: AgendaSettings.optional(),
  mail: MailSettings.optional(),
  notices: NoticeSettings.optional(),
  desktop: DesktopSettings.optional(),
  /** Shortcuts of the person's own, by the name of the command; an empty text: none. */
  keys: z.record(z.string().max(60), z.string().max(40)).optional(),
  /** In order; absent: as the view has it by itself. */
  dashboard: z.array(Widget).max(10).optional(),
  /** Shortcuts of a single letter do nothing. */
  lettersOff: z.boolean().optional(),
});
export type Settings = z.output<typeof Settings>;

/** What a host can offer beyond a page (design §2). */
export const Capability = z.enum(["tray", "notifications", "login-item", "keychain"]);
export type Capability = z.output<typeof Capability>;

/** What runs, where, and what it can do there. */
export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(["electron", "browser", "cli", "test"]),
  capabilities: z.array(Capability),
  dataFolder: z.string(),
  /** The zone that all-day and floating times are read in. */
  zone: Zone,
});
