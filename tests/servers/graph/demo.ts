// A mailbox that looks like somebody's at work, around the day it is made: for `npm start -- --demo-graph`.
import type { Attendee, DayOfWeek, Event } from "@microsoft/microsoft-graph-types";
import type { OtherClient } from "./other-client.ts";
import { dateOf, plusDays, toWall } from "./zones.ts";

const ZONE = "Romance Standard Time";
const DAYS: readonly DayOfWeek[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

type Language = "fr" | "en";

const person = (name: string, box: string, type: Attendee["type"] = "required"): Attendee => ({
  type,
  emailAddress: { name, address: `${box}@contoso.example.com` },
});

/** Start and end on a day, in the demo's zone. */
function on(date: string, from: string, to: string): Pick<Event, "start" | "end"> {
  return {
    start: { dateTime: `${date}T${from}:00`, timeZone: ZONE },
    end: { dateTime: `${date}T${to}:00`, timeZone: ZONE },
  };
}

function days(date: string, count: number): Pick<Event, "start" | "end" | "isAllDay"> {
  return {
    ...on(date, "00:00", "00:00"),
    end: { dateTime: `${plusDays(date, count)}T00:00:00`, timeZone: ZONE },
    isAllDay: true,
  };
}

/** Fills a mailbox with the weeks around `nowMs`. */
export function seedDemo(box: OtherClient, nowMs: number, language: Language): void {
  const say = (fr: string, en: string) => (language === "fr" ? fr : en);
  const today = dateOf(toWall(nowMs, ZONE));
  const monday = plusDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  // Counted from this week's Monday.
  const day = (offset: number) => plusDays(monday, offset);
  seedSeries(box, day, say);
  seedMeetings(box, day, say);
  box.addCalendar(say("Projet Horizon", "Horizon project"), { color: "lightOrange", hexColor: "#E3A21A" });
  const project = say("Projet Horizon", "Horizon project");
  box.addEvent(
    { subject: say("Jalon : maquette validée", "Milestone: mock-up approved"), ...days(day(11), 1), showAs: "free" },
    project,
  );
  box.addEvent(
    {
      subject: say("Atelier utilisateurs", "User workshop"),
      ...on(day(8), "09:30", "12:00"),
      location: { displayName: say("Salle Loire", "Room Loire") },
    },
    project,
  );
  const holidays = say("Jours fériés", "Public holidays");
  box.addCalendar(holidays, { canEdit: false, color: "lightGreen" });
  const year = Number(today.slice(0, 4));
  for (const one of [year, year + 1]) {
    box.addEvent({ subject: say("Noël", "Christmas Day"), ...days(`${one}-12-25`, 1), showAs: "free" }, holidays);
    box.addEvent(
      { subject: say("Jour de l’an", "New Year’s Day"), ...days(`${one}-01-01`, 1), showAs: "free" },
      holidays,
    );
  }
}

type Say = (fr: string, en: string) => string;
type Day = (offset: number) => string;

function seedSeries(box: OtherClient, day: Day, say: Say): void {
  const weekly = (date: string, ...daysOfWeek: DayOfWeek[]): Pick<Event, "recurrence"> => ({
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek, firstDayOfWeek: "monday" },
      range: { type: "noEnd", startDate: date },
    },
  });
  const begin = day(-21);
  const standUp = box.addEvent({
    subject: say("Point d’équipe", "Team stand-up"),
    ...on(begin, "09:15", "09:30"),
    ...weekly(begin, ...DAYS.slice(1, 6)),
    categories: ["Blue category"],
    reminderMinutesBeforeStart: 5,
  });
  box.changeOccurrence(standUp, day(2), {
    ...on(day(2), "11:00", "11:30"),
    subject: say("Point d’équipe (décalé)", "Team stand-up (later)"),
  });
  box.deleteOccurrence(standUp, day(9));
  const review = box.addEvent({
    subject: say("Revue hebdomadaire", "Weekly review"),
    ...on(day(-18), "16:00", "17:00"),
    ...weekly(day(-18), "thursday"),
    isOnlineMeeting: true,
    attendees: [
      person(say("Équipe produit", "Product team"), "product"),
      person(say("Direction", "Management"), "management", "optional"),
    ],
    body: {
      contentType: "html",
      content: `<p>${say("Ordre du jour : chiffres, risques, décisions.", "Agenda: figures, risks, decisions.")}</p>`,
    },
  });
  box.answer(review, "product@contoso.example.com", "accepted");
  // The last Monday of a month is the one before a Monday of another.
  const last =
    [0, -7, -14, -21, -28].map(day).find((date) => plusDays(date, 7).slice(5, 7) !== date.slice(5, 7)) ?? begin;
  box.addEvent({
    subject: say("Clôture du mois", "Month-end closing"),
    ...on(last, "14:00", "15:30"),
    recurrence: {
      pattern: { type: "relativeMonthly", interval: 1, daysOfWeek: ["monday"], index: "last" },
      range: { type: "noEnd", startDate: last },
    },
  });
}

function seedMeetings(box: OtherClient, day: Day, say: Say): void {
  box.addEvent({
    subject: say("Préparation du comité", "Committee preparation"),
    ...on(day(1), "10:00", "11:30"),
    location: { displayName: say("Salle Seine", "Room Seine") },
    importance: "high",
  });
  box.addEvent({
    subject: say("Déjeuner avec l’équipe", "Lunch with the team"),
    ...on(day(3), "12:30", "13:45"),
    showAs: "oof",
  });
  box.addEvent({
    subject: say("Rendez-vous personnel", "Personal appointment"),
    ...on(day(4), "17:30", "18:30"),
    sensitivity: "private",
  });
  box.addEvent({
    subject: say("Télétravail", "Working from home"),
    ...days(day(4), 1),
    showAs: "workingElsewhere",
    isReminderOn: false,
  });
  box.addEvent({ subject: say("Congés", "Holiday"), ...days(day(21), 5), showAs: "oof", isReminderOn: false });
  box.addEvent({
    subject: "Call with the Seattle office",
    ...zoned(day(2), "09:00", "10:00", "Pacific Standard Time"),
    isOnlineMeeting: true,
  });
  const office = { name: say("Bureau de Lyon", "Lyon office"), address: "lyon@contoso.example.com" };
  box.addInvitation(
    {
      subject: say("Présentation du nouveau site", "Introducing the new site"),
      ...on(day(7), "14:00", "15:00"),
      location: { displayName: say("Auditorium", "Auditorium") },
      body: {
        contentType: "html",
        content: `<p>${say("Merci de répondre avant vendredi.", "Please answer by Friday.")}</p>`,
      },
    },
    office,
  );
  const called = box.addInvitation(
    { subject: say("Visite du chantier", "Site visit"), ...on(day(10), "08:30", "10:00") },
    office,
  );
  box.cancelInvitation(called);
}

function zoned(date: string, from: string, to: string, timeZone: string): Pick<Event, "start" | "end"> {
  return { start: { dateTime: `${date}T${from}:00`, timeZone }, end: { dateTime: `${date}T${to}:00`, timeZone } };
}
