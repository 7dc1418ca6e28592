// What an engine costs that has nothing to do: five accounts, everything in sync, no page open. CPU, wake-ups and requests, per
// hour. The built engine, asked every few seconds whether it lives, as by both hosts.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Passed } from "./counting-proxy.ts";
import { type Call, openEngine } from "./engine-process.ts";
import { type Office, openOffice } from "./idle-office.ts";
import { type Measure, measure } from "./measure.ts";

const ENSURE_BUILD = resolve(import.meta.dirname, "../../scripts/ensure-build.mjs");
const BUILT = resolve(import.meta.dirname, "../../out/main/process.js");
/** What follows a first sync (the past of the mailboxes, indexes, rests of connections) is not idleness. */
const SETTLE_MS = 60_000;
const MINUTE_MS = 60_000;
/** The kernel's clock ticks per second, on every Linux. */
const TICKS = 100;
const GOAL = { cpuSeconds: 20, wakeUps: 3_600, requests: 600 };

export async function benchIdle(folder: string): Promise<Measure[]> {
  if (process.platform !== "linux") {
    process.stderr.write("idle cost: cannot be measured here, it needs /proc\n");
    return [];
  }
  if (spawnSync(process.execPath, [ENSURE_BUILD], { stdio: ["ignore", 2, 2] }).status !== 0)
    throw new Error("there is no build");
  mkdirSync(folder, { recursive: true });
  const minutes = Number(process.env.IDLE_MINUTES ?? 3);
  const office = await openOffice();
  // No bus, no keychain: whoever measures is not asked for anything.
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...rest } = process.env;
  const { call, pid, close } = openEngine(folder, { ...rest, ...office.env }, BUILT);
  try {
    await office.join(call);
    await inSync(call);
    await sleep(SETTLE_MS);
    const before = look(pid(), office);
    await sleep(minutes * MINUTE_MS);
    const after = look(pid(), office);
    return told(before, after, minutes);
  } finally {
    await close();
    await office.stop();
  }
}

/** @throws when it takes more than two minutes */
async function inSync(call: Call): Promise<void> {
  await call("sync.run", {});
  for (const deadlineMs = Date.now() + 120_000; Date.now() < deadlineMs; await sleep(500)) {
    const { calendars, folders } = await call("sync.status", {});
    const all = [...calendars, ...folders];
    const isRead = folders.every((one) => one.stored === (one.onServer ?? 0) && one.readable === one.stored);
    if (isRead && all.length > 0 && all.every((one) => one.state === "waiting" && one.pending === 0)) return;
  }
  throw new Error(`not in sync: ${JSON.stringify(await call("sync.status", {}))}`);
}

interface Thread {
  readonly name: string;
  /** Times that it went to sleep by itself, and so was woken again. */
  readonly sleeps: number;
}

interface Look {
  readonly atMs: number;
  readonly cpuTicks: number;
  readonly threads: ReadonlyMap<string, Thread>;
  readonly passed: readonly { readonly name: string; readonly passed: Passed }[];
}

function look(pid: number, { proxies }: Office): Look {
  const threads = readdirSync(`/proc/${pid}/task`).map((id): [string, Thread] => {
    const status = readFileSync(`/proc/${pid}/task/${id}/status`, "utf8");
    const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1] ?? "";
    return [id, { name: field("Name"), sleeps: Number(field("voluntary_ctxt_switches")) }];
  });
  // The name, in brackets, may have blanks in it; user and system time are the 14th and 15th field (proc_pid_stat(5)).
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return {
    atMs: performance.now(),
    cpuTicks: Number(stat[11]) + Number(stat[12]),
    threads: new Map(threads),
    passed: proxies.map(({ name, proxy }) => ({ name, passed: proxy.passed() })),
  };
}

function told(before: Look, after: Look, minutes: number): Measure[] {
  const perHour = 3_600_000 / (after.atMs - before.atMs);
  const threads = [...after.threads].map(([id, { name, sleeps }]) => ({
    name,
    sleeps: sleeps - (before.threads.get(id)?.sleeps ?? 0),
  }));
  const wakeUps = threads.reduce((sum, { sleeps }) => sum + sleeps, 0);
  const servers = after.passed.map(({ name, passed }, n) => {
    const was = before.passed[n]?.passed;
    const since = (of: keyof Passed) => passed[of] - (was?.[of] ?? 0);
    return { name, turns: since("turns"), connections: since("connections"), bytes: since("bytes") };
  });
  const waking = threads.filter(({ sleeps }) => sleeps > 0).map(({ name, sleeps }) => `${name} ${sleeps}`);
  process.stderr.write(`  in ${minutes} min, woke: ${waking.join(", ")}\n`);
  for (const { name, turns, connections, bytes } of servers)
    process.stderr.write(`  ${name}: ${turns} requests, ${connections} connections, ${bytes} bytes\n`);
  const requests = servers.reduce((sum, { turns }) => sum + turns, 0);
  const bytes = servers.reduce((sum, one) => sum + one.bytes, 0);
  const hour = `per hour, 5 accounts (${minutes} min × ${perHour.toFixed(1)})`;
  return [
    measure(`idle CPU ${hour}`, "s", ((after.cpuTicks - before.cpuTicks) / TICKS) * perHour, GOAL.cpuSeconds),
    measure("  wake-ups of all its threads per hour", "", wakeUps * perHour, GOAL.wakeUps),
    measure("  requests to the five accounts per hour", "", requests * perHour, GOAL.requests),
    measure("  bytes to and from them per hour", "kB", (bytes / 1_000) * perHour),
  ];
}
