// Mail: the engine killed between sending, filing and moving; servers that fail as a seed says.
import type { Rounds } from "./calendar-world.ts";
import { count, type Facts } from "./facts.ts";
import { type Fault, type FaultPoint, faultPoint } from "./fault-point.ts";
import { type KillPoint, killPoint } from "./kill-point.ts";
import { busyWithMail } from "./mail-deeds.ts";
import { comeToMailRest } from "./mail-rest.ts";
import { inMailWorld, type MailWorld, type Points } from "./mail-world.ts";

const FAULTS: readonly Fault[] = ["reset", "lost", "lost", "cut", "garbage", "slow"];
/** Of the commands. */
const SHARES = [0.05, 0.15, 0.3];

/** @throws Error that says what went wrong, with seed and round */
export const mailKillRounds = (rounds: Rounds, facts?: Facts): Promise<void> =>
  inMailWorld(killPoint, rounds, killRound, facts);

/** @throws Error that says what went wrong, with seed and round */
export const mailFaultRounds = (rounds: Rounds, facts?: Facts): Promise<void> =>
  inMailWorld(faultPoint, rounds, faultRound, facts);

async function killRound(world: MailWorld, { imap, smtp }: Points<KillPoint>): Promise<void> {
  const { engine, random, pick, facts, signIn } = world;
  const phase = random() < 0.5 ? "before" : "after";
  const reached = pick(3) === 0 ? smtp.arm(1 + pick(6), phase) : imap.arm(1 + pick(8), phase);
  await busyWithMail(world);
  // Ends by the kill at the latest.
  const run = engine.call("sync.run", {}).catch(() => undefined);
  const request = await Promise.race([reached, run.then(() => undefined)]);
  await engine.kill();
  count(facts.kills, request === undefined ? "at rest" : `${phase} ${request}`);
  imap.heal();
  smtp.heal();
  await signIn();
  facts.compared += await comeToMailRest(world);
}

async function faultRound(world: MailWorld, { imap, smtp }: Points<FaultPoint>): Promise<void> {
  const { engine, random, pick, facts } = world;
  const share = SHARES[pick(SHARES.length)] ?? 0;
  const next = () => (random() < share ? FAULTS[pick(FAULTS.length)] : undefined);
  for (const point of [imap, smtp]) point.trouble(next);
  await busyWithMail(world);
  await engine.call("sync.run", {});
  for (const fault of [...imap.heal(), ...smtp.heal()]) count(facts.faults, fault);
  facts.compared += await comeToMailRest(world);
}
