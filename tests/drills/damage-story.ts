// A fortnight in the life of a data file: what is on the server and here before the backup, what happens after it, and the moment
// the power goes. The pictures of the folder that it leaves are damaged by the drills.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { readDataFile } from "../convergence/data-file.ts";
import { eventText } from "../servers/dav.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";
import { scripted } from "../sync/scripted-server.ts";

const DAY_MS = 86_400_000;
const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
const FILES = ["cadran.sqlite", "cadran.sqlite-wal", "cadran.lock"];

/** What only this computer has when the power goes. */
export const UNSENT = { edited: "Edited offline", made: "Made offline", local: "Local and late" } as const;

export async function damageStory() {
  const server = scripted();
  const clock = fakeClock();
  const vault = memoryVault();
  const folder = testFolder();
  const uid = (n: number) => `event-${n}@example.test`;
  for (let n = 0; n < 40; n++) server.put(`e${n}.ics`, eventText(uid(n), `Event ${n}`));
  const open = (where: string, onEnd?: (why: "damaged" | "restore") => void): TestEngine => {
    const engine = testEngine({ folder: where, clock, vault, demo: server.provider, ...(onEnd && { onEnd }) });
    onTestFinished(() => engine.close());
    return engine;
  };
  const engine = open(folder);
  const { call } = engine;
  const { calendars } = await call("accounts.add", { kind: "demo" });
  const calendarId = calendars.find(({ name }) => name === "Scripted")?.id as CalendarId;
  const local = (await call("calendars.create", { name: "Here only", color: "#336699" })).calendar.id;
  await call("sync.run", {});
  const times = { start: "2026-11-24T10:00", end: "2026-11-24T11:00" };
  const create = (title: string, id = calendarId) => call("events.create", { calendarId: id, title, ...times });
  const idOf = async (title: string): Promise<EventId> => {
    const { occurrences } = await call("agenda.range", NOVEMBER);
    return occurrences.find((one) => one.title === title)?.eventId as EventId;
  };
  await create("Local and early", local);
  const update = async (title: string, to: string) =>
    call("events.update", { id: await idOf(title), changes: { title: to } });
  const remove = async (title: string) => call("events.remove", { id: await idOf(title) });

  // What waits when the copy is made is sent soon afterwards.
  server.refuse(new Failure("offline"));
  await update("Event 10", "Renamed before the copy");
  await create("Made before the copy");
  await remove("Event 11");
  await call("backups.make", {});
  server.refuse(undefined);
  clock.advance(DAY_MS);
  await call("sync.run", {});
  await update("Renamed before the copy", "Renamed after the copy");
  await remove("Made before the copy");
  server.put("e12.ics", eventText(uid(12), "Changed by others"));
  server.put("new.ics", eventText("new@example.test", "Added by others"));
  server.drop("e13.ics");
  // Somebody brings back what was deleted here.
  server.put("e11.ics", eventText(uid(11), "Event 11 again"));
  await call("sync.run", {});

  server.refuse(new Failure("offline"));
  await update("Event 20", UNSENT.edited);
  await create(UNSENT.made);
  await remove("Event 21");
  await create(UNSENT.local, local);
  await call("sync.run", {});

  /** The folder as a power cut leaves it. */
  const powerCut = (): string => {
    const picture = testFolder();
    for (const name of FILES) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(picture, name));
    mkdirSync(join(picture, "backups"), { recursive: true });
    cpSync(join(folder, "backups"), join(picture, "backups"), { recursive: true });
    return picture;
  };
  const before = new Map([...server.items].map(([name, item]) => [name, item.text]));
  /** The server as it was when the power went. */
  const rewind = () => {
    for (const name of [...server.items.keys()]) server.drop(name);
    for (const [name, text] of before) server.put(name, text);
  };
  return { server, clock, folder, open, powerCut, rewind, before, calendarId, local, engine };
}

export type DamageStory = Awaited<ReturnType<typeof damageStory>>;

const titleOf = (text: string) => /^SUMMARY:(.*)$/m.exec(text)?.[1]?.trim() ?? "";
const uidOf = (text: string) => /^UID:(.*)$/m.exec(text)?.[1]?.trim() ?? "";

/** Opens a damaged folder, lets it sync until nothing moves, and looks at both sides. */
export async function recover(story: DamageStory, folder: string) {
  const { server, clock } = story;
  server.refuse(undefined);
  const engine = story.open(folder);
  for (let n = 0; n < 3; n++) {
    await engine.call("sync.run", { full: n === 2 });
    clock.advance(3_600_000);
  }
  const { restored } = await engine.call("backups.list", {});
  const { results } = await engine.call("sync.run", {});
  const { conflicts } = await engine.call("conflicts.list", {});
  // What both sides changed waits for the person, with both versions: no other difference is left.
  const undecided = new Set(conflicts.map(({ title }) => title));
  await engine.close();
  const { events } = readDataFile(join(folder, "cadran.sqlite"));
  const here = new Map(
    [...events].filter(([path]) => path.startsWith("Scripted/")).map(([path, text]) => [path.slice(9), text]),
  );
  const there = new Map([...server.items].map(([name, item]) => [name, item.text]));
  const onlyHere = [...events].filter(([path]) => path.startsWith("Here only/")).map(([, text]) => titleOf(text));
  const titles = [...there.values()].map(titleOf);
  return { restored, results, conflicts, undecided, here, there, onlyHere, titles, aside: readdirSync(folder) };
}

type Recovered = Awaited<ReturnType<typeof recover>>;

/** What of the person's own work is in neither place. */
export function lostOf({ titles, onlyHere }: Recovered): string[] {
  const lost: string[] = [UNSENT.edited, UNSENT.made].filter((title) => !titles.includes(title));
  if (!onlyHere.includes(UNSENT.local)) lost.push(UNSENT.local);
  if (!onlyHere.includes("Local and early")) lost.push("Local and early");
  return lost;
}

/** What must never happen, whatever the damage: both sides differ, something is there twice, or the server lost what it had. */
export function wrongWith(story: DamageStory, { here, there, results, restored, undecided }: Recovered): string[] {
  const wrong: string[] = [];
  for (const { outcome, failure } of results) {
    if (outcome === "failed") wrong.push(`sync failed: ${failure?.reason} ${failure?.message}`);
  }
  for (const name of new Set([...here.keys(), ...there.keys()])) {
    const mine = titleOf(here.get(name) ?? "");
    if (!undecided.has(mine) && mine !== titleOf(there.get(name) ?? "")) {
      wrong.push(`${name}: here «${mine}», there «${titleOf(there.get(name) ?? "")}»`);
    }
  }
  for (const side of [here, there]) {
    const uids = [...side.values()].map(uidOf);
    if (new Set(uids).size < uids.length) wrong.push("an event is there twice");
  }
  for (const [name, text] of story.before) {
    // Deleted here while offline: the one thing that may go, and only when that is known for certain.
    const mayGo = name === "e21.ics";
    if (!there.has(name) && !mayGo) wrong.push(`${titleOf(text)} is gone from the server`);
    const mayChange = name === "e20.ics";
    if (there.has(name) && !mayChange && titleOf(there.get(name) ?? "") !== titleOf(text)) {
      wrong.push(`${titleOf(text)} became ${titleOf(there.get(name) ?? "")}`);
    }
  }
  if (there.has("e21.ics") && !restored?.incomplete) wrong.push("the deletion was forgotten without a word");
  return wrong;
}
