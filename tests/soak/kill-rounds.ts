// kill -9 in the middle of random two-way syncs with a server; after each, everything must be where it belongs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { readDataFile } from "../convergence/data-file.ts";
import { seeded } from "../convergence/random.ts";
import { editHere } from "./edit-here.ts";
import { KillPoint } from "./kill-point.ts";
import type { Joined, KillServer, Pick } from "./kill-server.ts";
import { type KillableEngine, killableEngine } from "./killable-engine.ts";

const REST_ROUNDS = 8;

interface World extends Joined {
  readonly engine: KillableEngine;
  readonly point: KillPoint;
  readonly server: KillServer;
  readonly folder: string;
  readonly random: () => number;
  /** Text that must never get lost, and titles that must exist once. */
  readonly tokens: Set<string>;
}

/** Plays `rounds` rounds on one server and one data folder. @throws Error that says what went wrong, with seed and round */
export async function killRounds(
  start: () => Promise<KillServer>,
  rounds: number,
  seed: number,
  told: (round: number) => void = () => {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-kill-"));
  const server = await start();
  const point = await KillPoint.start(server.port);
  const origin = `http://127.0.0.1:${point.port}`;
  const engine = killableEngine(folder, server.env(origin));
  try {
    const joined = await server.join(engine, origin);
    const world = { ...joined, engine, point, server, folder, random: seeded(seed), tokens: new Set<string>() };
    for (let round = 0; round < rounds; round++) {
      try {
        await playRound(world, round);
      } catch (error) {
        throw new Error(`seed ${seed}, round ${round}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
      told(round);
    }
  } finally {
    await engine.close();
    await point.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playRound(world: World, round: number): Promise<void> {
  const { engine, point, server, random, tokens } = world;
  const pick = (below: number) => Math.floor(random() * below);
  const reached = point.arm(1 + pick(14), random() < 0.5 ? "before" : "after");
  for (let n = 1 + pick(3); n > 0; n--) {
    const token = `t${round}-${n}-`;
    if (await editHere(engine, world.calendarId, server, token, pick)) tokens.add(token);
  }
  for (let n = pick(3); n > 0; n--) await editThere(world, `o${round}-${n}-`, pick);
  // Ends by the kill at the latest.
  const run = engine.call("sync.run", {}).catch(() => undefined);
  await Promise.race([reached, run]);
  await engine.kill();
  point.heal();
  await server.signIn(engine, world);
  await comeToRest(world);
  await compare(world);
  server.check();
}

async function editThere({ server: { other }, tokens }: World, token: string, pick: Pick): Promise<void> {
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
  }
  throw new Error(`not at rest: ${JSON.stringify(await engine.call("sync.doctor", {}))}`);
}

async function compare({ server: { other }, folder, tokens }: World): Promise<void> {
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
}

const unfold = (text: string) => text.replace(/\r?\n[ \t]/g, "");
