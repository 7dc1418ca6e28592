// Each test gets its own data folder, engine and browser host; a Radicale of its own when it asks for one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { callOnce } from "../../../src-main/cli/one-call.ts";
import { type BrowserHost, startBrowserHost } from "../../../src-main/serve.ts";
import type { Input, Output } from "../../../src-preload/contract/contract.ts";
import type { CallName } from "../../../src-preload/contract/names.ts";
import { rawClient } from "../../servers/dav.ts";
import { type DavServer, startRadicale } from "../../servers/radicale.ts";

/** Asks the engine past the page, as the command line does. */
export type Call = <C extends CallName>(name: C, input: Input<C>) => Promise<Output<C>>;

/** @returns asks the engine that runs on a folder; throws what it answers as a failure */
export function callOn(folder: string): Call {
  return async <C extends CallName>(name: C, input: Input<C>) => {
    const reply = await callOnce(folder, name, input);
    if ("failure" in reply) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.ok as Output<C>;
  };
}

/** Another client of the same Radicale. */
export const other = rawClient("alice", "alice-pw");

/** An event as a file. @param lines its times and more, as RFC 5545 writes them */
export function eventFile(uid: string, title: string, ...lines: readonly string[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", `UID:${uid}`];
  const all = [...head, "DTSTAMP:20260101T000000Z", ...lines, `SUMMARY:${title}`, "END:VEVENT", "END:VCALENDAR", ""];
  return all.join("\r\n");
}

/** A day of the week it is in Paris, basic form; 0: Monday. */
export function weekday(n: number, nowMs = Date.now()): string {
  const today = new Date(`${new Date(nowMs).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" })}T00:00:00Z`);
  today.setUTCDate(today.getUTCDate() - ((today.getUTCDay() + 6) % 7) + n);
  return today.toISOString().slice(0, 10).replaceAll("-", "");
}

/** From an hour to another in Paris; `at` like `093000`. */
export const inParis = (day: string, at: string, until: string): readonly string[] => [
  `DTSTART;TZID=Europe/Paris:${day}T${at}`,
  `DTEND;TZID=Europe/Paris:${day}T${until}`,
];

/** Signs Alice in on a Radicale, past the page, and reads what is there. */
export async function addAlice(call: Call, server: DavServer): Promise<Output<"accounts.add">> {
  const login = { username: "alice", password: "alice-pw" };
  const added = await call("accounts.add", { kind: "caldav", url: server.url, ...login, label: "Radicale" });
  await call("sync.run", {});
  return added;
}

interface Fixtures {
  /** Where the page opens, as after a reload; a first visit opens at home. */
  readonly startPage: "home" | "agenda" | "mail";
  readonly folder: string;
  readonly host: BrowserHost;
  readonly radicale: DavServer;
  readonly call: Call;
}

export const test = base.extend<Fixtures>({
  startPage: ["agenda", { option: true }],
  page: async ({ page, startPage }, use) => {
    await page.addInitScript((kind) => {
      if (!sessionStorage.getItem("cadran.page")) sessionStorage.setItem("cadran.page", kind);
    }, startPage);
    await use(page);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "cadran-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  host: async ({ folder }, use) => {
    const host = await startBrowserHost({ data: folder, port: 0 });
    await use(host);
    await host.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  radicale: async ({}, use) => {
    const server = await startRadicale();
    await use(server);
    await server.stop();
  },
  call: async ({ folder, host }, use) => {
    if (host.port === 0) throw new Error("no host to ask");
    await use(callOn(folder));
  },
});

/** Stops the page's clock on the Wednesday of the pictures. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.setFixedTime(new Date("2026-11-18T10:15:00+01:00"));
}

/** Presses, moves and releases like a hand: in steps. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}
