// Microsoft 365 and Outlook.com calendars over Microsoft Graph behind the calendar port.
import type { CalendarProvider } from "../provider.ts";
import { configOf } from "./config.ts";
import { connect } from "./connect.ts";
import { mailOf } from "./mail.ts";
import { refusal } from "./steps.ts";
import { tokensFor } from "./tokens.ts";

/** Signs in on Microsoft's page; mail may stand behind the same sign-in (mailOf). */
export const graphProvider: CalendarProvider = {
  connect,
  signIn: (request, world, signal) => tokensFor(world, configOf(request.login, world.env)).signIn(request, signal),
  signOut: async (login, world) => {
    if (login.username) await tokensFor(world, configOf(login, world.env)).signOut(login.username);
  },
  mailOf,
  refusal,
  cannot: ["color", "many-reminders", "floating", "cancelled"],
  // Exchange mails whoever is on the list, and nobody can ask it not to.
  alwaysTellsGuests: true,
  writesInParts: true,
  // Both feeds: microsoft-graph-docs#5301.
  forgetsTheBrief: true,
  firstWindow: { monthsBack: 1, monthsAhead: 6 },
};
