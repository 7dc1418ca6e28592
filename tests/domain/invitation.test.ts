import { describe, expect, test } from "vitest";
import { readInvitation } from "../../src-main/domain/invitation.ts";
import { planInvitation } from "../../src-main/domain/invitation-plan.ts";
import { calendar } from "./fixtures.ts";
import { appleReply, BOSS, google, instance, ME, outlook, SERIES } from "./invitation-mails.ts";

const series = (sequence = 0, dtstamp = "20261101T080000Z") => google("REQUEST", sequence, dtstamp, SERIES);
const plan = (text: string, stored?: string, addresses: readonly string[] = ME) =>
  planInvitation(readInvitation(text), stored, addresses);

describe("reading a message", () => {
  test("Outlook: who, when, which version", () => {
    expect(readInvitation(outlook({ sequence: 3 }))).toMatchObject({
      method: "request",
      uid: "040000008200E00074C5B7101A82E008",
      sequence: 3,
      dtstampMs: Date.UTC(2026, 10, 1, 8),
      recurrenceIds: [],
      organizer: { address: "anna@example.com", name: "Anna" },
      attendees: [
        { address: "Me@Example.org", name: "Me, Myself" },
        { address: "bob@example.com", answer: "accepted" },
      ],
      fields: { title: "Review", start: "2026-11-24T09:00", zone: "Europe/Berlin" },
    });
  });
  test("Google: a message about instances names each of them, one about the series none", () => {
    const two = google(
      "REQUEST",
      1,
      "20261105T080000Z",
      instance("20261109", "100000"),
      instance("20261116", "110000"),
    );
    expect(readInvitation(two).recurrenceIds).toEqual(["20261109T090000Z", "20261116T090000Z"]);
    expect(
      readInvitation(google("REQUEST", 0, "20261101T080000Z", SERIES, instance("20261109", "100000"))).recurrenceIds,
    ).toEqual([]);
    const future = google("CANCEL", 1, "20261105T080000Z", ["RECURRENCE-ID;RANGE=THISANDFUTURE:20261116T090000Z"]);
    expect(readInvitation(future)).toMatchObject({ method: "cancel", andFuture: true });
  });
  test("Apple: an answer without any time", () => {
    const reply = readInvitation(appleReply("me@example.org", "DECLINED", { more: ["COMMENT:Sorry\\, away"] }));
    expect(reply).toMatchObject({ method: "reply", attendees: [{ answer: "declined" }], comment: "Sorry, away" });
    expect(reply.fields).toBeUndefined();
  });
  test.each([
    ["METHOD:request", undefined, "request"],
    ["METHOD:Nonsense", undefined, "publish"],
    ["METHOD:REQUEST", "CANCEL", "cancel"],
    ["METHOD:COUNTER", "x", "counter"],
  ])("%s with Content-Type method %s is a %s", (line, method, read) => {
    expect(readInvitation(outlook().replace("METHOD:REQUEST", line), method).method).toBe(read);
  });
  test("without METHOD it publishes, without an event or a UID it is malformed", () => {
    expect(readInvitation(calendar("DTSTART:20261124T090000Z")).method).toBe("publish");
    for (const text of [
      "<html>",
      "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
      calendar("DTSTART:20261124T090000Z").replace("UID:u1\r\n", ""),
    ])
      expect(() => readInvitation(text)).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});

describe("what a request leads to", () => {
  test("it is new, or not for me, or my own come back", () => {
    expect(plan(outlook())).toEqual({ kind: "new" });
    expect(plan(outlook(), undefined, ["someone@else.org"])).toEqual({ kind: "not-for-me" });
    expect(plan(outlook(), outlook(), BOSS)).toEqual({ kind: "not-for-me" });
    expect(plan(outlook(), undefined, [])).toEqual({ kind: "new" });
  });
  test.each([
    ["a higher SEQUENCE", { sequence: 2 }, "update"],
    ["a higher SEQUENCE written earlier", { sequence: 2, dtstamp: "20251101T080000Z" }, "update"],
    ["the same written later", { sequence: 1, dtstamp: "20261102T080000Z" }, "update"],
    ["the same message again", { sequence: 1 }, "outdated"],
    ["the same written earlier", { sequence: 1, dtstamp: "20261031T080000Z" }, "outdated"],
    ["a lower SEQUENCE written later", { sequence: 0, dtstamp: "20261205T080000Z" }, "outdated"],
  ])("%s", (_, changes, kind) => {
    expect(plan(outlook(changes), outlook({ sequence: 1 })).kind).toBe(kind);
  });
  test("an instance is compared with its own exception, else with the series", () => {
    const stored = google("REQUEST", 1, "20261104T080000Z", SERIES, instance("20261109", "100000"));
    const about = (day: string, sequence: number, dtstamp: string) =>
      plan(google("REQUEST", sequence, dtstamp, instance(day, "110000")), stored);
    expect(about("20261109", 1, "20261105T080000Z")).toEqual({
      kind: "update",
      instances: ["20261109T090000Z"],
      otherOrganizer: false,
    });
    expect(about("20261109", 1, "20261104T080000Z").kind).toBe("outdated");
    expect(about("20261116", 1, "20261104T080000Z").kind).toBe("update");
    expect(about("20261116", 0, "20261109T080000Z").kind).toBe("outdated");
  });
  test("instances are named as the stored series names them, in whatever zone the message spells them", () => {
    const paris = ["RECURRENCE-ID;TZID=Europe/Paris:20261109T100000", "DTSTART;TZID=Europe/Paris:20261109T120000"];
    expect(plan(google("REQUEST", 1, "20261105T080000Z", paris), series())).toMatchObject({
      instances: ["20261109T090000Z"],
    });
  });
  test("a message of another organiser than the stored one's is marked", () => {
    const forged = outlook({ sequence: 5 }).replace(
      "ORGANIZER;CN=Anna:mailto:anna@example.com",
      "ORGANIZER:mailto:eve@example.net",
    );
    expect(plan(forged, outlook())).toMatchObject({ kind: "update", otherOrganizer: true });
  });
  test("what is published is for everybody", () => {
    expect(plan(outlook({ method: "PUBLISH" }), undefined, ["someone@else.org"])).toEqual({ kind: "new" });
  });
});

describe("what a cancellation leads to", () => {
  const cancel = (sequence: number, ...vevents: string[][]) =>
    google("CANCEL", sequence, "20261105T080000Z", ...vevents);
  test("the whole, some instances, or nothing when something newer is stored or nothing is", () => {
    expect(plan(cancel(1, SERIES), series())).toEqual({ kind: "cancel", instances: [], otherOrganizer: false });
    const two = cancel(1, ["RECURRENCE-ID:20261109T090000Z"], ["RECURRENCE-ID:20261116T090000Z"]);
    expect(plan(two, series())).toMatchObject({ kind: "cancel", instances: ["20261109T090000Z", "20261116T090000Z"] });
    expect(plan(cancel(1, SERIES), series(2)).kind).toBe("outdated");
    expect(plan(cancel(1, SERIES)).kind).toBe("not-for-me");
  });
  test("one that names only others is not for me, one that names nobody is", () => {
    const others = cancel(1, SERIES).replaceAll("mailto:me@example.org", "mailto:bob@example.com");
    expect(plan(others, series()).kind).toBe("not-for-me");
    expect(plan(cancel(1, SERIES).replace(/ATTENDEE.*\r\n/g, ""), series()).kind).toBe("cancel");
  });
});

describe("what an answer leads to", () => {
  test("it is noted for the organiser alone", () => {
    const reply = appleReply("me@example.org", "ACCEPTED");
    expect(plan(reply, series(), BOSS)).toEqual({
      kind: "reply-noted",
      attendee: { address: "me@example.org", name: "Guest", answer: "accepted" },
      instances: [],
      partyCrasher: false,
    });
    expect(plan(reply, series(), ME)).toEqual({ kind: "not-for-me" });
    expect(plan(reply, undefined, BOSS)).toEqual({ kind: "not-for-me" });
  });
  test("who was not invited is flagged, whom an invited person sent is not", () => {
    expect(plan(appleReply("eve@example.net", "ACCEPTED"), series(), BOSS)).toMatchObject({ partyCrasher: true });
    const sent = appleReply("eve@example.net", "ACCEPTED", { params: ';DELEGATED-FROM="mailto:me@example.org"' });
    expect(plan(sent, series(), BOSS)).toMatchObject({ partyCrasher: false });
  });
  test("an answer to an older version is outdated, one for an instance names it", () => {
    expect(plan(appleReply("me@example.org", "ACCEPTED", { sequence: 0 }), series(1), BOSS).kind).toBe("outdated");
    const one = appleReply("me@example.org", "DECLINED", { more: ["RECURRENCE-ID:20261109T090000Z"] });
    expect(plan(one, series(), BOSS)).toMatchObject({ kind: "reply-noted", instances: ["20261109T090000Z"] });
  });
  test("proposals, their refusal, and the wish to have it sent again", () => {
    const asked = (method: string) =>
      appleReply("me@example.org", "TENTATIVE").replace("METHOD:REPLY", `METHOD:${method}`);
    expect(plan(asked("COUNTER"), series(), BOSS)).toMatchObject({
      kind: "proposal",
      attendee: { address: "me@example.org" },
    });
    expect(plan(asked("REFRESH"), series(), BOSS)).toMatchObject({
      kind: "resend",
      attendee: { address: "me@example.org" },
    });
    expect(plan(asked("DECLINECOUNTER"), series(), ME)).toEqual({ kind: "proposal-declined", instances: [] });
    expect(plan(asked("COUNTER"), series(), ME)).toEqual({ kind: "not-for-me" });
  });
});
