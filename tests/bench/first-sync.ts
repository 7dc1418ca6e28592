// 10,000 events on a real Radicale: first sync, nothing changed, one change; and how free the host stays meanwhile.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { EngineClient } from "../../src-main/host/engine-client.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import { type RawClient, rawClient } from "../servers/dav.ts";
import { startRadicale } from "../servers/radicale.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { type Measure, measure, timed } from "./measure.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000);
const ENGINE = resolve(import.meta.dirname, "../../src-main/engine/process.ts");

export async function benchSync(folder: string): Promise<Measure[]> {
  mkdirSync(folder, { recursive: true });
  const server = await startRadicale();
  const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "browser", "--version", "bench"];
  const client = new EngineClient(() => childProcessEngine(ENGINE, args, process.env));
  const call = async <C extends CallName>(name: C, input: Input<C>): Promise<Output<C>> => {
    const reply = await client.call(name, input);
    if ("failure" in reply) throw new Error(`${name}: ${reply.failure.message}`);
    return reply.ok as Output<C>;
  };
  try {
    const dav = rawClient("alice", "alice-pw");
    await fill(dav, server.url);
    return await run(call, dav, server.url);
  } finally {
    await client.close();
    await server.stop();
  }
}

type Call = <C extends CallName>(name: C, input: Input<C>) => Promise<Output<C>>;

const XML = { "content-type": "application/xml; charset=utf-8" };

/** One PUT of the whole collection, then a fetch by another client: Radicale has everything in its cache. */
async function fill(dav: RawClient, root: string): Promise<void> {
  process.stderr.write(`filling Radicale with ${EVENTS} events …\n`);
  const url = `${root}alice/bench/`;
  const events = Array.from({ length: EVENTS }, (_, n) => vevent(n, `Event ${n}`)).join("");
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n${events}END:VCALENDAR\r\n`;
  await dav.request("PUT", url, text, { "content-type": "text/calendar; charset=utf-8" });
  const report =
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>';
  await dav.request("REPORT", url, report, XML);
}

async function run(call: Call, dav: RawClient, url: string): Promise<Measure[]> {
  await call("accounts.add", { kind: "caldav", url, username: "alice", password: "alice-pw" });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The engine begins by itself; a run asked for waits behind that one, so the first sync is over when it answers.
  const firstMs = await timed(async () => call("sync.run", {}));
  delay.disable();
  const { occurrences } = await call("agenda.range", { fromMs: 0, toMs: 4_000_000_000_000 });
  if (occurrences.length !== EVENTS) throw new Error(`${occurrences.length} of ${EVENTS} events arrived`);
  const idleMs = await timed(() => call("sync.run", {}));
  await dav.put(`${url}alice/bench/changed.ics`, single(EVENTS, "Changed elsewhere"));
  const oneMs = await timed(() => call("sync.run", {}));
  return [
    measure("first sync, 10,000 events from a warm Radicale", "s", firstMs / 1000),
    measure("sync with nothing changed, 10,000 events", "ms", idleMs),
    measure("sync with one changed event, 10,000 events", "ms", oneMs),
    // Resolution 1 ms is part of every sample.
    measure("host event loop delay during the first sync, p99", "ms", delay.percentile(99) / 1e6 - 1, 10),
  ];
}

function vevent(n: number, title: string): string {
  const day = new Date(Date.parse("2024-01-01") + ((n * 37) % 1400) * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .replaceAll("-", "");
  const hour = String(7 + (n % 12)).padStart(2, "0");
  return [
    "BEGIN:VEVENT",
    `UID:bench-${n}@example.test`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${day}T${hour}0000Z`,
    `DTEND:${day}T${hour}3000Z`,
    `SUMMARY:${title}`,
    `LOCATION:Room ${n % 40}`,
    "END:VEVENT",
    "",
  ].join("\r\n");
}

function single(n: number, title: string): string {
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n${vevent(n, title)}END:VCALENDAR\r\n`;
}
