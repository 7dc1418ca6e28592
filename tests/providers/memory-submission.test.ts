import { expect, test } from "vitest";
import type { MailLogin } from "../../src-main/providers/mail-provider.ts";
import { memorySubmission } from "../../src-main/providers/memory/submission.ts";
import { mailText } from "../contracts/submission.ts";
import { testWorld } from "./world.ts";

const LOGIN: MailLogin = {
  address: "demo@example.com",
  username: "demo",
  endpoint: { host: "demo.invalid", port: 465, security: "tls" },
};

test("the demo account sends nowhere: it takes everything but what goes to nobody", async () => {
  const world = testWorld();
  let told = 0;
  const submit = (...to: string[]) =>
    memorySubmission.submit(
      LOGIN,
      world,
      { from: LOGIN.address, to },
      mailText("x"),
      { onData: () => told++ },
      new AbortController().signal,
    );
  expect(await submit("bob@example.test")).toEqual({ kind: "accepted", answer: "250 taken by the demo", rejected: [] });
  expect(await submit("bob@example.test", "eve@x.invalid")).toMatchObject({
    kind: "accepted",
    rejected: [{ address: "eve@x.invalid", permanent: true }],
  });
  expect(told).toBe(2);
  expect(await submit("eve@x.INVALID")).toMatchObject({ kind: "refused", permanent: true });
  expect(told).toBe(2);
  const { maxSize } = await memorySubmission.probe(LOGIN, world, new AbortController().signal);
  expect(maxSize).toBeGreaterThan(1_000_000);
  world.remove();
});
