// Guards of a write on servers that give weak tags, hide refusals or say one thing for another (knowledge §2.5).
import { describe, expect, it } from "vitest";
import { itemsIn } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, versionOf } from "./quirk-account.ts";

describe("weak entity tags", () => {
  it("never guard a write: what is there is compared with the base first (R48)", async () => {
    const { server, connection, url, copy } = await quirkAccount({ weakEtags: true, weakEtagOnPut: true });
    fill(server, 2);
    await copy.pull();
    const known = versionOf(copy.items.get("0.ics"));
    server.put("0.ics", eventText("u0", "Theirs"));
    expect((await connection.update(url, known, eventText("u0", "Ours"), never)).kind).toBe("conflict");
    expect(count(server, /PUT/)).toBe(0);
    const other = versionOf(copy.items.get("1.ics"));
    expect((await connection.update(url, other, eventText("u1", "Ours"), never)).kind).toBe("stored");
    expect(server.asked.some((one) => /W\//.test(String(one.headers["if-match"])))).toBe(false);
  });

  it("cost a look each time, but bring nothing that did not change (R35)", async () => {
    const { server, copy } = await quirkAccount({ weakEtags: true });
    fill(server, 3);
    await copy.pull();
    copy.cursor = undefined;
    server.put("1.ics", eventText("u1", "Changed"));
    expect(itemsIn(await copy.pull()).map((item) => item.key)).toEqual(["1.ics"]);
  });
});

describe("a refusal", () => {
  it("hidden in a 207 is one (Xandikos, R51)", async () => {
    const { server, connection, url } = await quirkAccount({ ...VENDORS.xandikos, uniqueUid: "calendar" });
    server.put("there.ics", eventText("same", "There"));
    server.quirk({ uidRefusal: "409-href" });
    const outcome = await connection.create(url, "here.ics", eventText("same", "Here"), never);
    expect(outcome).toMatchObject({ kind: "conflict", theirs: { key: "there.ics" } });
    expect(server.objects().size).toBe(1);
  });

  it("told as 404 while all can be read means read-only (Deck, R55)", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    fill(server, 1);
    await copy.pull();
    server.collection().hidesWrites = true;
    const version = versionOf(copy.items.get("0.ics"));
    const reasons = [
      await failureOf(connection.create(url, "a.ics", eventText("a", "A"), never)),
      await failureOf(connection.update(url, version, eventText("u0", "B"), never)),
      await failureOf(connection.remove(url, version, never)),
    ];
    expect(reasons.map((failure) => failure.reason)).toEqual(["read-only", "read-only", "read-only"]);
  });

  it("told as a bare 412 for a UID that is taken finds who has it (DAViCal, R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.davical);
    server.put("there.ics", eventText("same", "There"));
    const outcome = await connection.create(url, "here.ics", eventText("same", "Here"), never);
    expect(outcome).toMatchObject({ kind: "conflict", theirs: { key: "there.ics" } });
  });

  it("for want of room or rights says so, and an event that cannot be had is not one that is gone (R55)", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    fill(server, 2);
    await copy.pull();
    const version = versionOf(copy.items.get("0.ics"));
    server.quirk({ refuse: { methods: /PUT/, status: 507 } });
    const full = connection.update(url, version, eventText("u0", "B"), never);
    expect((await failureOf(full)).reason).toBe("quota");
    server.quirk({ refuse: undefined, secret: /^0/ });
    server.put("0.ics", eventText("u0", "Now secret"));
    const pages = await copy.pull();
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(pages.flatMap((page) => page.parked)).toMatchObject([{ key: "0.ics", failure: { reason: "forbidden" } }]);
  });
});

describe("what was written", () => {
  it.each([{ noEtagOnPut: true }, { rewrites: true }, { weakEtagOnPut: true }])(
    "is read back as the server has it, and does not come again as news (R50, %o)",
    async (quirks) => {
      const { server, connection, url, copy } = await quirkAccount(quirks);
      const made = await connection.create(url, "a.ics", eventText("a", "A"), never);
      if (made.kind !== "stored") throw new Error(made.kind);
      expect(made.item).toMatchObject({ etag: '"e1"', text: server.objects().get("a.ics") });
      copy.items.set("a.ics", made.item);
      expect(itemsIn(await copy.pull())).toEqual([]);
    },
  );
});
