// kill -9 in the middle of random two-way syncs with a server.
import { editOnBothSides, inCalendarWorld, type Rounds, type World } from "./calendar-world.ts";
import { count, type Facts } from "./facts.ts";
import { type KillPoint, killPoint } from "./kill-point.ts";
import type { KillServer } from "./kill-server.ts";

/** @throws Error that says what went wrong, with seed and round */
export const killRounds = (start: () => Promise<KillServer>, rounds: Rounds, facts?: Facts): Promise<void> =>
  inCalendarWorld(start, killPoint, rounds, playRound, facts);

async function playRound(world: World, point: KillPoint): Promise<void> {
  const { engine, server, random, pick, facts } = world;
  const phase = random() < 0.5 ? "before" : "after";
  const reached = point.arm(1 + pick(8), phase);
  await editOnBothSides(world);
  // Ends by the kill at the latest.
  const run = engine.call("sync.run", {}).catch(() => undefined);
  const request = await Promise.race([reached, run.then(() => undefined)]);
  await engine.kill();
  count(facts.kills, request === undefined ? "at rest" : `${phase} ${request}`);
  point.heal();
  await server.signIn(engine, world);
}
