// "Not there" is not "gone": what a cut, foreign, late or lying answer leaves out stays (knowledge R13, R24, R31, R33, R95).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { multistatus, type Reply, statusRow } from "../servers/fake-dav.ts";
import { VENDORS } from "../servers/quirk-traits.ts";
import {
  CAL_ROW,
  collection,
  cursorOf,
  type FakeAccount,
  failureOf,
  fakeAccount,
  full,
  keysIn,
  pull,
  tagged,
} from "./fake-account.ts";
import { fill, never, quirkAccount, versionOf } from "./quirk-account.ts";

let account: FakeAccount;
beforeEach(async () => {
  account = await fakeAccount();
});
afterEach(() => account.stop());

const object = (text: string, etag = '"1"'): Reply => ({ status: 200, headers: { etag }, body: text });
const removedIn = (pages: Awaited<ReturnType<typeof pull>>) => pages.flatMap((page) => page.removed);
const version = { href: "/home/cal/a.ics", etag: '"1"', baseText: eventText("a", "Base") };

describe("a multiget that says 404 of what a GET brings", () => {
  it("removes nothing: each one is asked for by itself (R33)", async () => {
    account.server.answer(
      collection({
        rows: [tagged("/home/cal/a.ics", '"2"'), tagged("/home/cal/b.ics", '"2"')],
        multiget: () =>
          multistatus([statusRow("/home/cal/a.ics", "404 Not Found"), full("/home/cal/b.ics", "b", '"2"')]),
        item: () => object(eventText("a", "There"), '"2"'),
      }),
    );
    const pages = await pull(account, undefined, [["a.ics", '"1"']]);
    expect(removedIn(pages)).toEqual([]);
    expect(keysIn(pages).toSorted()).toEqual(["a.ics", "b.ics"]);
  });
});

describe("a calendar that the server has lost sight of", () => {
  it("is what is missing, not the events in it: no edit is told that its event is gone (R13)", async () => {
    account.server.answer(() => ({ status: 404 }));
    const { connection, url } = account;
    const lost = { reason: "missing", params: { what: "calendar" } };
    expect(await failureOf(connection.update(url, version, eventText("a", "Ours"), never))).toMatchObject(lost);
    expect(await failureOf(connection.remove(url, version, never))).toMatchObject(lost);
    expect(await failureOf(connection.remove(url, { ...version, etag: undefined }, never))).toMatchObject(lost);
    expect(await failureOf(connection.move(url, version, `${url}other/`, "a.ics", never))).toMatchObject(lost);
  });

  it("takes nothing away when it goes between the listing and the multiget", async () => {
    account.server.answer((asked) => {
      if (asked.headers.depth === "1" && asked.method === "PROPFIND")
        return multistatus([CAL_ROW, tagged("/home/cal/a.ics", '"2"')]);
      const isListed = account.server.asked.some((one) => one.method === "PROPFIND" && one.headers.depth === "1");
      return asked.method === "PROPFIND" && !isListed ? multistatus([CAL_ROW]) : { status: 404 };
    });
    expect(await failureOf(pull(account, undefined, [["a.ics", '"1"']]))).toMatchObject({
      reason: "missing",
      params: { what: "calendar" },
    });
  });
});

describe("a report about something else", () => {
  const since = (...hrefs: string[]) =>
    collection({
      sync: () => multistatus([...hrefs.map((href) => statusRow(href, "404 Not Found"))], "t2"),
      multiget: () => multistatus([]),
      item: () => object(eventText("a", "Still here")),
    });

  it("removes nothing of ours that only has the same name (R25)", async () => {
    account.server.answer(since("/home/cal/folder/a.ics", "/home/other/a.ics"));
    expect(removedIn(await pull(account, cursorOf("t1"), [["a.ics", '"1"']]))).toEqual([]);
  });

  it("is believed about what lies in the calendar, however it spells the way there", async () => {
    account.server.answer(since("http://elsewhere.test/home/c%61l/a.ics"));
    expect(removedIn(await pull(account, cursorOf("t1"), [["a.ics", '"1"']]))).toEqual(["a.ics"]);
  });
});

describe("a listing of nothing", () => {
  it("takes no event away that can still be had, few as they are (R95)", async () => {
    const { server, copy } = await quirkAccount({ noSyncToken: true });
    fill(server, 3);
    await copy.pull();
    server.quirk({ emptyAnswers: true });
    copy.cursor = undefined;
    const pages = await copy.pull();
    expect(removedIn(pages)).toEqual([]);
    expect(pages.at(-1)?.complete).toBe(false);
    server.quirk({ emptyAnswers: false });
    server.remove("0.ics");
    expect(removedIn(await copy.pull())).toEqual(["0.ics"]);
  });

  it("is held against the events also where only a range is followed (R30)", async () => {
    const only = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };
    const { server, copy } = await quirkAccount({});
    fill(server, 12);
    await copy.pull(undefined, { only });
    server.quirk({ emptyAnswers: true });
    server.collection().indexed = 0;
    copy.cursor = undefined;
    expect(await failureOf(copy.pull(undefined, { only }))).toMatchObject({ reason: "bad-answer" });
    expect(copy.items.size).toBe(12);
  });
});

describe("what is read after a write", () => {
  const script = (put: Reply, get: Reply) =>
    account.server.answer((asked) => {
      if (asked.method === "PROPFIND") return multistatus([CAL_ROW]);
      return asked.method === "GET" ? get : put;
    });
  const update = () => account.connection.update(account.url, version, eventText("a", "Ours"), never);

  it("is not taken in when it is still the version that was replaced (R31)", async () => {
    script({ status: 204, headers: { etag: '"2"' } }, object(version.baseText));
    expect(await update()).toMatchObject({ kind: "stored", item: { etag: '"2"', text: eventText("a", "Ours") } });
  });

  it.each(["", "Please wait", eventText("a", "Cut").slice(0, 80)])(
    "is no other version when it is no whole object (%#)",
    async (body) => {
      script({ status: 412 }, object(body, '"3"'));
      expect(await failureOf(update())).toMatchObject({ reason: "bad-answer" });
      script({ status: 204 }, object(body, '"3"'));
      expect(await update()).toMatchObject({ kind: "stored", item: { text: eventText("a", "Ours") } });
    },
  );
});

describe("Cyrus", () => {
  it("names a taken UID in words of its own: in this calendar it is the other version (R52)", async () => {
    const { server, connection, url } = await quirkAccount(VENDORS.cyrus);
    server.put("there.ics", eventText("same", "There"));
    const outcome = await connection.create(url, "here.ics", eventText("same", "Here"), never);
    expect(outcome).toMatchObject({ kind: "conflict", theirs: { key: "there.ics" } });
  });

  it("keeps the event of another calendar out of this one, and says where the UID is (R52)", async () => {
    const { server, connection, url, copy } = await quirkAccount(VENDORS.cyrus);
    server.makeCalendar("other");
    server.put("there.ics", eventText("same", "There"), { id: "other" });
    const refused = await failureOf(connection.create(url, "here.ics", eventText("same", "Here"), never));
    expect(refused).toMatchObject({ reason: "refused-data", params: { detail: expect.stringMatching(/other.there/) } });
    server.put("mine.ics", eventText("mine", "Mine"));
    await copy.pull();
    const mine = versionOf(copy.items.get("mine.ics"));
    expect((await connection.update(url, mine, eventText("mine", "Changed"), never)).kind).toBe("stored");
  });
});
