// Servers that schedule (RFC 6638): schedule tags, mails of their own, what is told to whom (knowledge §2.9).
import { describe, expect, it } from "vitest";
import type { WriteOptions } from "../../src-main/providers/provider.ts";
import { eventText } from "../servers/dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { count, never, type QuirkAccount, quirkAccount, versionOf } from "./quirk-account.ts";

const invitation = (answer: string, title = "Meeting") =>
  eventText("m", title).replace(
    "SUMMARY",
    `ORGANIZER:mailto:boss@quirk.test\r\nATTENDEE;PARTSTAT=${answer}:mailto:alice@quirk.test\r\nATTENDEE:mailto:bob@quirk.test\r\nSUMMARY`,
  );

/** An invitation that came in and was read. */
async function invited(account: QuirkAccount) {
  account.server.put("m.ics", invitation("NEEDS-ACTION"));
  await account.copy.pull();
  const version = versionOf(account.copy.items.get("m.ics"));
  const accept = (options?: WriteOptions) =>
    account.connection.update(account.url, version, invitation("ACCEPTED"), never, options);
  return { version, accept };
}

describe("a schedule tag", () => {
  it("is known from the multiget, from a GET and after a write", async () => {
    const account = await quirkAccount(VENDORS.cyrus);
    const { version, accept } = await invited(account);
    expect(version.scheduleTag).toMatch(/^"s\d+"$/);
    expect((await account.connection.fetch(account.url, version.href, never))?.scheduleTag).toBe(version.scheduleTag);
    const stored = await accept({ attendeeEdit: true });
    expect(stored).toMatchObject({ kind: "stored", item: { scheduleTag: expect.stringMatching(/^"s\d+"$/) } });
  });

  it("lets an answer through although another attendee answered meanwhile; the entity tag would not (R92)", async () => {
    const account = await quirkAccount(VENDORS.cyrus);
    const { accept } = await invited(account);
    const bobs = invitation("NEEDS-ACTION").replace("ATTENDEE:mailto:bob", "ATTENDEE;PARTSTAT=DECLINED:mailto:bob");
    account.server.put("m.ics", bobs, { keepTag: true });
    expect((await accept()).kind).toBe("conflict");
    expect((await accept({ attendeeEdit: true })).kind).toBe("stored");
    const put = account.server.asked.filter((one) => one.method === "PUT").at(-1);
    expect(put?.headers["if-schedule-tag-match"]).toMatch(/^"s\d+"$/);
    expect(put?.headers["if-match"]).toBeUndefined();
  });

  it("stops an answer to what the organizer has changed (R92)", async () => {
    const account = await quirkAccount(VENDORS.cyrus);
    const { accept } = await invited(account);
    account.server.put("m.ics", invitation("NEEDS-ACTION", "Moved by the boss"));
    const outcome = await accept({ attendeeEdit: true });
    expect(outcome.kind).toBe("conflict");
    expect(account.server.objects().get("m.ics")).toContain("Moved by the boss");
  });

  it("is done without where the server has none: the entity tag guards (R92)", async () => {
    const account = await quirkAccount(VENDORS.nextcloud);
    const { accept } = await invited(account);
    account.server.put("m.ics", invitation("NEEDS-ACTION", "Changed"));
    expect((await accept({ attendeeEdit: true })).kind).toBe("conflict");
    expect(account.server.asked.filter((one) => one.method === "PUT")[0]?.headers["if-match"]).toMatch(/^"e\d+"$/);
  });
});

describe("a server that mails by itself", () => {
  it("is known by its DAV header, asked once for the account (R87)", async () => {
    const { server, connection, connect } = await quirkAccount(VENDORS.cyrus);
    expect((await connection.calendars(never))[0]?.schedules).toBe(true);
    const again = await connect({ endpoints: connection.endpoints });
    expect((await again.calendars(never))[0]?.schedules).toBe(true);
    expect(count(server, /OPTIONS/)).toBe(0);
    const plain = await quirkAccount({});
    expect((await plain.connection.calendars(never))[0]?.schedules).toBeUndefined();
  });

  it("mails once for a write that was heard of only at the second try (R87)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.cyrus);
    server.quirk({ failAfterSaving: 1 });
    expect((await connection.create(url, "m.ics", invitation("ACCEPTED"), never)).kind).toBe("stored");
    expect((await connection.create(url, "m.ics", invitation("ACCEPTED"), never)).kind).toBe("stored");
    expect(server.mails()).toBe(1);
  });

  it("tells nobody of a silent removal, and the others of a plain one (R93)", async () => {
    const account = await quirkAccount(VENDORS.cyrus);
    const { version } = await invited(account);
    expect(await account.connection.remove(account.url, version, never, { silent: true })).toEqual({ kind: "removed" });
    expect(account.server.mails()).toBe(0);
    const second = await invited(account);
    await account.connection.remove(account.url, second.version, never);
    expect(account.server.mails()).toBe(1);
  });

  it("tells nobody of a move (R54)", async () => {
    const account = await quirkAccount(VENDORS.cyrus);
    const to = account.server.makeCalendar("other");
    const { version } = await invited(account);
    const moved = await account.connection.move(account.url, version, to, "m.ics", never);
    expect(moved).toMatchObject({ kind: "moved", item: { key: "m.ics" } });
    expect(account.server.mails()).toBe(0);
    expect(account.server.objects("other").get("m.ics")).toContain("UID:m");
  });

  it("knows the user by every mail address, and by those alone (R10)", async () => {
    const { connection } = await quirkAccount(VENDORS.cyrus);
    expect(connection.addresses).toEqual(["alice@quirk.test", "second@quirk.test"]);
  });
});
