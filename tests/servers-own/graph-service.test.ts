// The rest of the local Graph: calendars, batches, answers to invitations, who would be mailed, and faults on order.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GraphServer, USER } from "../servers/graph/index.ts";
import type { OtherClient } from "../servers/graph/other-client.ts";
import { type Ask, at, type Body, graphWith, MEETING, paris, WEEKLY } from "./graph-setup.ts";

let graph: GraphServer;
let ask: Ask;
let box: OtherClient;

beforeEach(async () => {
  ({ graph, ask } = await graphWith());
  box = graph.mailbox();
});
afterEach(() => graph.stop());

const person = (name: string) => ({ emailAddress: { name, address: `${name}@contoso.example.com` } });
const BOB = { name: "Bob", address: "bob@contoso.example.com" };
const mails = () => box.outbox.map(({ to, why }) => `${why} ${to.replace(/@.*/, "")}`);

describe("calendars", () => {
  it("are made, renamed, recoloured and deleted with all they hold", async () => {
    const made = await ask("POST", "/me/calendars", { body: { name: "Projet", color: "lightRed" } });
    expect([made.status, made.body.color, made.body.canEdit]).toEqual([201, "lightRed", true]);
    const path = `/me/calendars/${encodeURIComponent(made.body.id)}`;
    expect((await ask("PATCH", path, { body: { name: "Autre", color: "lightBlue" } })).body).toMatchObject({
      name: "Autre",
      color: "lightBlue",
    });
    const event = await ask("POST", `${path}/events`, { body: MEETING });
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", at(event.body.id))).status).toBe(404);
    expect((await ask("GET", "/me/calendars")).body.value.map(({ name }) => name)).toEqual(["Calendrier"]);
  });

  it("refuse what cannot be", async () => {
    expect((await ask("DELETE", "/me/calendar")).status).toBe(403);
    expect((await ask("POST", "/me/calendars", { body: { name: "Calendrier" } })).status).toBe(409);
    expect((await ask("POST", "/me/calendars", { body: { name: "x", color: "pink" } })).status).toBe(400);
    const id = encodeURIComponent(box.addCalendar("Fériés", { canEdit: false }));
    expect((await ask("POST", `/me/calendars/${id}/events`, { body: MEETING })).status).toBe(403);
  });

  it("may get another id right after they are made", async () => {
    graph.switch("calendarIdChangesAfterCreate", true);
    const { body } = await ask("POST", "/me/calendars", { body: { name: "Projet" } });
    expect((await ask("GET", `/me/calendars/${encodeURIComponent(body.id)}`)).status).toBe(404);
    expect((await ask("GET", "/me/calendars")).body.value.map(({ name }) => name)).toContain("Projet");
  });

  it("may only be listed with $top", async () => {
    graph.switch("calendars500WithoutTop", true);
    expect((await ask("GET", "/me/calendars")).status).toBe(500);
    expect((await ask("GET", "/me/calendars?$top=100")).status).toBe(200);
  });

  it("are listed and filled page by page", async () => {
    for (let index = 0; index < 20; index++) box.addEvent({ ...MEETING, subject: String(index) });
    const subjects: unknown[] = [];
    for (let path: string | undefined = "/me/events?$select=subject&$top=10"; path; ) {
      const { body }: { body: Body } = await ask("GET", path);
      // A list that fits its pages exactly has no empty one behind it.
      expect(body.value).toHaveLength(10);
      subjects.push(...body.value.map(({ subject }) => subject));
      path = body["@odata.nextLink"];
    }
    expect(subjects).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });
});

