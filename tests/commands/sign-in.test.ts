// Accounts whose people sign in on the provider's page: adding, cancelling, signing in again, leaving; and what a server
// that keeps less, or always mails, makes of an edit.
import { describe, expect, it, onTestFinished } from "vitest";
import type { CalendarProvider, SignedIn, SignInRequest } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "../sync/scripted-server.ts";

const ANN = { username: "oid.tid", address: "ann@example.com" };
const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30", zone: "Europe/Paris" };

/** An engine whose Microsoft is a page that the test answers, in front of the scripted server. */
function office(over: Partial<CalendarProvider> = {}) {
  const server = scripted([ANN.address]);
  const asked: SignInRequest[] = [];
  const left: (string | undefined)[] = [];
  let answer: () => Promise<SignedIn> = async () => ANN;
  let trouble: Failure | undefined;
  const microsoft: CalendarProvider = {
    async connect(login, world, signal) {
      if (trouble) throw trouble;
      const connection = await server.provider.connect(login, world, signal);
      const calendars = async (life: AbortSignal) =>
        (await connection.calendars(life)).map((one) => ({
          ...one,
          isDefault: one.name === "Scripted",
          schedules: true,
        }));
      return { ...connection, calendars };
    },
    async signIn(request, _world, signal) {
      asked.push(request);
      request.progress({ way: request.way, url: "https://login.example.com/page" });
      const cancelled = new Promise<never>((_, reject) =>
        signal.addEventListener("abort", () => reject(new Failure("cancelled"))),
      );
      return Promise.race([answer(), cancelled]);
    },
    signOut: async ({ username }) => void left.push(username),
    ...over,
  };
  const engine = testEngine({ folder: testFolder(), clock: fakeClock(), microsoft });
  onTestFinished(() => engine.close());
  return {
    ...engine,
    server,
    asked,
    left,
    answer: (how: () => Promise<SignedIn>) => {
      answer = how;
    },
    fail: (failure: Failure | undefined) => {
      trouble = failure;
    },
    add: () => engine.call("accounts.add", { kind: "microsoft", address: "ann@example.com" }),
    state: async () => (await engine.call("accounts.signInState", {})).signIn,
  };
}

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setImmediate(done));
  }
};

describe("adding an account by its provider's page", () => {
  it("stores who signed in, calls the default calendar Privée and lists the others by their names", async () => {
    const { add, asked, call } = office();
    const { account, calendars } = await add();
    expect(account).toMatchObject({ kind: "microsoft", state: "ready", ...ANN, label: ANN.address });
    expect(asked[0]).toMatchObject({ way: "browser", login: { address: "ann@example.com" } });
    expect(calendars.map(({ name }) => name)).toEqual(["Privée", "Second"]);
    await call("sync.run", {});
    const { calendars: listed } = await call("calendars.list", {});
    expect(listed.find((one) => one.name === "Privée")).toMatchObject({ syncEnabled: true, frequencyMinutes: 5 });
  });

  it("says what to do while the person signs in, and nothing afterwards", async () => {
    const { add, answer, state } = office();
    const page = Promise.withResolvers<SignedIn>();
    answer(() => page.promise);
    const adding = add();
    const shown = await until(async () => ((await state())?.url ? await state() : undefined));
    expect(shown).toEqual({ way: "browser", url: "https://login.example.com/page" });
    page.resolve(ANN);
    await adding;
    expect(await state()).toBeUndefined();
  });

  it("stores nothing when it is cancelled", async () => {
    const { add, answer, state, call } = office();
    answer(() => new Promise(() => {}));
    const adding = add();
    await until(state);
    await call("accounts.cancelSignIn", {});
    await expect(adding).rejects.toMatchObject({ reason: "cancelled" });
    expect(await call("accounts.list", {})).toEqual({ accounts: [] });
    expect(await state()).toBeUndefined();
  });

  it("ends a sign-in that another one follows", async () => {
    const { add, answer, state } = office();
    answer(() => new Promise(() => {}));
    const first = add();
    first.catch(() => {});
    await until(state);
    answer(async () => ANN);
    await add();
    await expect(first).rejects.toMatchObject({ reason: "cancelled" });
  });

  it("forgets the tokens when the account turns out to have no mailbox", async () => {
    const { add, fail, left, call } = office();
    fail(new Failure("no-mailbox"));
    await expect(add()).rejects.toMatchObject({ reason: "no-mailbox" });
    expect(left).toEqual([ANN.username]);
    expect(await call("accounts.list", {})).toEqual({ accounts: [] });
  });

  it("signs in with the organisation's own app where the settings name one, and remembers which", async () => {
    const { add, asked, call } = office();
    await call("settings.set", { microsoft: { clientId: "own-app", tenant: "contoso.example.com" } });
    const { account } = await add();
    await call("settings.set", { microsoft: { clientId: "", tenant: "" } });
    await call("accounts.signIn", { id: account.id });
    const app = { clientId: "own-app", tenant: "contoso.example.com" };
    expect(asked.map(({ login }) => login)).toMatchObject([app, app]);
  });

  it("does not add the same account twice", async () => {
    const { add, call, left } = office();
    await add();
    await expect(add()).rejects.toMatchObject({ reason: "account-exists", params: { address: ANN.address } });
    expect((await call("accounts.list", {})).accounts).toHaveLength(1);
    expect(left).toEqual([]);
  });

  it("forgets the tokens with the account", async () => {
    const { add, call, left } = office();
    const { account } = await add();
    await call("accounts.remove", { id: account.id });
    expect(left).toEqual([ANN.username]);
  });
});

