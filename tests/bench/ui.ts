// `npm run bench:ui`: what a person waits for, measured in Chromium on a production build. Prints a table, writes
// bench/results-ui.json. Never part of the tests: machines differ. `BENCH_UI=page,drag` runs some of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { filledRadicale } from "./filled-radicale.ts";
import { percentile } from "./measure.ts";
import { fillFolder } from "./ui-data.ts";
import { fillMail } from "./ui-mail-data.ts";
import { type Bench, buildPage, computingMs, launch, startHost, type UiHost } from "./ui-page.ts";

declare global {
  var bench: Bench;
}

const root = resolve(import.meta.dirname, "../..");
const YEAR = new Date().getUTCFullYear();
const RUNS = Number(process.env.BENCH_RUNS ?? 10);
const PARTS = (process.env.BENCH_UI ?? "page,drag,start,sync,mail").split(",");
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"];

/** Medians with the range in which eight of ten lie. */
interface Line {
  readonly name: string;
  readonly unit: "ms";
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly goal?: number;
  readonly ok: boolean;
}

function line(name: string, samples: readonly number[], goal?: number): Line {
  const round = (value: number) => Math.round(value * 10) / 10;
  const median = percentile(samples, 0.5);
  return {
    name,
    unit: "ms",
    median: round(median),
    p10: round(percentile(samples, 0.1)),
    p90: round(percentile(samples, 0.9)),
    ...(goal !== undefined && { goal }),
    ok: goal === undefined || round(median) <= goal,
  };
}

/** Waiting as a person does it, and the page's own computing in that time. */
interface Waits {
  readonly waited: number[];
  readonly computed: number[];
}

function linesOf(name: string, { waited, computed }: Waits, goal: number): Line[] {
  return [line(name, waited, goal), line("  of that the page's own computing", computed)];
}

/** From the key to the painted month, forward through the year and back again. */
async function nextMonth(host: UiHost, browser: Browser): Promise<Waits> {
  const { page, url, close } = await host.open({ view: "month", day: `${YEAR}-01-15` });
  await page.goto(url);
  await page.evaluate(() => bench.paintedWith("January"));
  const waited: number[] = [];
  const computed: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const n = (run % 9) + 1;
    if (n === 1 && run > 0) await backTo(page, 0);
    // A person looks before pressing again; what is fetched ahead is fetched in that time.
    await sleep(400);
    const done = page.evaluate((word) => bench.paintedWith(` 15 ${word},`), MONTHS[n] as string);
    const before = await computingMs(browser);
    await page.keyboard.press("j");
    const at = await done;
    computed.push((await computingMs(browser)) - before);
    waited.push(at - (await page.evaluate(() => bench.keyAt())));
  }
  await close();
  return { waited, computed };
}

async function backTo(page: Page, month: number): Promise<void> {
  for (let n = 9; n > month; n--) {
    const done = page.evaluate((word) => bench.paintedWith(` 15 ${word},`), MONTHS[n - 1] as string);
    await page.keyboard.press("k");
    await done;
  }
}

/** The gaps between frames while an event is dragged across a view. */
async function dragging(host: UiHost, view: "month" | "week"): Promise<number[]> {
  const { page, url, close } = await host.open({ view, day: `${YEAR}-06-10` });
  await page.goto(url);
  await page.evaluate(() => bench.paintedWith("June"));
  await sleep(500);
  const box = await page.locator(".cal .cx-ev").nth(8).boundingBox();
  if (!box) throw new Error("no event on screen");
  const from = { x: box.x + 20, y: box.y + 6 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 2 });
  const gaps = page.evaluate(() => bench.frames(3000));
  const until = Date.now() + 2900;
  for (let n = 0; Date.now() < until; n++) {
    await page.mouse.move(from.x + 300 * Math.abs(Math.sin(n / 25)), from.y + 240 * Math.abs(Math.sin(n / 18)));
  }
  const samples = await gaps;
  await page.keyboard.press("Escape");
  await close();
  return samples;
}

/** The gaps between frames while the list of a mailbox runs by, some 120 lines a second. */
async function scrolling(host: UiHost, browser: Browser): Promise<{ gaps: number[]; computed: number }> {
  const { page, url, close } = await host.open({ view: "week", day: `${YEAR}-06-10`, on: "mail" });
  await page.goto(url);
  await page.locator(".ml-row").first().waitFor();
  await sleep(1000);
  const before = await computingMs(browser);
  const gaps = await page.evaluate(() => bench.scrolling(".mail-list", 150, 5000));
  const computed = ((await computingMs(browser)) - before) / gaps.length;
  await close();
  return { gaps, computed };
}

