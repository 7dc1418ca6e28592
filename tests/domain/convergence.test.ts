import fc from "fast-check";
import { expect, test } from "vitest";
import { sameMeaning } from "../../src-main/domain/edit.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { NOW } from "./fixtures.ts";
import { meeting, steps, taken } from "./merge-versions.ts";

// Two clients and a server, by texts alone: a client edits what it has, or brings it to the server and back.
interface Client {
  base: string;
  text: string;
}

const actions = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1),
    act: fc.oneof(fc.constant("sync" as const), steps, fc.constant("note" as const)),
  }),
  { minLength: 4, maxLength: 12 },
);

test("two clients that edit at random and merge always end with what the server has, and no note is lost", () => {
  let conflicts = 0;
  fc.assert(
    fc.property(actions, (all) => {
      let server = meeting;
      const notes: string[] = [];
      const clients: Client[] = [0, 1].map(() => ({ base: meeting, text: meeting }));
      const sync = (client: Client) => {
        const merged = mergeVersions({ base: client.base, mine: client.text, theirs: server }, { prefer: "suggested" });
        conflicts += merged.conflicts.length;
        server = merged.text;
        client.base = server;
        client.text = server;
      };
      for (const [i, { who, act }] of all.entries()) {
        const client = clients[who] as Client;
        if (act === "sync") sync(client);
        else if (act === "note") {
          notes.push(`COMMENT:note ${i}`);
          client.text = client.text.replace("SUMMARY", `COMMENT:note ${i}\r\nSUMMARY`);
        } else client.text = taken(client.text, act, NOW + i * 60_000);
      }
      for (const client of [...clients, ...clients]) sync(client);
      for (const { text } of clients) expect(text).toBe(server);
      expect(readResource(server).uid).toBe("u1");
      for (const note of notes) if (readResource(server).master) expect(server).toContain(note);
      expect(
        sameMeaning(mergeVersions({ base: meeting, mine: server, theirs: meeting }, { prefer: "mine" }).text, server),
      ).toBe(true);
    }),
    { seed: 77, numRuns: 60 },
  );
  expect(conflicts).toBeGreaterThan(10);
});
