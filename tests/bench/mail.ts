// Mail on a real Dovecot, in 50 folders: 10,000 messages side by side with mbsync and notmuch, and 100,000 alone, for what has to
// hold in a large mailbox. Part of `npm run bench`. BENCH_PEER_MESSAGES=100000 makes the comparison ten times as large (half an
// hour), BENCH_MESSAGES=1000000 the other.
import { join } from "node:path";
import { missingServer } from "../servers/child.ts";
import { buildEngine } from "./mail-engine.ts";
import { type FilledMailbox, startMailbox } from "./mail-mailbox.ts";
import { type OurMail, openOurMail } from "./mail-ours.ts";
import { type MailPeer, mailPeer, missingPeers } from "./mail-peer.ts";
import { compare, inRounds, type Measure, measure, median, type Pair, percentile, timed } from "./measure.ts";

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 100_000);
const PEER_MESSAGES = Number(process.env.BENCH_PEER_MESSAGES ?? 10_000);
const LISTS = 40;
/** Each is in one message of five or more. */
const COMMON_WORDS = "projet réunion message facture contrat meeting budget report semaine équipe".split(" ");
const SEARCHES = Array.from({ length: 60 }, (_, n) => COMMON_WORDS[n % COMMON_WORDS.length] as string);

export async function benchMail(folder: string): Promise<Measure[]> {
  const missing = missingServer("dovecot");
  if (missing !== undefined) {
    process.stderr.write(`  left out: ${missing}\n`);
    return [];
  }
  const entry = await buildEngine();
  const peers = await onMailbox(PEER_MESSAGES, (box) => besidePeers(join(folder, "peers"), box, entry));
  return [...peers, ...(await onMailbox(MESSAGES, (box) => alone(join(folder, "alone"), box, entry)))];
}

async function onMailbox<T>(messages: number, work: (box: FilledMailbox) => Promise<T>): Promise<T> {
  process.stderr.write(`  Dovecot with ${messages.toLocaleString("en")} messages …\n`);
  const box = await startMailbox(messages);
  try {
    return await work(box);
  } finally {
    await box.stop();
  }
}

/** What a first sync took, and its computing time; ms. */
interface First {
  readonly ms: number;
  readonly computedMs: number | undefined;
}

async function besidePeers(folder: string, box: FilledMailbox, entry: string): Promise<Measure[]> {
  const absent = missingPeers();
  let ours: OurMail | undefined;
  let peer: MailPeer | undefined;
  try {
    process.stderr.write("  everything, in rounds …\n");
    const firsts = await inRounds(async (round) => {
      await ours?.close();
      ours = await openOurMail(join(folder, `ours-${round}`), box, entry);
      const own = await ours.everything();
      peer = absent.length === 0 ? mailPeer(join(folder, `peer-${round}`), box) : undefined;
      return { own, other: peer && (await firstOfPeer(peer, box)) };
    });
    if (!ours) throw new Error("nothing was measured");
    process.stderr.write("  nothing changed, searches, in rounds …\n");
    return [...firstLines(firsts, box, absent), ...(await laterLines(ours, peer, absent))];
  } finally {
    await ours?.close();
  }
}

interface Firsts {
  readonly own: First;
  readonly other: (First & { readonly mbsyncMs: number }) | undefined;
}

async function firstOfPeer(peer: MailPeer, box: FilledMailbox): Promise<NonNullable<Firsts["other"]>> {
  let computedMs = 0;
  const counted = async (work: () => Promise<number>) => {
    computedMs += await work();
  };
  const mbsyncMs = await timed(() => counted(peer.sync));
  if (peer.count() !== box.messages) throw new Error(`mbsync brought ${peer.count()} of ${box.messages} messages`);
  const ms = mbsyncMs + (await timed(() => counted(peer.index)));
  return { ms, computedMs, mbsyncMs };
}

