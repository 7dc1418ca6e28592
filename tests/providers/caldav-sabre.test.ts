// sabre/dav and what is built on it: Nextcloud, Baikal (knowledge §2.11).
import { describe, expect, it } from "vitest";
import { itemsIn } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, quirkLogin, versionOf } from "./quirk-account.ts";

const invitation = (uid: string, title = uid) =>
  eventText(uid, title).replace(
    "SUMMARY",
    "ORGANIZER:mailto:alice@quirk.test\r\nATTENDEE:mailto:bob@quirk.test\r\nSUMMARY",
  );

describe("sabre/dav", () => {
  it("takes a token of the future for good and hides every change behind it, until all is compared (R23, T15)", async () => {
    const { server, copy } = await quirkAccount(VENDORS.sabre);
    fill(server, 2);
    await copy.pull();
    const future = JSON.stringify({ ...JSON.parse(copy.cursor ?? ""), token: "http://quirk.test/sync/99999" });
    server.put("hidden.ics", eventText("hidden", "Hidden"));
    expect(itemsIn(await copy.pull(future))).toEqual([]);
    expect(copy.cursor).toBe(future);
    copy.cursor = undefined;
    await copy.pull();
    expect(copy.keys).toContain("hidden.ics");
    expect(copy.cursor).not.toBe(future);
  });

  it("spells hrefs its own way: the item stays one and is written under the server's spelling (R40, T7)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.sabre);
    const made = await connection.create(url, "a d@e+F.ics", eventText("odd", "First"), never);
    expect(made.kind).toBe("stored");
    await copy.pull();
    expect(copy.keys).toEqual(["a d@e+F.ics"]);
    const item = copy.items.get("a d@e+F.ics");
    expect(item?.href).toBe("/calendars/alice/personal/a%20d@e%2bF.ics");
    server.put("a d@e+F.ics", eventText("odd", "Second"));
    await copy.pull();
    expect(copy.keys).toEqual(["a d@e+F.ics"]);
    await connection.remove(url, versionOf(copy.items.get("a d@e+F.ics")), never);
    expect(server.asked.at(-1)).toMatchObject({ method: "DELETE", path: item?.href });
    expect(server.objects().size).toBe(0);
  });

  it("leaves out of a multiget what it has not: that is asked for by itself before it counts as gone (R33, T1)", async () => {
    const { server, copy } = await quirkAccount({ ...VENDORS.sabre, ghosts: ["gone.ics"] });
    fill(server, 3);
    await copy.pull();
    copy.items.set("gone.ics", { key: "gone.ics", href: "/x", text: "" });
    copy.cursor = undefined;
    const pages = await copy.pull();
    expect(pages.flatMap((page) => page.removed)).toEqual(["gone.ics"]);
    expect(copy.keys).toEqual(["0.ics", "1.ics", "2.ics"]);
    expect(server.asked.some((one) => one.method === "GET" && one.path.endsWith("gone.ics"))).toBe(true);
  });

  it("answers a retried create with 412: our own object is recognised (R47)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.sabre);
    const create = (text: string) => connection.create(url, "x.ics", text, never);
    expect((await create(eventText("x", "Mine"))).kind).toBe("stored");
    expect((await create(eventText("x", "Mine"))).kind).toBe("stored");
    expect((await create(eventText("x", "Other"))).kind).toBe("conflict");
    expect(server.objects().get("x.ics")).toContain("Mine");
  });

  it("answers 412 for what is gone as well as for what was changed (R49)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.sabre);
    fill(server, 2);
    await copy.pull();
    server.remove("0.ics");
    server.put("1.ics", eventText("u1", "Theirs"));
    const update = (key: string) =>
      connection.update(url, versionOf(copy.items.get(key)), eventText("u", "Ours"), never);
    expect(await update("0.ics")).toEqual({ kind: "gone" });
    expect((await update("1.ics")).kind).toBe("conflict");
    expect(server.objects().get("1.ics")).toContain("Theirs");
  });

  it("rewrites an invitation and gives no tag: what it stored is read back at once (R50)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.sabre);
    const made = await connection.create(url, "i.ics", invitation("i"), never);
    if (made.kind !== "stored") throw new Error(made.kind);
    expect(made.item.text).toContain("SCHEDULE-STATUS");
    expect(made.item.etag).toMatch(/^"e\d+"$/);
    copy.items.set("i.ics", made.item);
    expect(itemsIn(await copy.pull())).toEqual([]);
    const changed = made.item.text.replace("SUMMARY:i", "SUMMARY:changed");
    expect((await connection.update(url, versionOf(made.item), changed, never)).kind).toBe("stored");
    expect(server.objects().get("i.ics")).toContain("changed");
  });

  it("refuses bad data with 415: that one item is named, and nothing else suffers (R44, R55)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.sabre);
    const bad = eventText("bad", "Bad").replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST");
    expect((await failureOf(connection.create(url, "bad.ics", bad, never))).reason).toBe("refused-data");
    expect((await connection.create(url, "good.ics", eventText("good", "Good"), never)).kind).toBe("stored");
    expect([...server.objects().keys()]).toEqual(["good.ics"]);
  });
});

