// Servers that answer nothing where a message should be (mail rule 39).
import { expect, test } from "vitest";
import { allOf, never, scripted, signIn } from "./imap-scripted-setup.ts";

const SOURCE = { kind: "source", maxBytes: 1_000_000 } as const;
const EMPTY = (line: string) => line.replace(/BODY\[\]<0> [\s\S]*$/, "BODY[]<0> {0}\r\n)");

test("a source that comes empty although the message is not is asked for again, and is never stored as empty", async () => {
  const server = await scripted({
    answer: ({ name, times, words }, self) => {
      if (name !== "UID FETCH") return undefined;
      // Uid 1 is empty at first, 2 always.
      return self
        .usual({ name, words })
        .map((line) => (line.includes("(UID 2 ") || (times === 0 && line.includes("(UID 1 ")) ? EMPTY(line) : line));
    },
  });
  server.fill("INBOX", 3);
  const connection = await signIn(server);
  const messages = await allOf(connection.fetch("INBOX", [3, 2, 1], SOURCE, "ops", never));
  expect(messages.map(({ uid }) => uid)).toEqual([3, 1]);
  for (const { source, size } of messages) expect(source?.length).toBe(size);
});