function firstLines(rounds: readonly Firsts[], { messages }: FilledMailbox, absent: readonly string[]): Measure[] {
  const seconds = (of: (one: First) => number | undefined): Both[] =>
    rounds.map(({ own, other }) => ({ ours: (of(own) ?? 0) / 1000, peer: other && (of(other) ?? 0) / 1000 }));
  const name = `all ${messages.toLocaleString("en")} with bodies and index`;
  const hasComputed = rounds.some(({ own, other }) => own.computedMs !== undefined && other);
  const mbsync = rounds.flatMap(({ other }) => (other ? [other.mbsyncMs / 1000] : []));
  return [
    against(
      { name, peer: "mbsync + notmuch new", absent, unit: "s", goal: 0.6 },
      seconds(({ ms }) => ms),
    ),
    ...(hasComputed
      ? [
          against(
            { name: "  computing time, without the server's", peer: "theirs", absent, unit: "s", goal: 0.6 },
            seconds(({ computedMs }) => computedMs),
          ),
        ]
      : []),
    ...(mbsync.length > 0 ? [measure("  of theirs mbsync alone", "s", mbsync)] : []),
  ];
}

async function laterLines(ours: OurMail, peer: MailPeer | undefined, absent: readonly string[]): Promise<Measure[]> {
  const looks = await inRounds(async () => ({ ours: await ours.look(), peer: peer && (await timed(peer.sync)) }));
  const searches = await inRounds(async () => ({
    ours: median(await eachWord(ours.search)),
    peer: peer && median(await eachWord((word) => timed(() => peer.search(word)))),
  }));
  return [
    against({ name: "nothing changed in 50 folders", peer: "mbsync", absent, unit: "ms", goal: 0.5 }, looks),
    against({ name: "search, a common word, newest 50", peer: "notmuch", absent, unit: "ms", goal: 1 }, searches),
  ];
}

async function eachWord(search: (word: string) => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (const word of SEARCHES) taken.push(await search(word));
  return taken;
}

interface Both {
  readonly ours: number;
  readonly peer: number | undefined;
}

interface Against {
  readonly name: string;
  readonly peer: string;
  /** Packages that are not here. */
  readonly absent: readonly string[];
  readonly unit: string;
  readonly goal: number;
}

function against({ name, peer, absent, unit, goal }: Against, rounds: readonly Both[]): Measure {
  const pairs: Pair[] = rounds.flatMap(({ ours, peer }) => (peer === undefined ? [] : [{ ours, peer }]));
  if (pairs.length > 0) return compare(`${name}, vs ${peer}`, unit, pairs, goal);
  return measure(
    `${name} (no ${absent.join(", no ")} here)`,
    unit,
    rounds.map(({ ours }) => ours),
  );
}

/** What takes minutes is measured once: the whole first sync, with the memory and the held-up thread it leaves behind. */
async function alone(folder: string, box: FilledMailbox, entry: string): Promise<Measure[]> {
  const many = box.messages.toLocaleString("en");
  let ours: OurMail | undefined;
  try {
    const newest = await inRounds(async (round) => {
      await ours?.close();
      ours = await openOurMail(join(folder, String(round)), box, entry);
      return (await ours.newest()) / 1000;
    });
    if (!ours) throw new Error("nothing was measured");
    process.stderr.write("  everything, once …\n");
    const { ms } = await ours.everything();
    const { p99, max } = await ours.delay();
    const lines = await readingLines(ours);
    const { residentMb, highestMb } = ours.memory();
    return [
      measure(`newest 50 of ${many} readable, from the password on`, "s", newest, 2),
      measure(`all ${many} with bodies and index`, "s", ms / 1000),
      ...lines,
      ...(residentMb === undefined
        ? []
        : [measure(`engine memory, ${many} messages, resident`, "MB", residentMb, 250)]),
      ...(highestMb === undefined ? [] : [measure(`engine memory, ${many} messages, highest`, "MB", highestMb)]),
      measure("engine event loop delay during the first sync, p99", "ms", p99, 50),
      measure("  the longest", "ms", max),
    ];
  } finally {
    await ours?.close();
  }
}

async function readingLines(ours: OurMail): Promise<Measure[]> {
  const rounds = await inRounds(async () => {
    const searches = await eachWord(ours.search);
    const opened = await ours.openSome();
    const lists: number[] = [];
    for (let n = 0; n < LISTS; n++) lists.push(await ours.list());
    return { searches, opened, lists };
  });
  const p95 = (of: (one: (typeof rounds)[number]) => readonly number[]) =>
    rounds.map((one) => percentile(of(one), 0.95));
  return [
    measure(
      "search, a common word, p95",
      "ms",
      p95(({ searches }) => searches),
      20,
    ),
    measure(
      "opening a stored message, p95",
      "ms",
      p95(({ opened }) => opened),
      50,
    ),
    measure(
      "list, newest 50 threads, p95",
      "ms",
      p95(({ lists }) => lists),
    ),
  ];
}