describe("Nextcloud", () => {
  it("keeps the UIDs of deleted events: the event comes back under another one, once (R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.nextcloud);
    server.put("old.ics", eventText("same", "Deleted"));
    server.remove("old.ics");
    const create = () => connection.create(url, "again.ics", eventText("same", "Restored"), never);
    const first = await create();
    if (first.kind !== "stored") throw new Error(first.kind);
    expect(first.item.text).toMatch(/^UID:copy-[0-9a-f]{32}\r$/m);
    expect(first.item.text).toContain("SUMMARY:Restored");
    expect(await create()).toMatchObject({ kind: "stored", item: { etag: first.item.etag } });
    expect(server.objects().size).toBe(1);
  });

  it("keeps the UID of an invitation too: that is set aside with the server's own words (R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.nextcloud);
    server.put("old.ics", invitation("same"));
    server.remove("old.ics");
    const failure = await failureOf(connection.create(url, "again.ics", invitation("same"), never));
    expect(failure).toMatchObject({ reason: "refused-data" });
    expect(failure.params.detail).toContain("Deleted calendar object with uid already exists");
    expect(server.objects().size).toBe(0);
  });

  it("tells `personal` from `personal_shared_by_bob` (R42)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.nextcloud);
    server.makeCalendar("personal_shared_by_bob");
    server.put("b.ics", eventText("b", "Bob's"), { id: "personal_shared_by_bob" });
    fill(server, 1);
    await copy.pull();
    expect(copy.keys).toEqual(["0.ics"]);
    expect((await connection.calendars(never)).map((one) => one.url)).toEqual([
      url,
      url.replace("personal", "personal_shared_by_bob"),
    ]);
  });

  it("gives the events of its apps no tag: they are shown, compared by content, and never overwritten blindly (R35)", async () => {
    const { server, connection, url, copy } = await quirkAccount({ noEtags: /^app/ });
    server.put("app.ics", eventText("app", "App"));
    fill(server, 1);
    await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "app.ics"]);
    copy.cursor = undefined;
    expect(itemsIn(await copy.pull())).toEqual([]);
    const known = versionOf(copy.items.get("app.ics"));
    server.put("app.ics", eventText("app", "Changed there"));
    expect((await connection.update(url, known, eventText("app", "Changed here"), never)).kind).toBe("conflict");
    expect(server.objects().get("app.ics")).toContain("Changed there");
    expect(server.asked.some((one) => String(one.headers["if-match"]).includes("content:"))).toBe(false);
  });
});

describe("Baikal", () => {
  it.each(["digest-md5", "digest-sha256"] as const)(
    "is signed in at with %s, and never sees the password",
    async (auth) => {
      const { server, connection, copy, connect } = await quirkAccount({ ...VENDORS.baikal, auth });
      fill(server, 60);
      await copy.pull();
      expect(copy.items.size).toBe(60);
      server.gate.renewNonce();
      server.put("60.ics", eventText("u60", "After the nonce ran out"));
      await copy.pull();
      expect(copy.items.size).toBe(61);
      await connect({ endpoints: connection.endpoints });
      expect((await failureOf(connect({ password: "wrong" }))).reason).toBe("wrong-password");
      expect(server.gate.basicSeen).toBe(0);
    },
  );

  it("gets Digest rather than Basic over plain http when it takes both", async () => {
    const { server } = await quirkAccount({ auth: "digest-and-basic" });
    expect(server.gate.basicSeen).toBe(0);
  });

  it("gets Basic over https when it takes both", async () => {
    const { server } = await quirkAccount({ auth: "digest-and-basic" }, { host: "baikal.test" });
    expect(server.gate.basicSeen).toBeGreaterThan(0);
  });

  it("counts a wrong password once, not once for every way in (R99)", async () => {
    const { server, connect } = await quirkLogin(VENDORS.baikal);
    expect((await failureOf(connect({ password: "wrong" }))).reason).toBe("wrong-password");
    expect(server.asked.filter((one) => one.headers.authorization !== undefined)).toHaveLength(1);
    expect(count(server, /PROPFIND/)).toBe(2);
  });
});
