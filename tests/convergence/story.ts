// A story: two users and a careless third client change one server's calendars over a bad network; then all is mended.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { type Client, type Deed, openClient } from "./client.ts";
import type { DataFile } from "./data-file.ts";
import { Ledger, unfold } from "./ledger.ts";
import { seeded } from "./random.ts";
import { SharedServer } from "./shared-server.ts";
import type { StoryServer } from "./story-server.ts";

export type Step =
  | { readonly who: 0 | 1; readonly do: "act"; readonly deed: Deed }
  | { readonly who: 0 | 1; readonly do: "sync" | "restart" }
  /** Done while a sync has come so many ticks far. */
  | { readonly who: 0 | 1; readonly do: "act-meanwhile"; readonly deed: Deed; readonly ticks: number }
  | { readonly who: 0 | 1; readonly do: "cancel"; readonly ticks: number }
  /** A clock that is set, forward or back. */
  | { readonly who: 0 | 1; readonly do: "clock"; readonly minutes: number }
  | { readonly who: "other"; readonly do: "edit" | "remove"; readonly pick: number };

const KINDS: readonly Deed["kind"][] = [
  "create",
  "create-series",
  "create-day",
  "tag",
  "tag",
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
  "redo",
  "policy",
];
const HOUR = 3_600_000;
const MINUTE = 60_000;
const ROUNDS = 20;
/** Rounds after which a person gives the word that a brake asks for. */
const PATIENCE = 3;

const who = fc.constantFrom(0 as const, 1 as const);
const deed = fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(20), n: fc.nat(60) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who, do: fc.constant("act" as const), deed }) },
  { weight: 3, arbitrary: fc.record({ who, do: fc.constant("sync" as const) }) },
  { weight: 2, arbitrary: fc.record({ who, do: fc.constant("act-meanwhile" as const), deed, ticks: fc.nat(150) }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ who, do: fc.constant("restart" as const) }),
      fc.record({ who, do: fc.constant("cancel" as const), ticks: fc.nat(150) }),
      fc.record({ who, do: fc.constant("clock" as const), minutes: fc.integer({ min: -90, max: 600 }) }),
    ),
  },
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

/** Plays a story over CalDAV's port to its end. @throws Error that says what was lost, doubled or left apart */
export const play = async (story: Story): Promise<void> => {
  await playOn(simpleServer, story);
};

/** A server of nothing but CalDAV's port. */
export const simpleServer = async (random: () => number): Promise<StoryServer> => new SharedServer(random);

/** Plays a story on a server to its end. @returns objects that both clients and the server agree on
 *  @throws Error that says what was lost, doubled or left apart */
export async function playOn(
  start: (random: () => number) => Promise<StoryServer>,
  { seed, faults, steps }: Story,
): Promise<{ readonly objects: number }> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "cadran-story-")));
  const random = seeded(seed);
  const server = await start(random);
  const clients = await Promise.all(folders.map((folder) => openClient(folder, server.seat)));
  try {
    const ledger = new Ledger(server.uidOf);
    await begin(clients, ledger);
    server.faults = faults;
    for (const [n, one] of steps.entries()) {
      await carryOut(one, `token-${n}-`, { clients, server, ledger });
      if (faults > 0) server.mischief();
    }
    server.faults = 0;
    await reconcile(clients, ledger, random);
    const files = await Promise.all(clients.map((client) => client.read()));
    const objects = await server.objects();
    compare(objects, files, ledger.tokens, server.uidOf);
    ledger.check(objects, files.map(({ overruled }) => overruled).join("\n"));
    return { objects: objects.size };
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Both know five events, two of them series, before anything goes wrong. */
async function begin(clients: readonly Client[], ledger: Ledger): Promise<void> {
  for (let n = 0; n < 5; n++) {
    const token = `begin-${n}-`;
    const kind = n < 2 ? ("create-series" as const) : ("create" as const);
    await act(clients[0] as Client, { kind, pick: 0, n: n * 5 }, token, ledger);
  }
  for (const client of clients) await client.sync();
}

async function carryOut(
  one: Step,
  token: string,
  { clients, server, ledger }: { clients: Client[]; server: StoryServer; ledger: Ledger },
): Promise<void> {
  if (one.who !== "other") {
    const client = clients[one.who] as Client;
    client.advance(MINUTE);
    await carryOutHere(one, token, client, { ledger, server });
    return;
  }
  const objects = [...(await server.objects())];
  const [path, text = ""] = objects[one.pick % Math.max(1, objects.length)] ?? [];
  if (path === undefined) return;
  // What the careless client replaces unseen is its own doing, not ours to keep.
  const excuse = (mark: string) => {
    ledger.tokens.delete(mark);
    ledger.excuse(mark);
  };
  if (one.do === "remove") {
    ledger.doom({ uid: /^UID:(.*)$/m.exec(text)?.[1]?.trim() ?? "", text });
    for (const mark of await server.remove(path, text)) excuse(mark);
    return;
  }
  ledger.wrote(token, true);
  for (const mark of await server.write(path, text, token)) excuse(mark);
}

async function carryOutHere(
  one: Exclude<Step, { who: "other" }>,
  token: string,
  client: Client,
  { ledger, server }: { ledger: Ledger; server: StoryServer },
): Promise<void> {
  switch (one.do) {
    case "sync":
      return client.sync();
    case "restart":
      return client.restart();
    case "clock":
      return client.advance(one.minutes * MINUTE);
    case "act":
      return act(client, one.deed, token, ledger);
    case "cancel":
    case "act-meanwhile": {
      const running = client.sync();
      for (let n = 0; n < one.ticks; n++) await server.tick();
      await (one.do === "cancel" ? client.cancel() : act(client, one.deed, token, ledger));
      return running;
    }
  }
}

async function act(client: Client, deed: Deed, token: string, ledger: Ledger): Promise<void> {
  const before = client.shown();
  const { written, undone } = await client.act(deed, token);
  if (written) ledger.wrote(token, deed.kind === "tag");
  if (undone !== undefined) ledger.excuse(undone);
  ledger.compare(before, client.shown());
}

async function reconcile(clients: readonly Client[], ledger: Ledger, random: () => number): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    let open = 0;
    for (const client of clients) {
      client.advance(2 * HOUR);
      await client.sync(round > PATIENCE);
      const before = client.shown();
      open += await client.settle(random);
      ledger.compare(before, client.shown());
    }
    const waiting = await Promise.all(clients.map((client) => client.waiting()));
    // One more round after the last edit was sent: the other one has to hear of it.
    if (open === 0 && waiting.every((n) => n === 0) && round > 1) {
      for (const client of clients) await client.sync(true);
      return;
    }
  }
  throw new Error("still not at rest after 20 rounds");
}

function compare(
  objects: ReadonlyMap<string, string>,
  files: readonly DataFile[],
  tokens: ReadonlySet<string>,
  uidOf: StoryServer["uidOf"],
): void {
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
  const uids = [...objects].map(
    ([path, text]) => `${path.split("/")[0]} ${uidOf(/^UID:(.*)$/m.exec(text)?.[1]?.trim() ?? "")}`,
  );
  if (new Set(uids).size !== uids.length) throw new Error(`made twice: ${uids.sort().join(", ")}`);
  const all = unfold([...objects.values(), ...files.map(({ kept }) => kept)].join("\n"));
  const lost = [...tokens].filter((token) => !all.includes(token));
  if (lost.length > 0) throw new Error(`lost: ${lost.join(", ")}`);
}

const meaning = (text: string | undefined) => (text === undefined ? undefined : meaningOf(text));
