// Kill rounds over the local Graph: signing in again after each kill, series whose exceptions Exchange drops, and mails, of
// which none may go out twice.
import { fileURLToPath } from "node:url";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import type { GraphEvent } from "../../src-main/providers/graph/series.ts";
import { startGraph } from "../servers/graph/index.ts";
import type { OtherClient } from "../servers/graph/other-client.ts";
import { startLogin } from "../servers/login/index.ts";
import { WORK_USER } from "../servers/login/users.ts";
import type { KillServer, OtherSide, Pick } from "./kill-server.ts";

const BROWSER = fileURLToPath(new URL("../servers/login/browser.ts", import.meta.url));
const HOST = { name: "Bob", address: "bob@contoso.example.com" };
const ADDRESSES = [WORK_USER.address, ...(WORK_USER.proxyAddresses ?? []).map((one) => one.replace(/^smtp:/i, ""))];
const WEEKS = 6;
const DAY_MS = 86_400_000;

export async function graphServer(): Promise<KillServer> {
  const login = await startLogin();
  const graph = await startGraph({ login });
  const mailbox = graph.mailbox(WORK_USER.address);
  return {
    other: otherSide(mailbox),
    port: Number(new URL(graph.url).port),
    deeds: [
      "create",
      "create",
      "title",
      "location",
      "description",
      "occurrence",
      "occurrence",
      "occurrence-remove",
      "move",
      "move",
      "answer",
      "answer",
      "remove",
    ],
    refusals: ["missing", "unsupported", "forbidden"],
    guests: true,
    choices: ["mine", "theirs", "merge"],
    env: (origin) => ({
      CADRAN_GRAPH_URL: origin,
      CADRAN_LOGIN_URL: login.url,
      CADRAN_BROWSER: `"${process.execPath}" "${BROWSER}"`,
    }),
    async join(engine) {
      const { account, calendars } = await engine.call("accounts.add", { kind: "microsoft" });
      const [calendar] = calendars;
      if (!calendar) throw new Error("no calendar");
      return { accountId: account.id, calendarId: calendar.id };
    },
    signIn: async (engine, { accountId }) => void (await engine.call("accounts.signIn", { id: accountId })),
    check: () => checkMailbox(mailbox),
    stop: async () => {
      await login.stop();
      await graph.stop();
    },
  };
}

function otherSide(mailbox: OtherClient): OtherSide {
  return {
    texts: async () => new Map(mailbox.events().map((id) => [id, textOf(mailbox, id)])),
    make: async (token, pick) => make(mailbox, token, pick),
    change: async (id, _text, token, pick) => change(mailbox, id, token, pick),
    remove: async (id) => {
      // The engine may have been faster.
      if (mailbox.event(id)) mailbox.removeEvent(id);
    },
  };
}

/** The event as Cadran writes it, from what the server holds, without a request. */
function textOf(mailbox: OtherClient, id: string): string {
  const { cancelledOccurrences, ...master } = mailbox.event(id) as GraphEvent;
  const cancelled = (cancelledOccurrences ?? []).map((one) => one.slice(-10));
  return seriesText({ master, exceptions: exceptionsOf(mailbox, id, master), cancelled }, ADDRESSES);
}

function exceptionsOf(mailbox: OtherClient, id: string, master: GraphEvent): GraphEvent[] {
  return datesOf(master).flatMap((date) => {
    const one = mailbox.event(id, date) as GraphEvent | undefined;
    return one?.type === "exception" ? [{ ...one, occurrenceId: `OID.${id}.${date}` }] : [];
  });
}

/** Original dates: all series here are weekly. */
function datesOf({ recurrence }: GraphEvent): string[] {
  const { startDate, numberOfOccurrences } = recurrence?.range ?? {};
  if (!startDate) return [];
  const first = Date.parse(`${startDate}T00:00:00Z`);
  return Array.from({ length: numberOfOccurrences || WEEKS }, (_, week) =>
    new Date(first + week * 7 * DAY_MS).toISOString().slice(0, 10),
  );
}

function make(mailbox: OtherClient, token: string, pick: Pick): void {
  const day = `2026-12-${String(1 + pick(27)).padStart(2, "0")}`;
  const moment = (hour: string) => ({ dateTime: `${day}T${hour}:00:00`, timeZone: "Romance Standard Time" });
  const name = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(Date.parse(day));
  const weekly = {
    pattern: {
      type: "weekly" as const,
      interval: 1,
      daysOfWeek: [name.toLowerCase() as "monday"],
      firstDayOfWeek: "monday" as const,
    },
    range: { type: "numbered" as const, startDate: day, numberOfOccurrences: WEEKS },
  };
  const recurrence = pick(2) ? { recurrence: weekly } : {};
  const event = { subject: token, start: moment("14"), end: moment("15"), ...recurrence };
  if (pick(3) === 0) mailbox.addInvitation(event, HOST);
  else mailbox.addEvent(event);
}

/** @returns what it wrote over */
function change(mailbox: OtherClient, id: string, token: string, pick: Pick): string {
  const event = mailbox.event(id) as GraphEvent | undefined;
  // The engine may have removed it since the listing.
  if (!event) return token;
  const cancelled = (event.cancelledOccurrences ?? []).map((one) => one.slice(-10));
  const dates = datesOf(event).filter((one) => !cancelled.includes(one));
  const date = dates[pick(Math.max(1, dates.length))];
  if (date !== undefined && pick(2)) {
    const before = JSON.stringify(mailbox.event(id, date));
    if (pick(3) === 0 && dates.length > 1) {
      mailbox.deleteOccurrence(id, date);
      return before + token;
    }
    mailbox.changeOccurrence(id, date, { subject: token });
    return before;
  }
  const kind = pick(3);
  if (kind === 0) mailbox.changeEvent(id, { subject: token });
  else if (kind === 1) mailbox.changeEvent(id, { location: { displayName: token } });
  else mailbox.changeEvent(id, { body: { contentType: "text", content: token } });
  return JSON.stringify(event);
}

function checkMailbox(mailbox: OtherClient): void {
  const invited = new Map<string, number>();
  const answers = new Set<string>();
  for (const { to, why, eventId, occurrence, comment = "" } of mailbox.outbox) {
    // Called off by the other client and made again here, a meeting invites again.
    if (why === "invitation") invited.set(to, (invited.get(to) ?? 0) + 1);
    if (why === "cancellation") invited.set(to, (invited.get(to) ?? 0) - 1);
    if ((invited.get(to) ?? 0) > 1) throw new Error(`invited twice: ${to}`);
    if (why !== "response") continue;
    // Each answer has a note of its own here; an invitation that is thrown away is declined without one, once.
    const answer = comment || `${eventId} ${occurrence}`;
    if (answers.has(answer)) throw new Error(`answered twice: ${answer}`);
    answers.add(answer);
  }
  const made = mailbox.events().flatMap((id) => mailbox.event(id)?.transactionId ?? []);
  const twice = made.filter((one) => made.some((other) => other.startsWith(`${one}.`)));
  if (twice.length > 0) throw new Error(`made twice: ${twice.join(", ")}`);
}
