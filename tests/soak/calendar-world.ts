// A server, an engine process with an account on it, and somebody else who edits the same calendar: what kill rounds and fault
// rounds have in common.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { readDataFile } from "../convergence/data-file.ts";
import { seeded } from "../convergence/random.ts";
import type { TcpProxy } from "../servers/tcp-proxy.ts";
import { editHere } from "./edit-here.ts";
import { type Facts, newFacts } from "./facts.ts";
import type { Joined, KillServer, Pick } from "./kill-server.ts";
import { type KillableEngine, killableEngine } from "./killable-engine.ts";

const REST_ROUNDS = 8;

export interface World extends Joined {
  readonly engine: KillableEngine;
  readonly server: KillServer;
  readonly folder: string;
  readonly random: () => number;
  readonly pick: Pick;
  /** Text that must never get lost, and titles that must exist once. */
  readonly tokens: Set<string>;
  readonly facts: Facts;
}

/** How many rounds to play, and the seed they follow. */
export interface Rounds {
  readonly rounds: number;
  readonly seed: number;
}

/** Plays rounds on one server and one data folder, through a proxy; after each, everything must be where it belongs.
 *  @param facts filled as it goes on, so that they are there after a failure, too
 *  @throws Error that says what went wrong, with seed and round */
export async function inCalendarWorld<P extends TcpProxy>(
  start: () => Promise<KillServer>,
  openPoint: (targetPort: number) => Promise<P>,
  { rounds, seed }: Rounds,
  play: (world: World, point: P) => Promise<void>,
  facts = newFacts(),
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-kill-"));
  const server = await start();
  const point = await openPoint(server.port);
  const origin = `http://127.0.0.1:${point.port}`;
  const engine = killableEngine(folder, server.env(origin));
  try {
    const joined = await server.join(engine, origin);
    const random = seeded(seed);
    const pick = (below: number) => Math.floor(random() * below);
    const world = { ...joined, engine, server, folder, random, pick, tokens: new Set<string>(), facts };
    for (let round = 0; round < rounds; round++) {
      try {
        await play(world, point);
        await comeToRest(world);
        await compare(world);
        server.check();
        facts.rounds++;
      } catch (error) {
        const why = error instanceof Error ? error.message : error;
        throw new Error(`seed ${seed}, round ${round}: ${why}`, { cause: error });
      }
    }
  } finally {
    await engine.close();
    await point.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The user edits one to three times, the other one up to twice. */
export async function editOnBothSides(world: World): Promise<void> {
  const { engine, server, calendarId, pick, tokens, facts } = world;
  const round = facts.rounds;
  for (let n = 1 + pick(3); n > 0; n--) {
    const token = `t${round}-${n}-`;
    if (await editHere(engine, calendarId, server, token, pick)) tokens.add(token);
    facts.edits++;
  }
  for (let n = pick(3); n > 0; n--) {
    await editThere(world, `o${round}-${n}-`);
    facts.edits++;
  }
}

async function editThere({ server: { other }, tokens, pick }: World, token: string): Promise<void> {
  const texts = [...(await other.texts())];
  const [key, text = ""] = texts[pick(texts.length)] ?? [];
  tokens.add(token);
  if (key === undefined || pick(3) === 0) return other.make(token, pick);
  const isRemoval = pick(4) === 0;
  const over = isRemoval ? text + token : await other.change(key, text, token, pick);
  // What only the other client had is its own to replace.
  for (const own of tokens) if (own.startsWith("o") && over.includes(own)) tokens.delete(own);
  if (isRemoval) await other.remove(key);
}

async function comeToRest({ engine, server: { choices }, random }: World): Promise<void> {
  for (let round = 0; round < REST_ROUNDS; round++) {
    await engine.call("sync.run", { allowMassDeletion: true });
    const { conflicts } = await engine.call("conflicts.list", {});
    for (const { id } of conflicts) {
      const choice = choices[Math.floor(random() * choices.length)] ?? "mine";
      await engine.call("conflicts.resolve", { id, choice });
    }
    const { calendars } = await engine.call("sync.status", {});
    if (conflicts.length === 0 && calendars.every((one) => one.pending + one.parked === 0 && !one.failure)) return;
    // A server that asked for a pause gets it, and an edit that it refused is tried again after one.
    await sleep(round * 300);
  }
  throw new Error(`not at rest: ${JSON.stringify(await engine.call("sync.doctor", {}))}`);
}

async function compare({ server: { other }, folder, tokens, facts }: World): Promise<void> {
  const objects = await other.texts();
  const { events, kept } = readDataFile(join(folder, "cadran.sqlite"));
  const here = new Map([...events].map(([path, text]) => [path.slice(path.indexOf("/") + 1), text]));
  for (const name of new Set([...objects.keys(), ...here.keys()])) {
    const [mine, theirs] = [here.get(name), objects.get(name)];
    if (mine === undefined || theirs === undefined || meaningOf(mine) !== meaningOf(theirs)) {
      throw new Error(`${name} differs:\n${mine}\n--- server\n${theirs}`);
    }
  }
  const uids = [...objects.values()].map((text) => /^UID:(.*)$/m.exec(text)?.[1]);
  if (new Set(uids).size !== uids.length) throw new Error("made twice");
  const all = unfold([...objects.values(), kept].join("\n"));
  const lost = [...tokens].filter((token) => !all.includes(token));
  if (lost.length > 0) throw new Error(`lost: ${lost.join(", ")}`);
  facts.compared += objects.size;
}

const unfold = (text: string) => text.replace(/\r?\n[ \t]/g, "");
