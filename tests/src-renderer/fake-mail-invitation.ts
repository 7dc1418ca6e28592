// The invitation of the pictures, and the day around it.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { MailInvitation } from "../../src-preload/contract/mail-rules.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { ZONE } from "./fake-data.ts";
import { ME } from "./fake-mail-seed.ts";

const occurrence = (id: string, title: string, calendar: string, from: string, to: string): Occurrence => ({
  eventId: id as EventId,
  calendarId: calendar as CalendarId,
  title,
  start: `2026-12-01T${from}`,
  end: `2026-12-01T${to}`,
  zone: ZONE,
  startMs: Date.parse(`2026-12-01T${from}:00+01:00`),
  endMs: Date.parse(`2026-12-01T${to}:00+01:00`),
  allDay: false,
  recurring: false,
  status: "confirmed",
  pending: false,
});

/** The invitation of the pictures. */
export function committee(): MailInvitation {
  const budget = occurrence("b", "Revue budget", "travail", "11:00", "12:00");
  const { start, end, startMs, endMs } = occurrence("x", "", "travail", "10:00", "11:30");
  return {
    method: "request",
    state: "new",
    title: "Comité de pilotage T1",
    ...{ start, end, startMs, endMs, zone: ZONE, allDay: false },
    location: "Rue du Rhône 14, salle Salève",
    organizer: { address: "marc.dubois@geneve-mob.example.com", name: "Marc Dubois" },
    attendees: [ME, { address: "nora@example.com", name: "Nora Keller" }].map((one) => ({
      ...one,
      answer: "needs-action",
    })),
    answer: "needs-action",
    day: [
      occurrence("a", "Dentiste", "perso", "08:00", "09:30"),
      budget,
      occurrence("c", "Point produit", "equipe", "14:00", "15:30"),
    ],
    conflicts: [budget],
    calendarId: "travail" as CalendarId,
    answersBy: "mail",
  };
}