describe("the mailbox", () => {
  it("says whose it is, its zone, its categories and the zones it knows", async () => {
    expect((await ask("GET", "/me")).body).toMatchObject({ mail: USER.address, displayName: USER.name });
    expect((await ask("GET", "/me?$select=proxyAddresses")).body.proxyAddresses).toContain(`SMTP:${USER.address}`);
    expect((await ask("GET", "/me/mailboxSettings/timeZone")).body.value).toBe("Romance Standard Time");
    const made = await ask("POST", "/me/outlook/masterCategories", { body: { displayName: "Vert", color: "preset4" } });
    expect(made.status).toBe(201);
    expect((await ask("PATCH", "/me/outlook/masterCategories/Vert", { body: { displayName: "x" } })).status).toBe(400);
    const zones = await ask(
      "GET",
      "/me/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')",
    );
    expect(zones.body.value).toContainEqual({ alias: "Europe/Paris", displayName: "Europe/Paris" });
  });

  it("tells when its owner is busy", async () => {
    box.addEvent(MEETING);
    const [startTime, endTime] = [paris("2026-11-24T09:00:00"), paris("2026-11-24T12:00:00")];
    const body = { schedules: [USER.address], startTime, endTime, availabilityViewInterval: 60 };
    expect((await ask("POST", "/me/calendar/getSchedule", { body })).body.value[0]?.availabilityView).toBe("020");
  });

  it("may be out of Graph's reach", async () => {
    graph.switch("noMailbox", true);
    expect((await ask("GET", "/me/calendars")).body.error.code).toBe("MailboxNotEnabledForRESTAPI");
    expect((await ask("GET", "/me")).status).toBe(200);
  });
});

describe("who is mailed", () => {
  it("is nobody for an event without attendees", async () => {
    const { body } = await ask("POST", "/me/events", { body: MEETING });
    await ask("PATCH", at(body.id), { body: { subject: "x" } });
    await ask("DELETE", at(body.id));
    expect(mails()).toEqual([]);
  });

  it("is everybody invited, once each, whatever the retries", async () => {
    const attendees = [person("bob"), person("eve"), { emailAddress: { address: USER.address } }];
    const body = { ...MEETING, transactionId: "t", attendees };
    await ask("POST", "/me/events", { body });
    await ask("POST", "/me/events", { body });
    expect(mails()).toEqual(["invitation bob", "invitation eve"]);
  });

  it("is only those added or removed when only the attendees change, and nobody for one's own categories", async () => {
    const { body } = await ask("POST", "/me/events", {
      body: { ...MEETING, attendees: [person("bob"), person("eve")] },
    });
    await ask("PATCH", at(body.id), { body: { categories: ["x"], reminderMinutesBeforeStart: 5 } });
    await ask("PATCH", at(body.id), { body: { attendees: [person("eve"), person("max")] } });
    expect(mails().slice(2)).toEqual(["invitation max", "cancellation bob"]);
    await ask("PATCH", at(body.id), { body: { subject: "x" } });
    expect(mails().slice(4)).toEqual(["update eve", "update max"]);
    await ask("POST", at(body.id, "/cancel"), { body: { comment: "sorry" } });
    expect(box.outbox.at(-1)).toMatchObject({ why: "cancellation", comment: "sorry" });
  });

  it("keeps the answers of those who stay invited", async () => {
    const { body } = await ask("POST", "/me/events", { body: { ...MEETING, attendees: [person("bob")] } });
    box.answer(body.id, BOB.address, "accepted");
    const patched = await ask("PATCH", at(body.id), { body: { attendees: [person("bob"), person("eve")] } });
    expect(patched.body.attendees?.map(({ status }) => status?.response)).toEqual(["accepted", "none"]);
  });
});

