// A mailbox of 100,000 messages in 50 folders on a real Dovecot, side by side with mbsync and notmuch. Part of `npm run bench`;
// alone: `node tests/bench/mail.ts`. BENCH_MESSAGES=1000000 makes it ten times as large.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingServer } from "../servers/child.ts";
import type { FilledMailbox } from "./mail-mailbox.ts";
import { startMailbox } from "./mail-mailbox.ts";
import { measureOurMail, type OurMail } from "./mail-ours.ts";
import { mailPeer, missingPeers } from "./mail-peer.ts";
import { compare, type Measure, measure, medianOf, percentile, timed } from "./measure.ts";
import { report } from "./report.ts";

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 100_000);
const PEER_RUNS = 3;
/** Each is in one message of five or more. */
const COMMON_WORDS = "projet réunion message facture contrat meeting budget report semaine équipe".split(" ");
const SEARCHES = Array.from({ length: 60 }, (_, n) => COMMON_WORDS[n % COMMON_WORDS.length] as string);

interface PeerTimes {
  readonly syncMs: number;
  readonly indexMs: number;
  readonly computedMs: number;
  readonly lookMs: number;
  readonly searchMs: readonly number[];
}

export async function benchMail(folder: string): Promise<Measure[]> {
  const missing = missingServer("dovecot");
  if (missing !== undefined) {
    process.stderr.write(`  left out: ${missing}\n`);
    return [];
  }
  process.stderr.write(`  Dovecot with ${MESSAGES.toLocaleString("en")} messages …\n`);
  const box = await startMailbox(MESSAGES);
  try {
    process.stderr.write(`  ${Math.round(box.bytes / 1e6)} MB of mail; the engine …\n`);
    const ours = await measureOurMail(join(folder, "ours"), box, SEARCHES);
    const { newestMs, everythingMs, residentMb = 0, delay } = ours;
    // The peers take long: what is known already is not lost with them.
    const figures = [newestMs / 1000, everythingMs / 1000, residentMb, delay.p99].map((value) => value.toFixed(1));
    process.stderr.write(`  newest, all (s), memory (MB), delay p99 (ms): ${figures.join(", ")}\n`);
    const absent = missingPeers();
    if (absent.length === 0) process.stderr.write("  mbsync and notmuch …\n");
    const peer = absent.length === 0 ? await measurePeer(join(folder, "peer"), box) : undefined;
    return measures(ours, peer, absent);
  } finally {
    await box.stop();
  }
}

async function measurePeer(folder: string, box: FilledMailbox): Promise<PeerTimes> {
  const peer = mailPeer(folder, box);
  let computedMs = 0;
  const counted = async (work: () => Promise<number>) => {
    computedMs += await work();
  };
  const syncMs = await timed(() => counted(peer.sync));
  if (peer.count() !== box.messages) throw new Error(`mbsync brought ${peer.count()} of ${box.messages} messages`);
  const indexMs = await timed(() => counted(peer.index));
  const lookMs = await medianOf(PEER_RUNS, () => peer.sync());
  const searchMs: number[] = [];
  for (const word of SEARCHES) searchMs.push(await timed(() => peer.search(word)));
  return { syncMs, indexMs, computedMs, lookMs, searchMs };
}

function measures(ours: OurMail, peer: PeerTimes | undefined, absent: readonly string[]): Measure[] {
  const many = MESSAGES.toLocaleString("en");
  const against = (name: string, unit: "s" | "ms", own: number, other: number | undefined, goal: number) => {
    const scale = unit === "s" ? 1000 : 1;
    return other === undefined
      ? measure(`${name} (no ${absent.join(", no ")} here)`, unit, own / scale)
      : compare(name, unit, own / scale, other / scale, goal);
  };
  const median = (samples: readonly number[]) => percentile(samples, 0.5);
  const { residentMb, highestMb, delay } = ours;
  return [
    measure(`newest 50 of ${many} readable, from the password on`, "s", ours.newestMs / 1000, 2),
    against(
      `all ${many} with bodies and index, vs mbsync + notmuch new`,
      "s",
      ours.everythingMs,
      peer && peer.syncMs + peer.indexMs,
      0.6,
    ),
    ...(peer && ours.computedMs !== undefined
      ? [compare("  computing time, without the server's", "s", ours.computedMs / 1000, peer.computedMs / 1000, 0.6)]
      : []),
    ...(peer ? [measure("  of theirs mbsync alone", "s", peer.syncMs / 1000)] : []),
    against("nothing changed in 50 folders, vs mbsync", "ms", ours.lookMs, peer?.lookMs, 0.5),
    against(
      "search, a common word, newest 50, vs notmuch",
      "ms",
      median(ours.searchMs),
      peer && median(peer.searchMs),
      1,
    ),
    measure("search, a common word, p95", "ms", percentile(ours.searchMs, 0.95), 20),
    measure("opening a stored message, p95", "ms", percentile(ours.openMs, 0.95), 50),
    measure("list, newest 50 threads, p95", "ms", percentile(ours.listMs, 0.95)),
    ...(residentMb === undefined ? [] : [measure(`engine memory, ${many} messages, resident`, "MB", residentMb, 250)]),
    ...(highestMb === undefined ? [] : [measure(`engine memory, ${many} messages, highest`, "MB", highestMb)]),
    measure("engine event loop delay during the first sync, p99", "ms", delay.p99, 50),
    measure("  the longest", "ms", delay.max),
  ];
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), "cadran-bench-"));
  try {
    report(await benchMail(folder), "results-mail.json");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
