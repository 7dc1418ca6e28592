// Calendars: what the sidebar shows and what sync is set to.
import { z } from "zod";
import { AccountId, CalendarId, Color } from "./shapes.ts";

const CalendarKind = z.enum(["personal", "group", "mission"]);

/** Minutes between two runs; 0 = only by hand. */
const FrequencyMinutes = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(5),
  z.literal(15),
  z.literal(30),
  z.literal(60),
]);

export const Calendar = z.object({
  id: CalendarId,
  /** Absent: a calendar that lives on this device only. */
  accountId: AccountId.optional(),
  name: z.string(),
  color: Color,
  description: z.string().optional(),
  kind: CalendarKind,
  visible: z.boolean(),
  readOnly: z.boolean(),
  order: z.number(),
  syncEnabled: z.boolean(),
  frequencyMinutes: FrequencyMinutes,
});
export type Calendar = z.output<typeof Calendar>;

/** A new calendar on this device. */
export const NewCalendar = z.object({ name: z.string().trim().min(1).max(200), color: Color.optional() });

export const UpdateCalendar = z.object({
  id: CalendarId,
  /** Only for a calendar on this device: a server's calendar is named by its server. */
  name: z.string().trim().min(1).max(200).optional(),
  /** Shown here only; the server keeps its own. */
  color: Color.optional(),
  visible: z.boolean().optional(),
  syncEnabled: z.boolean().optional(),
  frequencyMinutes: FrequencyMinutes.optional(),
  order: z.number().optional(),
});
