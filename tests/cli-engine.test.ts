// The command line on the real engine, process and file: what scripts rely on, end to end.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { isAlive } from "../src-main/cli/running-instance.ts";
import type { Output } from "../src-preload/contract/contract.ts";
import type { CallName } from "../src-preload/contract/names.ts";
import { cadran, serve } from "./cli-run.ts";
import { openSession, Page } from "./host/browser-page.ts";
import { testFolder } from "./support/folder.ts";

// Every call is two processes; on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 180_000 });

async function call<C extends CallName>(data: string, name: C, input: unknown = {}): Promise<Output<C>> {
  const ran = await cadran(["call", name, "-", "--data", data], { stdin: JSON.stringify(input) });
  if (ran.code !== 0) throw new Error(`${name}: ${ran.stdout}${ran.stderr}`);
  return ran.json() as Output<C>;
}

const newCalendar = async (data: string) => (await call(data, "calendars.create", { name: "Ici" })).calendar.id;
const meeting = (calendarId: string, title: string) => ({
  calendarId,
  title,
  start: "2030-03-04T10:00",
  end: "2030-03-04T11:00",
  zone: "Europe/Paris",
});
const titles = async (data: string) => {
  const range = { fromMs: Date.UTC(2030, 2, 1), toMs: Date.UTC(2030, 3, 1) };
  const { occurrences } = await call(data, "agenda.range", range);
  return occurrences.map(({ title }) => title).sort();
};
const enginePid = (data: string): number => JSON.parse(readFileSync(join(data, "cadran.lock"), "utf8")).pid;

describe("without a running instance", () => {
  test("every call runs its own engine, which leaves its data and nothing else", async () => {
    const data = join(testFolder(), "not/there/yet");
    expect(await call(data, "app.info")).toMatchObject({ host: "cli", dataFolder: data });
    await call(data, "events.create", meeting(await newCalendar(data), "Un"));
    expect(await titles(data)).toEqual(["Un"]);
    expect(existsSync(join(data, "cadran.lock"))).toBe(false);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  test("two calls at once wait for each other instead of failing", async () => {
    const data = testFolder();
    const calendar = await newCalendar(data);
    await Promise.all(["A", "B"].map((title) => call(data, "events.create", meeting(calendar, title))));
    expect(await titles(data)).toEqual(["A", "B"]);
  });

  test("an input outside the contract is named, its values are not repeated", async () => {
    const input = '{"kind":"caldav","username":"u","password":["s3cret"],"url":"https://dav.example"}';
    const ran = await cadran(["call", "accounts.add", "-", "--data", testFolder()], { stdin: input });
    expect(ran.json()).toMatchObject({
      failure: { reason: "invalid-input", message: expect.stringContaining("password") },
    });
    expect(ran.stdout + ran.stderr).not.toContain("s3cret");
  });

  test("sync without accounts succeeds with no results", async () => {
    const ran = await cadran(["sync", "--data", testFolder()]);
    expect(ran.json()).toEqual({ results: [], feeds: [], folders: [] });
    expect(ran.code).toBe(0);
  });
});

describe("with a running instance", () => {
  test("calls go to it, its pages hear of them, and it ends cleanly", async () => {
    const data = testFolder();
    const served = await serve(data);
    expect(await call(data, "app.info")).toMatchObject({ host: "browser", dataFolder: data });

    const page = new Page(served.port);
    const server = { port: served.port, mintToken: () => served.token };
    await page.send({ t: "auth", key: await openSession(server) });
    expect(await page.next()).toEqual({ t: "ready" });
    const calendar = await newCalendar(data);
    expect(await page.next()).toEqual({ t: "feed", changed: expect.arrayContaining(["calendars"]) });
    await page.send({ t: "call", id: 1, name: "calendars.list", input: {} });
    expect(await page.next()).toMatchObject({ t: "reply", id: 1, ok: { calendars: [{ id: calendar }] } });

    const pid = enginePid(data);
    expect(await served.stop("SIGINT")).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(data, "cadran.lock"))).toBe(false);
    expect(await call(data, "app.info")).toMatchObject({ host: "cli" });
  });

  test("a second serve on the folder is refused in one sentence, and the first goes on", async () => {
    const data = testFolder();
    await serve(data);
    const second = await cadran(["serve", "--data", data]);
    expect(second.code).toBe(1);
    expect(second.json()).toMatchObject({ failure: { reason: "second-instance", params: { folder: data } } });
    expect(second.stderr.trim().split("\n")).toHaveLength(1);
    expect(await call(data, "app.info")).toMatchObject({ host: "browser" });
  });
});

describe("after kill -9", () => {
  test.each(["host", "engine"] as const)(
    "of the %s, what was answered is there and the next call works",
    async (victim) => {
      const data = testFolder();
      const served = await serve(data);
      await call(data, "events.create", meeting(await newCalendar(data), "Gardé"));
      const pid = enginePid(data);
      process.kill(victim === "host" ? served.pid : pid, "SIGKILL");
      expect(await titles(data)).toEqual(["Gardé"]);
      // The engine does not outlive its host; the host starts a new engine.
      if (victim === "host") await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
      else
        await expect.poll(() => call(data, "app.info").then(({ host }) => host), { timeout: 30_000 }).toBe("browser");
    },
  );

  test("of both at once, the lock they left stops nobody", async () => {
    const data = testFolder();
    const served = await serve(data);
    await call(data, "events.create", meeting(await newCalendar(data), "Gardé"));
    process.kill(served.pid, "SIGKILL");
    process.kill(enginePid(data), "SIGKILL");
    await sleep(50);
    expect(existsSync(join(data, "cadran.lock"))).toBe(true);
    expect(await titles(data)).toEqual(["Gardé"]);
    const again = await serve(data);
    expect(again.data).toBe(data);
  });
});

describe("import", () => {
  const event = (uid: string, ...lines: string[]) =>
    ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20300101T000000Z", ...lines, "END:VEVENT"].join("\r\n");
  const calendarOf = (...events: string[]) =>
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
  const file = calendarOf(
    event("good-1", "DTSTART:20300304T090000Z", "DTEND:20300304T100000Z", "SUMMARY:Bon"),
    event("bad", "DTSTART:not-a-date", "SUMMARY:Mauvais"),
    event("good-2", "DTSTART;VALUE=DATE:20300305", "SUMMARY:Aussi"),
  );

  test("takes the good events, names the malformed one, and adds nothing twice", async () => {
    const data = testFolder();
    const path = join(data, "holidays.ics");
    writeFileSync(path, file);
    const calendar = await newCalendar(data);
    const words = ["import", path, "--calendar", calendar, "--data", data];
    const first = await cadran(words);
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(first.json()).toMatchObject({
      calendarId: calendar,
      created: 2,
      skipped: 0,
      parked: [{ subject: expect.any(String) }],
    });
    expect(await titles(data)).toEqual(["Aussi", "Bon"]);
    expect((await cadran(words)).json()).toMatchObject({ created: 0, skipped: 2 });
    expect(await titles(data)).toEqual(["Aussi", "Bon"]);
  });

  test("of a file that is no calendar fails, and leaves nothing", async () => {
    const data = testFolder();
    await newCalendar(data);
    const path = join(data, "letter.ics");
    writeFileSync(path, "Dear all,\nno calendar here.\n");
    const ran = await cadran(["import", path, "--data", data]);
    expect(ran.json()).toMatchObject({ failure: { code: "malformed" } });
    expect(ran.code).toBe(1);
    expect(await titles(data)).toEqual([]);
  });
});