describe("an account whose provider asks to sign in again", () => {
  async function paused() {
    const story = office();
    const { account, calendars } = await story.add();
    await story.call("sync.run", {});
    const calendarId = calendars.find((one) => one.name === "Privée")?.id as CalendarId;
    await story.call("events.create", { calendarId, ...TIMED });
    const before = story.server.items.size;
    story.server.refuse(new Failure("sign-in-needed"));
    await story.call("sync.run", {});
    const { accounts } = await story.call("accounts.list", {});
    expect(accounts[0]).toMatchObject({ state: "sign-in", failure: { reason: "sign-in-needed" } });
    expect(story.server.items.size).toBe(before);
    story.server.refuse(undefined);
    return { ...story, account, calendarId };
  }

  it("keeps the edit, and sends it once the person has signed in", async () => {
    const { call, account, asked, server } = await paused();
    const { account: ready } = await call("accounts.signIn", { id: account.id });
    expect(ready).toMatchObject({ state: "ready", address: ANN.address });
    expect(asked.at(-1)?.login).toMatchObject({ username: ANN.username });
    expect((await call("sync.run", {})).results).toContainEqual(expect.objectContaining({ pushed: 1 }));
    expect(server.items.size).toBe(1);
  });

  it("goes on as well when it is added once more", async () => {
    const { call, add } = await paused();
    expect((await add()).account).toMatchObject({ state: "ready" });
    expect((await call("accounts.list", {})).accounts).toHaveLength(1);
  });

  it("stays as it is when somebody else signs in", async () => {
    const { call, account, answer } = await paused();
    answer(async () => Promise.reject(new Failure("other-account", { address: ANN.address })));
    await expect(call("accounts.signIn", { id: account.id })).rejects.toMatchObject({ reason: "other-account" });
    expect((await call("accounts.list", {})).accounts[0]).toMatchObject({ state: "sign-in" });
  });

  it("has no password to be signed in with", async () => {
    const { call } = office();
    const { account } = await call("accounts.add", { kind: "demo" });
    await expect(call("accounts.signIn", { id: account.id })).rejects.toMatchObject({ reason: "invalid-input" });
  });
});

describe("a server that keeps less than iCalendar can say", () => {
  const refusal: CalendarProvider["refusal"] = (text, base) =>
    text.includes("FREQ=HOURLY") && !base?.includes("FREQ=HOURLY")
      ? new Failure("not-expressible", { limit: "rule" })
      : undefined;

  async function limited() {
    const story = office({ refusal });
    const { calendars } = await story.add();
    await story.call("sync.run", {});
    return { ...story, calendarId: calendars.find((one) => one.name === "Privée")?.id as CalendarId };
  }
  const limit = { reason: "not-expressible", params: { limit: "rule" } };

  it("refuses it before anything is saved", async () => {
    const { call, calendarId } = await limited();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    const hourly = { id: event.id, changes: { rrule: "FREQ=HOURLY;COUNT=3" } };
    await expect(call("events.update", hourly)).rejects.toMatchObject(limit);
    expect((await call("events.get", { id: event.id })).event.rrule).toBeUndefined();
    await expect(call("events.create", { calendarId, ...TIMED, rrule: "FREQ=HOURLY" })).rejects.toMatchObject(limit);
  });

  it("names what an import leaves out, and takes in the rest", async () => {
    const { call, calendarId } = await limited();
    const hourly = eventText("hourly", "Hourly").replace("END:VEVENT", "RRULE:FREQ=HOURLY\r\nEND:VEVENT");
    const plain = /BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/.exec(eventText("plain", "Plain"))?.[0] ?? "";
    const text = hourly.replace("BEGIN:VEVENT", `${plain}BEGIN:VEVENT`);
    const { created, parked } = await call("events.import", { calendarId, text });
    expect([created, parked.map(({ subject }) => subject)]).toEqual([1, ["hourly"]]);
  });
});

describe("a server that tells the guests of everything", () => {
  async function meeting() {
    const story = office({ alwaysTellsGuests: true });
    const { calendars } = await story.add();
    await story.call("sync.run", {});
    const idOf = (name: string) => calendars.find((one) => one.name === name)?.id as CalendarId;
    const [calendarId, secondId] = [idOf("Privée"), idOf("Second")];
    const guests = [{ address: "bob@elsewhere.test" }];
    const { event } = await story.call("events.create", { calendarId, ...TIMED, attendees: guests });
    await story.call("sync.run", {});
    return { ...story, event, secondId };
  }
  const quiet = { reason: "not-expressible", params: { limit: "quiet" } };

  it("does not move a meeting to another calendar behind their backs", async () => {
    const { call, event, secondId, server } = await meeting();
    const sent = server.written.length;
    await expect(call("events.move", { id: event.id, start: TIMED.start, calendarId: secondId })).rejects.toMatchObject(
      quiet,
    );
    await call("sync.run", {});
    expect(server.written).toHaveLength(sent);
  });

  it("undoes what was not sent yet, and nothing that they have been told", async () => {
    const { call, event } = await meeting();
    const rename = (title: string) => call("events.update", { id: event.id, changes: { title } });
    const { undoId: unsent } = await rename("Not sent");
    await call("events.undo", { undoId: unsent as string });
    expect((await call("events.get", { id: event.id })).event.title).toBe("Review");
    const { undoId: sent } = await rename("Sent");
    await call("sync.run", {});
    await expect(call("events.undo", { undoId: sent as string })).rejects.toMatchObject(quiet);
  });
});
