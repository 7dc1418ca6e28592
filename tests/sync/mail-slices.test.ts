import { expect, test } from "vitest";
import { inSlices, paceOf } from "../../src-main/sync/mail/slices.ts";

const busy = (ms: number) => {
  const before = process.threadCpuUsage();
  let spent = 0;
  while (spent < ms * 1000) {
    const { user, system } = process.threadCpuUsage(before);
    spent = user + system;
  }
};

test("others get their turn between two slices, and all rows theirs, in order", async () => {
  const seen: number[] = [];
  const turns: number[] = [];
  const timer = setInterval(() => turns.push(seen.length), 0);
  const rows = Array.from({ length: 40 }, (_, n) => n);
  await inSlices(rows, paceOf(10), (some, at) => {
    expect(some[0]).toBe(at);
    seen.push(...some);
    busy(3);
  });
  clearInterval(timer);
  expect(seen).toEqual(rows);
  expect(turns.some((count) => count > 0 && count < rows.length)).toBe(true);
});

test("a slice that takes long is followed by a smaller one, and what was learnt is kept for the next rows", async () => {
  const pace = paceOf(80);
  const sizes: number[] = [];
  const rows = Array.from({ length: 30 }, (_, n) => n);
  await inSlices(rows, pace, (some) => {
    sizes.push(some.length);
    busy(18);
  });
  expect(sizes.slice(0, 2)).toEqual([10, 5]);
  expect(pace.size).toBe(5);
});

test("a slice that fails ends the rest, and those before it stay", async () => {
  const done: number[] = [];
  const work = inSlices([1, 2, 3], { size: 1, most: 1 }, ([row = 0]) => {
    if (row === 2) throw new Error("no");
    done.push(row);
  });
  await expect(work).rejects.toThrow("no");
  expect(done).toEqual([1]);
});