describe("an invitation", () => {
  it.each([
    ["accept", "accepted", "busy"],
    ["tentativelyAccept", "tentativelyAccepted", "tentative"],
  ])("is answered: %s", async (action, response, showAs) => {
    const id = box.addInvitation(MEETING, BOB);
    expect((await ask("GET", at(id))).body).toMatchObject({
      isOrganizer: false,
      responseStatus: { response: "notResponded" },
    });
    expect((await ask("POST", at(id, `/${action}`), { body: { comment: "ok", sendResponse: true } })).status).toBe(202);
    expect((await ask("GET", at(id))).body).toMatchObject({ responseStatus: { response }, showAs });
    expect(box.outbox).toMatchObject([{ to: BOB.address, why: "response", response, comment: "ok" }]);
  });

  it("leaves the calendar when it is declined, unless that is switched off", async () => {
    const [one, other] = [box.addInvitation(MEETING, BOB), box.addInvitation(MEETING, BOB)];
    await ask("POST", at(one, "/decline"), { body: { sendResponse: false } });
    expect([(await ask("GET", at(one))).status, mails()]).toEqual([404, []]);
    graph.switch("declineRemoves", false);
    await ask("POST", at(other, "/decline"), { body: {} });
    expect((await ask("GET", at(other))).body.responseStatus?.response).toBe("declined");
  });

  it("is not for the organiser to answer, nor for the attendee to cancel", async () => {
    const { body } = await ask("POST", "/me/events", { body: MEETING });
    expect((await ask("POST", at(body.id, "/accept"), { body: {} })).status).toBe(400);
    const id = box.addInvitation(MEETING, BOB);
    const cancel = await ask("POST", at(id, "/cancel"), { body: {} });
    expect(cancel.body.error.message).toBe("You need to be an organizer to cancel a meeting.");
    expect((await ask("POST", at(id, "/accept"), { body: { notify: true } })).status).toBe(400);
  });

  it("is called off by the other side", async () => {
    const id = box.addInvitation(MEETING, BOB);
    box.cancelInvitation(id);
    expect((await ask("GET", at(id))).body).toMatchObject({
      isCancelled: true,
      subject: `Canceled: ${MEETING.subject}`,
    });
  });
});

describe("a batch", () => {
  const batch = async (requests: readonly object[]) => ask("POST", "/$batch", { body: { requests } });
  const statuses = (body: Body) =>
    Object.fromEntries((body.responses as readonly Body[]).map(({ id, status }) => [id, status]));

  it("answers each request on its own, in another order", async () => {
    const id = box.addEvent(MEETING);
    const { status, body } = await batch([
      { id: "1", method: "GET", url: at(id) },
      { id: "2", method: "GET", url: at("none") },
      {
        id: "3",
        method: "PATCH",
        url: at(id),
        body: { subject: "x" },
        headers: { "Content-Type": "application/json", "If-Match": "*" },
      },
      { id: "4", method: "GET", url: "/me", dependsOn: ["2"] },
    ]);
    expect([status, statuses(body)]).toEqual([200, { 1: 200, 2: 404, 3: 200, 4: 424 }]);
    expect((body.responses as readonly Body[]).map((one) => one.id)).toEqual(["4", "3", "2", "1"]);
    expect(graph.requests.filter(({ isInBatch }) => isInBatch)).toHaveLength(3);
  });

  it("puts off requests inside, with fractions of a second", async () => {
    graph.switch("throttle", { times: 1, retryAfter: "0.5", insideBatch: true });
    const { body } = await batch([
      { id: "1", method: "GET", url: "/me" },
      { id: "2", method: "GET", url: "/me" },
    ]);
    expect(statuses(body)).toEqual({ 1: 429, 2: 200 });
    expect((body.responses as readonly Body[])[1]?.headers).toMatchObject({ "Retry-After": "0.5" });
  });

  it("takes 20 requests and not one more, and no batch inside", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ id: String(id), method: "GET", url: "/me" }));
    expect((await batch(many(20))).status).toBe(200);
    expect((await batch(many(21))).status).toBe(400);
    expect((await batch([{ id: "1", method: "POST", url: "/$batch" }])).status).toBe(400);
    expect((await batch([{ id: "1", method: "PATCH", url: "/me", body: {} }])).status).toBe(400);
  });
});

describe("a series seen by another client", () => {
  it("is changed and deleted occurrence by occurrence", async () => {
    const id = box.addEvent({ ...WEEKLY, attendees: [person("bob")] });
    box.deleteOccurrence(id, "2026-11-30");
    expect(box.outbox.at(-1)).toMatchObject({ why: "cancellation", occurrence: "2026-11-30" });
    box.answer(id, BOB.address, "declined", "2026-12-07");
    expect(box.event(id, "2026-12-07")?.attendees?.[0]?.status?.response).toBe("declined");
    expect(box.event(id)?.attendees?.[0]?.status?.response).toBe("none");
  });
});
