// A text that is on its way: nobody waits for long, and a failure is told before it is tried again.
import { describe, expect, it, onTestFinished } from "vitest";
import { createBodyFetches } from "../../src-main/commands/mail/body-fetches.ts";
import type { Database } from "../../src-main/store/database.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";

const ID = "17" as MessageId;

function world() {
  const clock = fakeClock();
  const touched: string[] = [];
  const fetches: { readonly done: () => void; readonly fail: (failure: Failure) => void }[] = [];
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const db = { touch: (topic: string) => touched.push(topic) } as unknown as Database;
  const fetchNow = () => new Promise<void>((done, fail) => fetches.push({ done, fail }));
  return { clock, touched, fetches, ...createBodyFetches({ db, clock }, fetchNow, life.signal) };
}

describe("a text that is not here", () => {
  it("is waited for a moment, then told to be on its way; asked again, it is still one fetch", async () => {
    const { wait, fetches, clock } = world();
    const first = wait(ID);
    clock.advance(300);
    expect(await first).toBe("fetching");
    const second = wait(ID);
    fetches[0]?.done();
    expect([await second, fetches.length]).toEqual([undefined, 1]);
  });

  it("is here at once when it comes at once", async () => {
    const { wait, fetches } = world();
    const answer = wait(ID);
    fetches[0]?.done();
    expect(await answer).toBeUndefined();
  });

  it("that cannot be had says why for a while, tells the feed, and is then tried anew", async () => {
    const { wait, fetches, touched, clock } = world();
    const first = wait(ID);
    clock.advance(300);
    await first;
    fetches[0]?.fail(new Failure("offline"));
    await expect.poll(() => touched).toEqual(["mail"]);
    expect(await wait(ID)).toMatchObject({ reason: "offline" });
    expect(fetches).toHaveLength(1);
    clock.advance(10_001);
    const again = wait(ID);
    fetches[1]?.done();
    expect(await again).toBeUndefined();
  });
});
