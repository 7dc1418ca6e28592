// 10,000 events on a real Radicale, side by side with vdirsyncer: first sync, nothing changed, one change.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { eventText } from "../servers/dav.ts";
import { startQuirkDav } from "../servers/quirk-dav.ts";
import { type Call, openEngine } from "./engine-process.ts";
import { type Filled, filledRadicale } from "./filled-radicale.ts";
import { compare, type Measure, measure, medianOf, timed } from "./measure.ts";
import { hasVdirsyncer, vdirsyncer } from "./vdirsyncer.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000);
const FEW = 100;
const RUNS = 5;
/** One of its runs takes most of a minute. */
const PEER_RUNS = 1;
const many = EVENTS.toLocaleString("en");

interface Times {
  readonly first: number;
  readonly idle: number;
  readonly one: number;
}

interface OurTimes extends Times {
  /** Of `one`, the time in which an answer of the server was waited for. */
  readonly waited: number;
  readonly hostDelayP99: number;
}

export async function benchSync(folder: string): Promise<Measure[]> {
  const ours = await onRadicale(EVENTS, join(folder, "many"), measureOurs);
  const few = await onRadicale(FEW, join(folder, "few"), measureOurs);
  const [quickMany, quickFew] = [
    await onQuickServer(EVENTS, join(folder, "quick-many")),
    await onQuickServer(FEW, join(folder, "quick-few")),
  ];
  const peer = hasVdirsyncer() ? await onRadicale(EVENTS, join(folder, "peer"), measurePeer) : undefined;
  const against = (name: string, unit: string, own: number, other: number | undefined, goal: number) =>
    other === undefined ? measure(`${name} (no vdirsyncer here)`, unit, own) : compare(name, unit, own, other, goal);
  return [
    against(`first sync, ${many} events, vs vdirsyncer`, "s", ours.first / 1000, peer && peer.first / 1000, 0.5),
    against(`nothing changed, ${many} events, vs vdirsyncer`, "ms", ours.idle, peer?.idle, 0.1),
    against(`one change, ${many} events, vs vdirsyncer`, "ms", ours.one, peer?.one, 0.1),
    compare(`one change among ${many} vs among ${FEW}`, "ms", ours.one, few.one, 1.2),
    measure(`  of that waiting for the server, ${many}`, "ms", ours.waited),
    measure(`  of that waiting for the server, ${FEW}`, "ms", few.waited),
    compare("  Cadran's own part", "ms", ours.one - ours.waited, few.one - few.waited, 1.2),
    compare(`one change among ${many} vs among ${FEW}, a server that is quick itself`, "ms", quickMany, quickFew, 1.2),
    // Resolution 1 ms is part of every sample.
    measure("host event loop delay during the first sync, p99", "ms", ours.hostDelayP99 - 1, 10),
  ];
}

async function onRadicale<T>(
  events: number,
  folder: string,
  work: (server: Filled, folder: string, events: number) => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`  Radicale with ${events} events …\n`);
  const server = await filledRadicale(events);
  try {
    return await work(server, folder, events);
  } finally {
    await server.stop();
  }
}

async function measureOurs(server: Filled, folder: string, events: number): Promise<OurTimes> {
  const { call, close } = openEngine(folder);
  try {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    // Signing in and finding the calendars included. The engine begins by itself; a run asked for waits behind that one.
    const first = await timed(async () => {
      await call("accounts.add", { kind: "caldav", url: server.url, username: "alice", password: "alice-pw" });
      await call("sync.run", {});
    });
    delay.disable();
    await mustHave(call, events);
    const idle = await medianOf(RUNS, () => call("sync.run", {}));
    const { one, waited } = await oneChange(call, server.change);
    await mustHave(call, events + RUNS);
    return { first, idle, one, waited, hostDelayP99: delay.percentile(99) / 1e6 };
  } finally {
    await close();
  }
}

/** The run of median length, and how much of it was spent waiting for the server. */
async function oneChange(call: Call, change: (n: number) => unknown): Promise<{ one: number; waited: number }> {
  const { accounts } = await call("accounts.list", {});
  const [account] = accounts;
  if (!account) throw new Error("there is no account");
  const runs: { one: number; waited: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    await change(run);
    const sinceMs = Date.now();
    const one = await timed(() => call("sync.run", {}));
    const { requests } = await call("sync.log", { id: account.id });
    const waited = requests.filter(({ atMs }) => atMs >= sinceMs).reduce((sum, { ms }) => sum + ms, 0);
    runs.push({ one, waited });
  }
  const median = runs.toSorted((a, b) => a.one - b.one)[Math.floor(RUNS / 2)];
  if (!median) throw new Error("nothing was measured");
  return median;
}

async function mustHave(call: Call, events: number): Promise<void> {
  const { occurrences } = await call("agenda.range", { fromMs: 0, toMs: 4_000_000_000_000 });
  if (occurrences.length !== events) throw new Error(`${occurrences.length} of ${events} events arrived`);
}

/** One change on a server that answers what is new without looking through everything it has; ms. */
async function onQuickServer(events: number, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`  a quick server with ${events} events …\n`);
  const server = await startQuirkDav();
  const put = (n: number) => server.put(`${n}.ics`, eventText(`quick-${n}`, `Event ${n}`));
  for (let n = 0; n < events; n++) put(n);
  const { call, close } = openEngine(folder);
  try {
    await call("accounts.add", { kind: "caldav", url: server.homeUrl, username: "alice", password: server.password });
    await call("sync.run", {});
    const { one } = await oneChange(call, (run) => put(events + run));
    await mustHave(call, events + RUNS);
    return one;
  } finally {
    await close();
    await server.stop();
  }
}

async function measurePeer(server: Filled, folder: string, events: number): Promise<Times> {
  const peer = vdirsyncer(folder, `${server.url}alice/`, "bench");
  const first = await timed(async () => {
    await peer.discover();
    await peer.sync();
  });
  if (peer.count() !== events) throw new Error(`vdirsyncer brought ${peer.count()} of ${events} events`);
  const idle = await medianOf(PEER_RUNS, () => peer.sync());
  const one = await medianOf(
    PEER_RUNS,
    () => peer.sync(),
    (run) => server.change(run),
  );
  return { first, idle, one };
}
