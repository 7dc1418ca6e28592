// Writing against servers with habits: every unclear answer is settled by reading what is there (knowledge §2.5).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Net } from "../../src-main/ports.ts";
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import { eventText } from "../servers/dav.ts";
import { type Asked, davError, multistatus, type Reply, row, statusRow } from "../servers/fake-dav.ts";
import { CAL_ROW, type FakeAccount, failureOf, fakeAccount, full, loginTo, never } from "./fake-account.ts";
import { NOW_MS, testWorld } from "./world.ts";

let account: FakeAccount;
beforeEach(async () => {
  account = await fakeAccount();
});
afterEach(() => account.stop());

const OURS = eventText("u1", "Ours");
const THEIRS = eventText("u1", "Theirs");
const item = (text: string, etag = '"2"'): Reply => ({
  status: 200,
  headers: { etag, "content-type": "text/calendar" },
  body: text,
});
const script = (answers: { put?: Reply; get?: (asked: Asked) => Reply; remove?: Reply; report?: Reply }) =>
  account.server.answer((asked) => {
    if (asked.method === "PUT") return answers.put;
    if (asked.method === "DELETE") return answers.remove;
    if (asked.method === "GET") return answers.get?.(asked);
    return answers.report ?? (asked.method === "PROPFIND" ? multistatus([CAL_ROW]) : undefined);
  });
const create = (text = OURS) => account.connection.create(account.url, "u1.ics", text, never);
const version = { href: "/home/cal/u1.ics", etag: '"1"', baseText: eventText("u1", "Base") };
const update = (change: Partial<typeof version> = {}) =>
  account.connection.update(account.url, { ...version, ...change }, OURS, never);
const remove = (change: Partial<typeof version> = {}) =>
  account.connection.remove(account.url, { ...version, ...change }, never);
const HOMES = "<C:calendar-home-set><D:href>/h/</D:href></C:calendar-home-set>";
// What a calendar accepts is asked once, before the first write.
const asked = () => account.server.asked.filter((one) => one.method !== "PROPFIND");

describe("creating", () => {
  it("is guarded by If-None-Match, has a length, and reads back what the server made of it (R46, R50)", async () => {
    script({ put: { status: 201, headers: { etag: '"1"' } }, get: () => item(`${OURS}X:rewritten`) });
    expect(await create()).toMatchObject({ kind: "stored", item: { etag: '"2"', text: `${OURS}X:rewritten` } });
    expect(asked()[0]).toMatchObject({ method: "PUT", path: "/home/cal/u1.ics", body: OURS });
    expect(asked()[0]?.headers).toMatchObject({ "if-none-match": "*", "content-length": String(OURS.length) });
    expect(asked()[0]?.headers["transfer-encoding"]).toBeUndefined();
  });

  it("counts as stored even when it cannot be read back yet (R31)", async () => {
    script({ put: { status: 201, headers: { etag: '"1"' } }, get: () => ({ status: 404 }) });
    expect(await create()).toMatchObject({ kind: "stored", item: { etag: '"1"', text: OURS } });
  });

  it("takes 412 for its own lost answer only when the object means the same (R47)", async () => {
    script({ put: { status: 412 }, get: () => item(OURS.replace("20260101T000000Z", "20260102T000000Z")) });
    expect(await create()).toMatchObject({ kind: "stored", item: { etag: '"2"' } });
    script({ put: { status: 412 }, get: () => item(THEIRS) });
    expect(await create()).toMatchObject({ kind: "conflict", theirs: { text: THEIRS } });
  });

  it("finds who has its UID: by the href inside, also spelled as Xandikos does, or by asking (R52)", async () => {
    const twin = (a: Asked) => (a.path === "/home/cal/twin.ics" ? item(THEIRS) : { status: 404 });
    const taken = (href: string) => `<C:no-uid-conflict>${href}</C:no-uid-conflict>`;
    const conflict = { kind: "conflict", theirs: { key: "twin.ics" } };
    script({ put: davError(409, taken("<D:href>/home/cal/twin.ics</D:href>")), get: twin });
    expect(await create()).toMatchObject(conflict);
    script({ put: davError(403, taken("<D:href>http%3A//127.0.0.1/home/cal/twin.ics</D:href>")), get: twin });
    expect(await create()).toMatchObject(conflict);
    script({ put: davError(409, taken("")), get: twin, report: multistatus([full("/home/cal/twin.ics", "u1")]) });
    expect(await create()).toMatchObject(conflict);
    script({ put: davError(409, taken("")), get: () => ({ status: 404 }), report: multistatus([]) });
    expect((await failureOf(create())).reason).toBe("conflict");
  });

  it("sees the refusal that a 207 hides (R51)", async () => {
    const hidden = (condition: string) =>
      multistatus([
        statusRow("/home/cal/u1.ics", "412 Precondition Failed").replace(
          "</D:response>",
          `<D:error>${condition}</D:error></D:response>`,
        ),
      ]);
    script({ put: hidden("<C:valid-calendar-data>bad line</C:valid-calendar-data>") });
    expect(await failureOf(create())).toMatchObject({
      reason: "refused-data",
      params: { detail: "valid-calendar-data: bad line" },
    });
    script({ put: hidden(""), get: () => item(THEIRS) });
    expect(await create()).toMatchObject({ kind: "conflict" });
  });

  it("says that the calendar is missing when 409 means so (RFC 4918 §9.7.1)", async () => {
    script({ put: { status: 409 }, get: () => ({ status: 404 }), report: { status: 404 } });
    expect(await failureOf(create())).toMatchObject({ reason: "missing", params: { what: "calendar" } });
  });
});

