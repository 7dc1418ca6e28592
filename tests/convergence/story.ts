// A story: two users and a careless third client change one server's calendars over a bad network; then all is mended.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { type Client, type Deed, openClient } from "./client.ts";
import type { DataFile } from "./data-file.ts";
import { seeded } from "./random.ts";
import { SharedServer } from "./shared-server.ts";

export type Step =
  | { readonly who: 0 | 1; readonly do: "act"; readonly deed: Deed }
  | { readonly who: 0 | 1; readonly do: "sync" }
  | { readonly who: "other"; readonly do: "edit" | "remove"; readonly pick: number };

const KINDS: readonly Deed["kind"][] = [
  "create",
  "create-series",
  "retitle",
  "relocate",
  "describe",
  "shift",
  "remove",
  "instance-title",
  "instance-remove",
  "following",
  "other-calendar",
  "undo",
];
const HOUR = 3_600_000;
const ROUNDS = 20;

const who = fc.constantFrom(0 as const, 1 as const);
const deed = fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(20), n: fc.nat(60) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who, do: fc.constant("act" as const), deed }) },
  { weight: 3, arbitrary: fc.record({ who, do: fc.constant("sync" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      who: fc.constant("other" as const),
      do: fc.constantFrom("edit" as const, "remove" as const),
      pick: fc.nat(20),
    }),
  },
);

export const stories = fc.record({
  seed: fc.nat(),
  faults: fc.constantFrom(0, 0.1, 0.35),
  steps: fc.array(step, { minLength: 8, maxLength: 40, size: "max" }),
});
export type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never;

/** Plays a story to its end. @throws Error that says what was lost, doubled or left apart */
export async function play({ seed, faults, steps }: Story): Promise<void> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "cadran-story-")));
  const random = seeded(seed);
  const server = new SharedServer(random);
  const clients = await Promise.all(folders.map((folder) => openClient(folder, server.provider)));
  try {
    const tokens = new Set<string>();
    await begin(clients, tokens);
    server.faults = faults;
    for (const [n, one] of steps.entries()) await carryOut(one, `token-${n}-`, { clients, server, tokens });
    server.faults = 0;
    await reconcile(clients, random);
    const files = await Promise.all(clients.map((client) => client.read()));
    compare(server.objects(), files, tokens);
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Both know five events, two of them series, before anything goes wrong. */
async function begin(clients: readonly Client[], tokens: Set<string>): Promise<void> {
  for (let n = 0; n < 5; n++) {
    const token = `begin-${n}-`;
    const kind = n < 2 ? ("create-series" as const) : ("create" as const);
    if (await clients[0]?.act({ kind, pick: 0, n: n * 5 }, token)) tokens.add(token);
  }
  for (const client of clients) await client.sync();
}

async function carryOut(
  one: Step,
  token: string,
  { clients, server, tokens }: { clients: Client[]; server: SharedServer; tokens: Set<string> },
): Promise<void> {
  if (one.who !== "other") {
    const client = clients[one.who] as Client;
    client.advance(60_000);
    if (one.do === "sync") return client.sync();
    if (await client.act(one.deed, token)) tokens.add(token);
    return;
  }
  const objects = [...server.objects()];
  const [path, text = ""] = objects[one.pick % Math.max(1, objects.length)] ?? [];
  if (path === undefined) return;
  // What the careless client replaces unseen is its own doing, not ours to keep.
  const before = /^X-OTHER:(.*)$/m.exec(text)?.[1]?.trim();
  if (before !== undefined) tokens.delete(before);
  const rest = text.replace(/^X-OTHER:.*\r?\n/gm, "");
  if (one.do === "remove") {
    server.overwrite(path, undefined);
    return;
  }
  tokens.add(token);
  server.overwrite(path, rest.replace("BEGIN:VEVENT\r\n", `BEGIN:VEVENT\r\nX-OTHER:${token}\r\n`));
}

async function reconcile(clients: readonly Client[], random: () => number): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    let open = 0;
    for (const client of clients) {
      client.advance(2 * HOUR);
      await client.sync();
      open += await client.settle(random);
    }
    const waiting = await Promise.all(clients.map((client) => client.waiting()));
    // One more round after the last edit was sent: the other one has to hear of it.
    if (open === 0 && waiting.every((n) => n === 0) && round > 1) {
      for (const client of clients) await client.sync();
      return;
    }
  }
  throw new Error("still not at rest after 20 rounds");
}

function compare(objects: ReadonlyMap<string, string>, files: readonly DataFile[], tokens: ReadonlySet<string>): void {
  for (const [n, { events }] of files.entries()) {
    const apart = [...new Set([...objects.keys(), ...events.keys()])].filter(
      (path) => meaning(objects.get(path)) !== meaning(events.get(path)),
    );
    if (apart.length > 0) {
      const [path = ""] = apart;
      throw new Error(
        `client ${n} and the server differ in ${apart.join(", ")}:\n${events.get(path)}\n--- server\n${objects.get(path)}`,
      );
    }
  }
  const uids = [...objects].map(([path, text]) => `${path.split("/")[0]} ${/^UID:(.*)$/m.exec(text)?.[1]}`);
  if (new Set(uids).size !== uids.length) throw new Error(`made twice: ${uids.sort().join(", ")}`);
  const all = unfold([...objects.values(), ...files.map(({ kept }) => kept)].join("\n"));
  const lost = [...tokens].filter((token) => !all.includes(token));
  if (lost.length > 0) throw new Error(`lost: ${lost.join(", ")}`);
}

const meaning = (text: string | undefined) => (text === undefined ? undefined : meaningOf(text));
const unfold = (text: string) => text.replace(/\r?\n[ \t]/g, "");
