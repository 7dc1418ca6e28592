// A server that fails as a seed says, at any request of a sync.
import { editOnBothSides, inCalendarWorld, type Rounds, type World } from "./calendar-world.ts";
import { count, type Facts } from "./facts.ts";
import { type Fault, type FaultPoint, faultPoint } from "./fault-point.ts";
import type { KillServer } from "./kill-server.ts";

const FAULTS: readonly Fault[] = ["reset", "lost", "lost", "cut", "garbage", "slow", "500", "503", "429"];
/** Of the requests. */
const SHARES = [0.1, 0.3, 0.6];

/** @throws Error that says what went wrong, with seed and round */
export const faultRounds = (start: () => Promise<KillServer>, rounds: Rounds, facts?: Facts): Promise<void> =>
  inCalendarWorld(start, faultPoint, rounds, playRound, facts);

async function playRound(world: World, point: FaultPoint): Promise<void> {
  const { engine, random, pick, facts } = world;
  const share = SHARES[pick(SHARES.length)] ?? 0;
  point.trouble(() => (random() < share ? FAULTS[pick(FAULTS.length)] : undefined));
  await editOnBothSides(world);
  for (let n = 1 + pick(2); n > 0; n--) await engine.call("sync.run", {});
  for (const fault of point.heal()) count(facts.faults, fault);
}