describe("a vendor with habits of its own", () => {
  it("is looked at before creating where If-None-Match is ignored (Google, R46)", async () => {
    const sent: string[] = [];
    const reply = (body: string): Reply => ({ ...item(body), headers: { etag: '"9"' } });
    const http: Net["http"] = () => ({
      request: async ({ method, url }) => {
        sent.push(method);
        const home = { status: 207, headers: {}, body: multistatus([row("/h/", HOMES)]).body ?? "" };
        const answer = method === "PROPFIND" ? home : reply(THEIRS);
        return { headers: {}, body: "", ...answer, url };
      },
      close: async () => {},
    });
    const world = testWorld();
    const login = { ...loginTo("https://apidata.googleusercontent.com/caldav/v2/me/user"), address: "me@gmail.com" };
    const google = await caldavProvider.connect(login, { ...world, net: { ...world.net, http } }, never);
    const made = await google.create("https://apidata.googleusercontent.com/h/c/", "u1.ics", OURS, never);
    expect(made).toMatchObject({ kind: "conflict", theirs: { text: THEIRS } });
    expect(sent.filter((method) => !["PROPFIND", "OPTIONS"].includes(method))).toEqual(["GET"]);
    world.remove();
  });
});

describe("updating", () => {
  it("sends exactly the entity tag it knows", async () => {
    script({ put: { status: 204 }, get: () => item(OURS) });
    expect(await update()).toMatchObject({ kind: "stored", item: { etag: '"2"' } });
    expect(asked()[0]?.headers["if-match"]).toBe('"1"');
  });

  it("tells the meanings of 412 apart: changed, gone, or our own lost answer (R49)", async () => {
    script({ put: { status: 412 }, get: () => item(THEIRS) });
    expect(await update()).toMatchObject({ kind: "conflict", theirs: { text: THEIRS, etag: '"2"' } });
    script({ put: { status: 412 }, get: () => ({ status: 404 }) });
    expect(await update()).toEqual({ kind: "gone" });
    script({ put: { status: 412 }, get: () => item(OURS) });
    expect(await update()).toMatchObject({ kind: "stored" });
  });

  it.each([undefined, 'W/"1"'])("compares with the base before it writes when its tag is %s (R48)", async (etag) => {
    script({ put: { status: 204 }, get: () => item(version.baseText, '"7"') });
    await update({ etag });
    expect(asked().map((one) => one.method)).toEqual(["GET", "PUT", "GET"]);
    expect(asked()[1]?.headers["if-match"]).toBe('"7"');
    account.server.asked.length = 0;
    script({ get: () => item(THEIRS, 'W/"8"') });
    expect(await update({ etag })).toMatchObject({ kind: "conflict" });
    expect(asked().map((one) => one.method)).toEqual(["GET"]);
  });

  it("takes 404 on what is still there for read-only (R55)", async () => {
    script({ put: { status: 404 }, get: () => item(THEIRS) });
    expect((await failureOf(update())).reason).toBe("read-only");
  });

  it.each([
    [400, "", "refused-data"],
    [415, "", "refused-data"],
    [422, "", "refused-data"],
    [413, "", "too-large"],
    [507, "", "quota"],
    [403, "", "forbidden"],
    [403, "<D:need-privileges/>", "read-only"],
    [403, "<C:valid-calendar-data/>", "refused-data"],
    [412, "<C:max-resource-size/>", "too-large"],
    [500, "", "server-error"],
    [502, "", "server-error"],
    [423, "", "server-error"],
    [401, "", "wrong-password"],
  ] as const)("says what %i %s means (R55)", async (status, condition, reason) => {
    script({
      put: condition ? davError(status, condition) : { status, body: "<p>Bad line 3</p>" },
      get: () => item(THEIRS),
    });
    expect((await failureOf(update())).reason).toBe(reason);
  });

  it("quotes what the server said about refused data, and waits when asked to", async () => {
    script({ put: { status: 415, body: "<s:error><s:message>Two  UIDs</s:message></s:error>" } });
    expect((await failureOf(update())).params.detail).toBe("Two UIDs");
    script({ put: { status: 429, headers: { "retry-after": "300" } } });
    expect(await failureOf(update())).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 300_000 });
  });

  it("does not store a login page as an event (R100)", async () => {
    const page: Reply = { status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
    script({ put: page, get: () => page });
    expect((await failureOf(update())).reason).toBe("login-page");
    expect((await failureOf(account.connection.fetch(account.url, version.href, never))).reason).toBe("login-page");
  });

  it("sends the server's own spelling of the href back (R40)", async () => {
    script({ put: { status: 204 }, get: () => item(OURS) });
    await update({ href: "/home/cal/a%20d@e%2bf.ics" });
    await update({ href: "/home/cal/raw é.ics" });
    expect(
      asked()
        .filter((one) => one.method === "PUT")
        .map((one) => one.path),
    ).toEqual(["/home/cal/a%20d@e%2bf.ics", "/home/cal/raw%20%C3%A9.ics"]);
  });
});

