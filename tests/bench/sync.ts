// 10,000 events on a real Radicale, side by side with vdirsyncer: first sync, nothing changed, one change.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { eventText } from "../servers/dav.ts";
import { startQuirkDav } from "../servers/quirk-dav.ts";
import { type Call, openEngine } from "./engine-process.ts";
import { type Filled, filledRadicale } from "./filled-radicale.ts";
import { compare, inRounds, type Measure, measure, type Pair, timed } from "./measure.ts";
import { hasVdirsyncer, type Peer, vdirsyncer } from "./vdirsyncer.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000);
const FEW = 100;
const many = EVENTS.toLocaleString("en");

export async function benchSync(folder: string): Promise<Measure[]> {
  const ours = await ourSide(join(folder, "ours"), EVENTS);
  try {
    return [
      ...(await besideVdirsyncer(ours, join(folder, "vdirsyncer"))),
      ...(await besideFew(ours, join(folder, "few"))),
      ...(await onQuickServers(join(folder, "quick"))),
    ];
  } finally {
    await ours.stop();
  }
}

/** One side of the comparison: a calendar here and its server. Each has a server of its own, filled alike: what one of them makes
 *  the server compute is not there for the other. */
interface Side {
  /** Into an empty folder, signing in and finding the calendars included; ms. */
  first(round: number): Promise<number>;
  idle(): Promise<number>;
  /** Another client adds an event; what it takes to have that here. */
  one(): Promise<number>;
  stop(): Promise<void>;
}

async function besideVdirsyncer(ours: OurSide, folder: string): Promise<Measure[]> {
  const peer = hasVdirsyncer() ? await peerSide(folder) : undefined;
  const told = (what: keyof Omit<Side, "stop">, words: string) => {
    process.stderr.write(`  ${words}, in rounds …\n`);
    return inRounds(async (round) => ({ ours: await ours[what](round), peer: await peer?.[what](round) }));
  };
  try {
    return [
      against(`first sync, ${many} events`, "s", await told("first", "first sync"), 0.5),
      against(`nothing changed, ${many} events`, "ms", await told("idle", "nothing changed"), 0.1),
      against(`one change, ${many} events`, "ms", await told("one", "one change"), 0.1),
      measure("host event loop delay during the first sync, p99", "ms", ours.delays, 10),
    ];
  } finally {
    await peer?.stop();
  }
}

/** In ms. */
interface Round {
  readonly ours: number;
  readonly peer: number | undefined;
}

function against(name: string, unit: "s" | "ms", rounds: readonly Round[], goal: number): Measure {
  const scale = unit === "s" ? 1000 : 1;
  const pairs = rounds.flatMap(({ ours, peer }) =>
    peer === undefined ? [] : [{ ours: ours / scale, peer: peer / scale }],
  );
  if (pairs.length > 0) return compare(`${name}, vs vdirsyncer`, unit, pairs, goal);
  return measure(
    `${name} (no vdirsyncer here)`,
    unit,
    rounds.map(({ ours }) => ours / scale),
  );
}

interface OurSide extends Side {
  readonly call: Call;
  /** 99th percentile of this process's event loop delay in each first sync; ms. */
  readonly delays: readonly number[];
}

async function ourSide(folder: string, events: number): Promise<OurSide> {
  const server = await filled(events);
  let engine: ReturnType<typeof openEngine> | undefined;
  const call: Call = (name, input) => {
    if (!engine) throw new Error("there is no engine yet");
    return engine.call(name, input);
  };
  const delays: number[] = [];
  let expected = events;
  return {
    call,
    delays,
    async first(round) {
      await engine?.close();
      engine = open(join(folder, String(round)));
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      // The engine begins by itself; a run asked for waits behind that one.
      const ms = await timed(async () => {
        await call("accounts.add", { kind: "caldav", url: server.url, username: "alice", password: "alice-pw" });
        await call("sync.run", {});
      });
      delay.disable();
      // Resolution 1 ms is part of every sample.
      delays.push(delay.percentile(99) / 1e6 - 1);
      await mustHave(call, events);
      return ms;
    },
    idle: () => timed(() => call("sync.run", {})),
    async one() {
      await server.change(expected++);
      const ms = await timed(() => call("sync.run", {}));
      await mustHave(call, expected);
      return ms;
    },
    async stop() {
      await engine?.close();
      await server.stop();
    },
  };
}

