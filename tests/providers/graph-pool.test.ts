import { expect, test } from "vitest";
import { createPool, poolOf, WHOLE } from "../../src-main/providers/graph/pool.ts";
import { failureOf, never, sleepyClock } from "./graph-account.ts";
import { testWorld } from "./world.ts";

/** Work that ends when the test says so. */
function work() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end: () => end() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("three requests are on their way at a time, the others in turn", async () => {
  const pool = createPool(sleepyClock());
  const jobs = [0, 1, 2, 3, 4].map(work);
  const began: number[] = [];
  const all = jobs.map(({ done }, n) =>
    pool.run(
      1,
      () => {
        began.push(n);
        return done;
      },
      never,
    ),
  );
  await settled();
  expect(began).toEqual([0, 1, 2]);
  jobs[1]?.end();
  await settled();
  expect(began).toEqual([0, 1, 2, 3]);
  for (const { end } of jobs) end();
  await Promise.all(all);
  expect(began).toEqual([0, 1, 2, 3, 4]);
});

test("a batch has the mailbox to itself, and nobody overtakes it", async () => {
  const pool = createPool(sleepyClock());
  const [small, batch, late] = [work(), work(), work()];
  const began: string[] = [];
  const run = (name: string, weight: number, { done }: ReturnType<typeof work>) =>
    pool.run(weight, () => Promise.resolve(began.push(name)).then(() => done), never);
  const all = [run("small", 1, small), run("batch", WHOLE, batch), run("late", 1, late)];
  await settled();
  expect(began).toEqual(["small"]);
  small.end();
  await settled();
  expect(began).toEqual(["small", "batch"]);
  batch.end();
  late.end();
  await Promise.all(all);
  expect(began).toEqual(["small", "batch", "late"]);
});

test("who is cancelled while waiting leaves the place to the next, and a failure frees its own", async () => {
  const pool = createPool(sleepyClock());
  const first = work();
  const stop = new AbortController();
  const failing = pool.run(WHOLE, () => first.done.then(() => Promise.reject(new Error("broken"))), never);
  const waiting = pool.run(WHOLE, async () => "never", stop.signal);
  const next = pool.run(1, async () => "next", never);
  await settled();
  stop.abort();
  expect((await failureOf(waiting)).reason).toBe("cancelled");
  first.end();
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("next");
});

test("who stood in line when a pause began waits for its end too", async () => {
  const clock = sleepyClock();
  const pool = createPool(clock);
  const first = work();
  const startMs = clock.nowMs();
  const throttled = pool.run(WHOLE, () => first.done.then(() => pool.pauseUntil(startMs + 5_000)), never);
  const next = pool.run(1, async () => clock.nowMs(), never);
  await settled();
  first.end();
  await throttled;
  expect([await next, clock.slept]).toEqual([startMs + 5_000, [5_000]]);
});

test("all connections of a mailbox share one pool, other mailboxes have their own", () => {
  const [world, other] = [testWorld(), testWorld()];
  expect(poolOf(world, "ann")).toBe(poolOf(world, "ann"));
  expect(poolOf(world, "ann")).not.toBe(poolOf(world, "bob"));
  expect(poolOf(world, "ann")).not.toBe(poolOf(other, "ann"));
  world.remove();
  other.remove();
});