describe("removing", () => {
  it.each([200, 204, 404, 410])("counts %i as removed (R53)", async (status) => {
    script({ remove: { status } });
    expect(await remove()).toEqual({ kind: "removed" });
    expect(asked()[0]?.headers["if-match"]).toBe('"1"');
  });

  it("tells the meanings of 412 apart", async () => {
    script({ remove: { status: 412 }, get: () => item(THEIRS) });
    expect(await remove()).toMatchObject({ kind: "conflict", theirs: { text: THEIRS } });
    script({ remove: { status: 412 }, get: () => ({ status: 410 }) });
    expect(await remove()).toEqual({ kind: "removed" });
  });

  it("keeps what changed since, when no tag says so", async () => {
    script({ get: () => item(THEIRS) });
    expect(await remove({ etag: undefined })).toMatchObject({ kind: "conflict" });
    expect(asked().map((one) => one.method)).toEqual(["GET"]);
  });

  it("does not take an error for a removal", async () => {
    script({ remove: { status: 500 }, get: () => item(THEIRS) });
    expect((await failureOf(remove())).reason).toBe("server-error");
    script({ remove: multistatus([statusRow("/home/cal/u1.ics", "403 Forbidden")]) });
    expect((await failureOf(remove())).reason).toBe("forbidden");
  });
});