/** From the navigation to the painted agenda, in a fresh window each time. */
async function coldStart(host: UiHost, browser: Browser): Promise<Waits> {
  const waited: number[] = [];
  const computed: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { page, url, close } = await host.open({ view: "week", day: `${YEAR}-06-10` });
    const before = await computingMs(browser);
    await page.goto(url, { waitUntil: "commit" });
    waited.push(await page.evaluate(() => bench.paintedWith("June")));
    computed.push((await computingMs(browser)) - before);
    await close();
  }
  return { waited, computed };
}

/** The long tasks of a page that shows the agenda while the first sync of 10,000 events runs. */
async function firstSync(browser: Browser, folder: string, out: string): Promise<number[]> {
  fillFolder(join(folder, "sync"), YEAR, 100);
  const server = await filledRadicale(10_000);
  const host = await startHost(browser, join(folder, "sync"), out);
  try {
    const { page, url } = await host.open({ view: "week", day: `${YEAR}-06-10` });
    await page.goto(url);
    await page.evaluate(() => bench.paintedWith("June"));
    await sleep(1000);
    await page.evaluate(() => bench.longTasks.splice(0));
    await host.engine.call("accounts.add", {
      kind: "caldav",
      url: server.url,
      username: "alice",
      password: "alice-pw",
    });
    await host.engine.call("sync.run", {});
    await sleep(500);
    return await page.evaluate(() => bench.longTasks);
  } finally {
    await host.close();
    await server.stop();
  }
}

async function measureAll(folder: string): Promise<Line[]> {
  const out = join(folder, "out");
  process.stderr.write("building the page …\n");
  await buildPage(out);
  const browser = await launch();
  const lines: Line[] = [];
  const on = async (total: number, work: (host: UiHost, many: string) => Promise<unknown>) => {
    const many = total.toLocaleString("en");
    process.stderr.write(`${many} events …\n`);
    const data = join(folder, String(total));
    fillFolder(data, YEAR, total);
    const host = await startHost(browser, data, out);
    await work(host, many).finally(() => host.close());
  };
  try {
    const needsStore = ["page", "drag", "start"].some((part) => PARTS.includes(part));
    for (const total of needsStore ? [5000, 100_000] : []) {
      await on(total, async (host, many) => {
        if (PARTS.includes("page"))
          lines.push(...linesOf(`next month, ${many} events`, await nextMonth(host, browser), 100));
        if (PARTS.includes("drag")) {
          // One frame at 60 Hz, with the clock's own jitter.
          lines.push(line(`frame of a drag, month, ${many} events`, await dragging(host, "month"), 17));
          lines.push(line(`frame of a drag, week, ${many} events`, await dragging(host, "week"), 17));
        }
        if (PARTS.includes("start"))
          lines.push(...linesOf(`cold start, ${many} events`, await coldStart(host, browser), 1000));
      });
    }
    if (PARTS.includes("mail")) {
      process.stderr.write("a mailbox of 100,000 conversations …\n");
      fillMail(join(folder, "mail"), 100_000);
      const host = await startHost(browser, join(folder, "mail"), out);
      const { gaps, computed } = await scrolling(host, browser).finally(() => host.close());
      lines.push(line("frame while a list of 100,000 conversations scrolls", gaps, 17));
      lines.push(line("  of that the page's own computing, on average", [computed], 8));
    }
    if (PARTS.includes("sync")) {
      process.stderr.write("first sync of 10,000 events …\n");
      const tasks = await firstSync(browser, folder, out);
      const worst = line("longest task during a first sync of 10,000 events", [Math.max(0, ...tasks)], 50);
      lines.push(worst, line(`  tasks over 50 ms then: ${tasks.length}, median`, tasks.length > 0 ? tasks : [0]));
    }
  } finally {
    await browser.close();
  }
  return lines;
}

function printTable(lines: readonly Line[]): void {
  const rows = lines.map(({ name, median, p10, p90, goal, ok }) => [
    name,
    `${median} ms`,
    `${p10} – ${p90}`,
    goal === undefined ? "" : `≤ ${goal} ms`,
    goal === undefined ? "" : ok ? "ok" : "MISSED",
  ]);
  rows.unshift(["", "median", "8 of 10", "goal", ""]);
  const widths = [0, 1, 2, 3].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of rows) process.stdout.write(`${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join("  ")}\n`);
}

// The engine takes its zone from the system.
process.env.TZ = "Europe/Paris";
const folder = mkdtempSync(join(tmpdir(), "cadran-bench-ui-"));
try {
  const lines = await measureAll(folder);
  mkdirSync(join(root, "bench"), { recursive: true });
  writeFileSync(join(root, "bench/results-ui.json"), `${JSON.stringify(lines, null, 2)}\n`);
  printTable(lines);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
