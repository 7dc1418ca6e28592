// What the user chose for this data folder, and what the host can do.
import { z } from "zod";
import { Zone } from "./shapes.ts";

const MicrosoftApp = z.object({
  clientId: z.string().max(120).optional(),
  /** The directory's id or domain. */
  tenant: z
    .string()
    .regex(/^[\w.-]{0,120}$/)
    .optional(),
});

export const Settings = z.object({
  locale: z.enum(["system", "fr", "en"]),
  theme: z.enum(["system", "light", "dark"]),
  /** Absent: the system's zone. */
  zone: Zone.optional(),
  /** The organisation's own registration at Microsoft, for accounts that do not name one; an empty text forgets it. */
  microsoft: MicrosoftApp.optional(),
});
export type Settings = z.output<typeof Settings>;

/** What a host can offer beyond a page (design §2). */
export const Capability = z.enum(["tray", "notifications", "login-item", "keychain"]);
export type Capability = z.output<typeof Capability>;

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(["electron", "browser", "cli", "test"]),
  capabilities: z.array(Capability),
  dataFolder: z.string(),
  /** The zone that all-day and floating times are read in. */
  zone: Zone,
});
