// Events of the local Graph: what a client that reads and writes them is owed, and what it is refused.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphServer } from "../servers/graph/index.ts";
import { type Ask, at, graphWith, IMMUTABLE, MEETING, paris } from "./graph-setup.ts";

let graph: GraphServer;
let ask: Ask;

beforeEach(async () => {
  ({ graph, ask } = await graphWith());
});
afterEach(() => graph.stop());

const post = async (body: unknown, headers?: Record<string, string>) => ask("POST", "/me/events", { body, headers });

describe("one event", () => {
  it("comes back as it was written, in UTC unless a zone is preferred", async () => {
    const { status, body, headers } = await post(MEETING);
    expect([status, headers.get("etag")]).toEqual([201, body["@odata.etag"]]);
    expect(body).toMatchObject({
      subject: MEETING.subject,
      type: "singleInstance",
      isOrganizer: true,
      originalStartTimeZone: "Romance Standard Time",
      start: { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" },
      recurrence: null,
      seriesMasterId: null,
    });
    const Prefer = 'outlook.timezone="Tokyo Standard Time"';
    const local = await ask("GET", at(body.id), { headers: { Prefer } });
    expect(local.body.start?.dateTime).toBe("2026-11-24T18:00:00.0000000");
    expect(local.headers.get("preference-applied")).toBe(Prefer);
  });

  it("is made once when its POST is repeated with the same transactionId", async () => {
    const first = await post({ ...MEETING, transactionId: "cadran:1" });
    const second = await post({ ...MEETING, transactionId: "cadran:1" });
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
    expect(graph.mailbox().events()).toHaveLength(1);
    const patch = await ask("PATCH", at(first.body.id), { body: { transactionId: "x" } });
    expect([patch.status, patch.body.error.code]).toEqual([400, "ErrorInvalidRequest"]);
  });

  it("keeps what a sparse PATCH does not name, and has another entity tag then", async () => {
    const made = await post({ ...MEETING, categories: ["Red category"] });
    const { status, body } = await ask("PATCH", at(made.body.id), { body: { subject: "Autre" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ subject: "Autre", categories: ["Red category"], start: made.body.start });
    expect(body["@odata.etag"]).not.toBe(made.body["@odata.etag"]);
  });

  it("refuses a write against an older version, and a DELETE too", async () => {
    const made = await post(MEETING);
    const stale = { "If-Match": made.body["@odata.etag"] };
    graph.mailbox().changeEvent(made.body.id, { subject: "Meanwhile" });
    for (const method of ["PATCH", "DELETE"]) {
      const refused = await ask(method, at(made.body.id), {
        headers: stale,
        body: method === "PATCH" ? { subject: "Mine" } : undefined,
      });
      expect([refused.status, refused.body.error.code]).toEqual([412, "ErrorIrresolvableConflict"]);
    }
    graph.switch("ifMatch", "ignored");
    expect((await ask("DELETE", at(made.body.id), { headers: stale })).status).toBe(204);
    expect((await ask("GET", at(made.body.id))).body.error.code).toBe("ErrorItemNotFound");
  });

  it("keeps its immutable id when it moves, and gets another of the other kind", async () => {
    graph.mailbox().addCalendar("Projet");
    const { body } = await post(MEETING, IMMUTABLE);
    const before = await ask("GET", at(body.id));
    graph.mailbox().move(body.id, "Projet");
    const after = await ask("GET", at(body.id));
    expect(after.status).toBe(200);
    expect(after.body.id).not.toBe(before.body.id);
    expect((await ask("GET", at(before.body.id))).status).toBe(404);
    expect((await ask("GET", at(body.id), { headers: IMMUTABLE })).body.id).toBe(body.id);
    const home = `/me/calendars/${encodeURIComponent(graph.mailbox().calendarId())}`;
    expect((await ask("GET", `${home}/events/${encodeURIComponent(body.id)}`)).status).toBe(404);
    const ids = { inputIds: [after.body.id], sourceIdType: "restId", targetIdType: "restImmutableEntryId" };
    const translated = await ask("POST", "/me/translateExchangeIds", { body: ids });
    expect(translated.body.value[0]?.targetId).toBe(body.id);
  });

  it("gives HTML bodies unless text is preferred", async () => {
    const { body } = await post({ ...MEETING, body: { contentType: "text", content: "a < b\nc" } });
    expect(body.body).toMatchObject({ contentType: "html", content: expect.stringContaining("a &lt; b<br>") });
    const text = await ask("GET", at(body.id), { headers: { Prefer: 'outlook.body-content-type="text"' } });
    expect(text.body.body).toEqual({ contentType: "text", content: "a < b\nc" });
  });

  it("ends an online meeting when the body loses its part", async () => {
    const { body } = await post({ ...MEETING, isOnlineMeeting: true });
    const joinUrl = body.onlineMeeting?.joinUrl ?? "none";
    expect(body.body?.content).toContain(joinUrl);
    const kept = await ask("PATCH", at(body.id), { body: { subject: "x", isOnlineMeeting: false } });
    expect(kept.body.isOnlineMeeting).toBe(true);
    const lost = await ask("PATCH", at(body.id), { body: { body: { contentType: "html", content: "<p>new</p>" } } });
    expect(lost.body).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });

  it("is the same days everywhere when it lasts all day", async () => {
    const allDay = {
      subject: "Congé",
      isAllDay: true,
      start: paris("2026-12-24T00:00:00"),
      end: paris("2026-12-26T00:00:00"),
    };
    const { body } = await post(allDay);
    expect([body.start?.dateTime, body.end?.dateTime]).toEqual([
      "2026-12-24T00:00:00.0000000",
      "2026-12-26T00:00:00.0000000",
    ]);
    expect((await post({ ...allDay, end: paris("2026-12-25T12:00:00") })).status).toBe(400);
  });

  it("carries extended properties for those who ask for them by id", async () => {
    const id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name X-Client-Uid";
    const { body } = await post({ ...MEETING, singleValueExtendedProperties: [{ id, value: "u1" }] });
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${id}')`);
    const found = await ask("GET", at(body.id, `?$expand=${expand}`));
    expect(found.body.singleValueExtendedProperties).toEqual([{ id, value: "u1" }]);
    const filter = encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq 'u1')`);
    expect((await ask("GET", `/me/events?$filter=${filter}`)).body.value).toHaveLength(1);
    expect((await ask("GET", `/me/events?$filter=${filter.replace("u1", "u2")}`)).body.value).toHaveLength(0);
  });
});

describe("an event's other ends", () => {
  it("takes small files", async () => {
    const { body } = await post(MEETING);
    const file = { "@odata.type": "#microsoft.graph.fileAttachment", name: "a.txt", contentBytes: "aGk=" };
    expect((await ask("POST", at(body.id, "/attachments"), { body: file })).status).toBe(201);
    expect((await ask("GET", at(body.id))).body.hasAttachments).toBe(true);
    expect((await ask("GET", at(body.id, "/attachments"))).body.value).toMatchObject([{ name: "a.txt", size: 2 }]);
    const large = { ...file, contentBytes: "a".repeat(5_000_000) };
    expect((await ask("POST", at(body.id, "/attachments"), { body: large })).status).toBe(413);
  });

  it("loses its alarm for good when the reminder is dismissed, and not when it is put off", async () => {
    const { body } = await post(MEETING);
    const newReminderTime = paris("2026-11-24T09:55:00");
    expect((await ask("POST", at(body.id, "/snoozeReminder"), { body: { newReminderTime } })).status).toBe(200);
    expect((await ask("GET", at(body.id))).body.isReminderOn).toBe(true);
    await ask("POST", at(body.id, "/dismissReminder"), { body: {} });
    expect((await ask("GET", at(body.id))).body.isReminderOn).toBe(false);
  });

  it("is forwarded to those named", async () => {
    const { body } = await post(MEETING);
    const toRecipients = [{ emailAddress: { address: "eve@contoso.example.com" } }];
    expect((await ask("POST", at(body.id, "/forward"), { body: { comment: "fyi", toRecipients } })).status).toBe(202);
    expect(graph.mailbox().outbox).toMatchObject([{ why: "forward", to: "eve@contoso.example.com" }]);
  });

  it("is found by what lists can be filtered by", async () => {
    const { body } = await post(MEETING);
    await post({ ...MEETING, subject: "Other's" });
    const list = async (filter: string) =>
      (await ask("GET", `/me/events?$filter=${encodeURIComponent(filter)}`)).body.value.map(({ subject }) => subject);
    expect(await list(`iCalUId eq '${body.iCalUId}'`)).toEqual([MEETING.subject]);
    expect(await list("subject eq 'Other''s'")).toEqual(["Other's"]);
    expect(await list("lastModifiedDateTime ge 2026-11-23T09:00:00Z")).toHaveLength(2);
    const last = await ask("GET", "/me/events?$orderby=subject desc&$top=1");
    expect(last.body.value[0]?.subject).toBe(MEETING.subject);
    expect(await list("lastModifiedDateTime gt 2026-11-23T09:00:01Z and type eq 'singleInstance'")).toHaveLength(0);
  });
});

describe("what a client sends is held to the schema", () => {
  it.each([
    ["a property that is none", { colour: "red" }, "RequestBodyRead"],
    ["a value that is none", { showAs: "away" }, "RequestBodyRead"],
    ["a text for a number", { reminderMinutesBeforeStart: "15" }, "RequestBodyRead"],
    ["a property of a part that is none", { location: { name: "x" } }, "RequestBodyRead"],
    [
      "a zone that Graph does not take",
      { start: { dateTime: "2026-11-24T10:00:00", timeZone: "Europe/Vaduz" } },
      "TimeZoneNotSupportedException",
    ],
    ["an end before the start", { end: paris("2026-11-23T10:00:00") }, "ErrorCalendarEndDateIsEarlierThanStartDate"],
    ["an attendee without an address", { attendees: [{ emailAddress: { name: "x" } }] }, "ErrorInvalidRecipients"],
  ])("refuses %s", async (_, change, code) => {
    const { status, body } = await post({ ...MEETING, ...change });
    expect([status, body.error.code]).toEqual([400, code]);
  });

  it.each(["Europe/Paris", "Europe/Kyiv", "Asia/Kolkata", "tzone://Microsoft/Utc", "FLE Standard Time"])(
    "takes the zone %s",
    async (timeZone) => {
      expect(
        (
          await post({
            ...MEETING,
            start: { ...MEETING.start, timeZone },
            end: { dateTime: "2026-11-25T10:00:00", timeZone },
          })
        ).status,
      ).toBe(201);
    },
  );

  it.each(["$select=color", "$expand=children", "$filter=body eq 'x'", "$top=-1", "$search=x"])(
    "refuses the query %s",
    async (query) => {
      expect((await ask("GET", `/me/events?${query}`)).status).toBe(400);
    },
  );

  it.each([
    ["GET", "/me/contacts", 400],
    ["GET", "/users/bob@contoso.example.com/events", 403],
    ["GET", "/me/calendars/none/events", 404],
    ["PUT", "/me/events/none", 404],
    ["DELETE", "/me/events", 405],
    ["POST", "/me/calendarView", 405],
  ])("refuses %s %s", async (method, path, status) => {
    expect((await ask(method, path)).status).toBe(status);
  });

  it("refuses a body that does not say it is JSON", async () => {
    const refused = await ask("POST", "/me/events", { body: MEETING, headers: { "Content-Type": "text/plain" } });
    expect(refused.status).toBe(415);
  });

  it("asks for a token", async () => {
    const none = await ask("GET", "/me", { token: "another" });
    expect([none.status, none.body.error.code]).toEqual([401, "InvalidAuthenticationToken"]);
  });
});
