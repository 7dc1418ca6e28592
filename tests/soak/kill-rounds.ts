// kill -9 in the middle of random two-way syncs with a real Radicale; after each, everything must be where it belongs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { readDataFile } from "../convergence/data-file.ts";
import { seeded } from "../convergence/random.ts";
import { eventText, type RawClient, rawClient } from "../servers/dav.ts";
import { startRadicale } from "../servers/radicale.ts";
import { KillPoint } from "./kill-point.ts";
import { type KillableEngine, killableEngine } from "./killable-engine.ts";

const PASSWORD = "alice-pw";
const YEAR = { fromMs: Date.parse("2026-06-01T00:00:00Z"), toMs: Date.parse("2027-06-01T00:00:00Z") };
const REST_ROUNDS = 8;

interface World {
  readonly engine: KillableEngine;
  readonly point: KillPoint;
  readonly other: RawClient;
  readonly folder: string;
  readonly calendarUrl: string;
  readonly accountId: string;
  readonly calendarId: string;
  readonly random: () => number;
  /** Text that must never get lost, and titles that must exist once. */
  readonly tokens: Set<string>;
}

/** Plays `rounds` rounds on one server and one data folder. @throws Error that says what went wrong, with seed and round */
export async function killRounds(
  rounds: number,
  seed: number,
  told: (round: number) => void = () => {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-kill-"));
  const server = await startRadicale();
  const point = await KillPoint.start(server.port);
  const engine = killableEngine(folder);
  try {
    const other = rawClient("alice", PASSWORD);
    const calendarUrl = `${server.url}alice/work/`;
    await other.makeCalendar(calendarUrl, "Work");
    const url = `http://127.0.0.1:${point.port}/`;
    const { account, calendars } = await engine.call("accounts.add", {
      kind: "caldav",
      url,
      username: "alice",
      password: PASSWORD,
    });
    const calendarId = calendars[0]?.id ?? "";
    const tokens = new Set<string>();
    const world = {
      engine,
      point,
      other,
      folder,
      calendarUrl,
      accountId: account.id,
      calendarId,
      random: seeded(seed),
      tokens,
    };
    for (let round = 0; round < rounds; round++) {
      try {
        await playRound(world, round);
      } catch (error) {
        throw new Error(`seed ${seed}, round ${round}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
      told(round);
    }
  } finally {
    await engine.close();
    await point.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playRound(world: World, round: number): Promise<void> {
  const { engine, point, random } = world;
  const pick = (below: number) => Math.floor(random() * below);
  const reached = point.arm(1 + pick(14), random() < 0.5 ? "before" : "after");
  for (let n = 1 + pick(3); n > 0; n--) await editHere(world, `t${round}-${n}-`, pick);
  for (let n = pick(3); n > 0; n--) await editThere(world, `o${round}-${n}-`, pick);
  // Ends by the kill at the latest.
  const run = engine.call("sync.run", {}).catch(() => undefined);
  await Promise.race([reached, run]);
  await engine.kill();
  point.heal();
  await engine.call("accounts.update", { id: world.accountId as never, password: PASSWORD });
  await comeToRest(world);
  await compare(world);
}

async function editHere({ engine, calendarId, tokens }: World, token: string, pick: (below: number) => number) {
  const { occurrences } = await engine.call("agenda.range", YEAR);
  const one = occurrences[pick(occurrences.length)];
  const kind = one ? pick(5) : 0;
  const id = one?.eventId as never;
  try {
    if (kind === 0) {
      const day = String(1 + pick(27)).padStart(2, "0");
      const rrule = pick(2) ? { rrule: "FREQ=WEEKLY;COUNT=3" } : {};
      const times = { start: `2026-12-${day}T09:00`, end: `2026-12-${day}T10:00`, zone: "Europe/Paris" };
      await engine.call("events.create", { calendarId: calendarId as never, title: token, ...times, ...rrule });
    } else if (kind === 1) await engine.call("events.update", { id, changes: { location: token } });
    else if (kind === 2) await engine.call("events.update", { id, changes: { description: token } });
    else if (kind === 3 && one?.recurrenceId) {
      await engine.call("events.update", {
        id,
        recurrenceId: one.recurrenceId,
        scope: "this",
        changes: { title: token },
      });
    } else {
      await engine.call("events.remove", { id });
      return;
    }
    tokens.add(token);
  } catch (error) {
    // Gone in the meantime: the user is told.
    if ((error as { code?: string }).code !== "missing") throw error;
  }
}

async function editThere({ other, calendarUrl, tokens }: World, token: string, pick: (below: number) => number) {
  const objects = [...(await objectsOf(other, calendarUrl))];
  const [name, text = ""] = objects[pick(objects.length)] ?? [];
  if (name === undefined || pick(3) === 0) {
    tokens.add(token);
    await other.put(`${calendarUrl}${token}.ics`, eventText(`${token}@other`, token));
    return;
  }
  const before = /^X-OTHER:(.*)$/m.exec(text)?.[1]?.trim();
  if (before !== undefined) tokens.delete(before);
  if (pick(4) === 0) {
    // What only the other client had is its own to remove.
    for (const own of tokens) if (own.startsWith("o") && text.includes(own)) tokens.delete(own);
    // The engine may have been faster.
    await other.remove(calendarUrl + name).catch((error: Error) => {
      if (!error.message.includes(": 404 ")) throw error;
    });
    return;
  }
  tokens.add(token);
  const rest = text.replace(/^X-OTHER:.*\r?\n/gm, "");
  await other.put(calendarUrl + name, rest.replace(/BEGIN:VEVENT\r?\n/, `BEGIN:VEVENT\r\nX-OTHER:${token}\r\n`));
}

async function comeToRest({ engine, random }: World): Promise<void> {
  for (let round = 0; round < REST_ROUNDS; round++) {
    await engine.call("sync.run", { allowMassDeletion: true });
    const { conflicts } = await engine.call("conflicts.list", {});
    for (const { id } of conflicts) {
      const choice = (["mine", "theirs", "merge", "both"] as const)[Math.floor(random() * 4)] ?? "mine";
      await engine.call("conflicts.resolve", { id, choice });
    }
    const { calendars } = await engine.call("sync.status", {});
    if (conflicts.length === 0 && calendars.every((one) => one.pending + one.parked === 0 && !one.failure)) return;
  }
  throw new Error(`not at rest: ${JSON.stringify(await engine.call("sync.doctor", {}))}`);
}

async function compare({ other, calendarUrl, folder, tokens }: World): Promise<void> {
  const objects = await objectsOf(other, calendarUrl);
  const { events, kept } = readDataFile(join(folder, "cadran.sqlite"));
  const here = new Map([...events].map(([path, text]) => [path.slice(path.indexOf("/") + 1), text]));
  for (const name of new Set([...objects.keys(), ...here.keys()])) {
    const [mine, theirs] = [here.get(name), objects.get(name)];
    if (mine === undefined || theirs === undefined || meaningOf(mine) !== meaningOf(theirs)) {
      throw new Error(`${name} differs:\n${mine}\n--- server\n${theirs}`);
    }
  }
  const uids = [...objects.values()].map((text) => /^UID:(.*)$/m.exec(text)?.[1]);
  if (new Set(uids).size !== uids.length) throw new Error("made twice");
  const all = unfold([...objects.values(), kept].join("\n"));
  const lost = [...tokens].filter((token) => !all.includes(token));
  if (lost.length > 0) throw new Error(`lost: ${lost.join(", ")}`);
}

async function objectsOf(client: RawClient, url: string): Promise<Map<string, string>> {
  const body = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>';
  const headers = { depth: "1", "content-type": "application/xml" };
  const answer = await client.request("PROPFIND", url, body, headers);
  const hrefs = [...answer.body.matchAll(/<(?:\w+:)?href>([^<]+)</g)].map((match) => match[1] ?? "");
  const names = hrefs.map((href) => decodeURIComponent(href.split("/").at(-1) ?? "")).filter(Boolean);
  const texts = await Promise.all(
    names.map(async (name) => {
      // The engine may have removed it since the listing.
      const text = await client.get(url + name).then(
        ({ body: found }) => found,
        () => undefined,
      );
      return text === undefined ? [] : ([[name, text]] as const);
    }),
  );
  return new Map(texts.flat());
}

const unfold = (text: string) => text.replace(/\r?\n[ \t]/g, "");