async function peerSide(folder: string): Promise<Side> {
  const server = await filled(EVENTS);
  let peer: Peer | undefined;
  let expected = EVENTS;
  const sync = async () => {
    await peer?.sync();
    if (peer?.count() !== expected) throw new Error(`vdirsyncer has ${peer?.count()} of ${expected} events`);
  };
  return {
    first(round) {
      peer = vdirsyncer(join(folder, String(round)), `${server.url}alice/`, "bench");
      return timed(async () => {
        await peer?.discover();
        await sync();
      });
    },
    idle: () => timed(sync),
    async one() {
      await server.change(expected++);
      return timed(sync);
    },
    stop: () => server.stop(),
  };
}

/** What one change costs must not hang on how many events lie around it. */
async function besideFew(large: OurSide, folder: string): Promise<Measure[]> {
  const small = await ourSide(folder, FEW);
  try {
    await small.first(0);
    const rounds = await inRounds(async () => ({
      large: await oneWithWaiting(large),
      small: await oneWithWaiting(small),
    }));
    const part = (of: (times: Times) => number): Pair[] =>
      rounds.map(({ large, small }) => ({ ours: of(large), peer: of(small) }));
    const waited = part((times) => times.waited);
    return [
      compare(
        `one change among ${many} vs among ${FEW}`,
        "ms",
        part((times) => times.one),
        1.2,
      ),
      measure(
        `  of that waiting for the server, ${many}`,
        "ms",
        waited.map(({ ours }) => ours),
      ),
      measure(
        `  of that waiting for the server, ${FEW}`,
        "ms",
        waited.map(({ peer }) => peer),
      ),
      compare(
        "  Cadran's own part",
        "ms",
        part((times) => times.one - times.waited),
        1.2,
      ),
    ];
  } finally {
    await small.stop();
  }
}

interface Times {
  readonly one: number;
  /** Of `one`, the time in which an answer of the server was waited for. */
  readonly waited: number;
}

async function oneWithWaiting({ call, one: change }: OurSide): Promise<Times> {
  const { accounts } = await call("accounts.list", {});
  const [account] = accounts;
  if (!account) throw new Error("there is no account");
  const sinceMs = Date.now();
  const one = await change();
  const { requests } = await call("sync.log", { id: account.id });
  const waited = requests.filter(({ atMs }) => atMs >= sinceMs).reduce((sum, { ms }) => sum + ms, 0);
  return { one, waited };
}

function open(folder: string): ReturnType<typeof openEngine> {
  mkdirSync(folder, { recursive: true });
  return openEngine(folder);
}

function filled(events: number): Promise<Filled> {
  process.stderr.write(`  Radicale with ${events.toLocaleString("en")} events …\n`);
  return filledRadicale(events);
}

async function mustHave(call: Call, events: number): Promise<void> {
  const { occurrences } = await call("agenda.range", { fromMs: 0, toMs: 4_000_000_000_000 });
  if (occurrences.length !== events) throw new Error(`${occurrences.length} of ${events} events arrived`);
}

async function onQuickServers(folder: string): Promise<Measure[]> {
  const large = await quickServer(EVENTS, join(folder, "many"));
  const small = await quickServer(FEW, join(folder, "few"));
  try {
    const rounds = await inRounds(async () => ({ ours: await large.one(), peer: await small.one() }));
    return [compare(`one change among ${many} vs among ${FEW}, a server that is quick itself`, "ms", rounds, 1.2)];
  } finally {
    await large.stop();
    await small.stop();
  }
}

/** A server that answers what is new without looking through everything it has. */
async function quickServer(events: number, folder: string): Promise<Pick<OurSide, "one" | "stop">> {
  process.stderr.write(`  a quick server with ${events.toLocaleString("en")} events …\n`);
  const server = await startQuirkDav();
  let held = 0;
  const put = () => server.put(`${held}.ics`, eventText(`quick-${held}`, `Event ${held++}`));
  while (held < events) put();
  const { call, close } = open(folder);
  await call("accounts.add", { kind: "caldav", url: server.homeUrl, username: "alice", password: server.password });
  await call("sync.run", {});
  return {
    async one() {
      put();
      const ms = await timed(() => call("sync.run", {}));
      await mustHave(call, held);
      return ms;
    },
    async stop() {
      await close();
      await server.stop();
    },
  };
}
