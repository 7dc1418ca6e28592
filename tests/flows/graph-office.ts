// What the Graph flows share: a local Graph with its sign-in server, another client of the mailbox, and an engine whose user
// signs in as a person would, in a browser without a window.
import { onTestFinished } from "vitest";
import { systemClock } from "../../src-main/engine/clock.ts";
import type { Clock } from "../../src-main/ports.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { type GraphOptions, type GraphServer, startGraph } from "../servers/graph/index.ts";
import { browse } from "../servers/login/browser.ts";
import { type LoginServer, startLogin } from "../servers/login/index.ts";
import { WORK_USER } from "../servers/login/users.ts";
import { type KillPoint, killPoint } from "../soak/kill-point.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

export const WINTER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2027-03-01T00:00:00Z") };

export interface Office {
  readonly graph: GraphServer;
  readonly login: LoginServer;
  /** Stands between the engine and Graph. */
  readonly point: KillPoint;
  /** Another client of the same mailbox. */
  readonly other: ReturnType<GraphServer["mailbox"]>;
  readonly call: TestEngine["call"];
  readonly nextFeed: TestEngine["nextFeed"];
}

/** A mailbox that nobody has signed in to yet. */
export async function openOffice(options: GraphOptions & { readonly engineClock?: Clock } = {}): Promise<Office> {
  const login = await startLogin();
  onTestFinished(() => login.stop());
  const graph = await startGraph({ login, ...options });
  onTestFinished(() => graph.stop());
  const point = await killPoint(Number(new URL(graph.url).port));
  onTestFinished(() => point.close());
  const engine = testEngine({
    folder: testFolder(),
    clock: options.engineClock ?? systemClock,
    env: { CADRAN_GRAPH_URL: `http://127.0.0.1:${point.port}`, CADRAN_LOGIN_URL: login.url },
    // The page leads back to the engine, which goes on by itself.
    openPage: async (url) => void browse(url).catch(() => {}),
  });
  onTestFinished(() => engine.close());
  const { call, nextFeed } = engine;
  return { graph, login, point, other: graph.mailbox(WORK_USER.address), call, nextFeed };
}

/** The same, with the account added and synced. */
export interface Desk extends Office {
  readonly accountId: AccountId;
  readonly calendarId: CalendarId;
  /** Runs a sync. @returns the result for the calendar */
  sync(): Promise<{
    readonly outcome: string;
    readonly pushed: number;
    readonly failure?: { readonly reason: string };
  }>;
  /** What the agenda shows of this winter, in order of time. */
  agenda(): Promise<Occurrence[]>;
  titles(): Promise<string[]>;
  /** The first occurrence of that title. */
  find(title: string): Promise<Occurrence>;
  /** Titles in the mailbox's default calendar, sorted. */
  inMailbox(): string[];
  /** The id in the mailbox of the event of that title. */
  idOf(title: string): string;
}

export async function openDesk(office: Office): Promise<Desk> {
  const { call, other } = office;
  const { account, calendars } = await call("accounts.add", { kind: "microsoft" });
  const calendarId = calendars[0]?.id as CalendarId;
  const agenda = async () => (await call("agenda.range", WINTER)).occurrences;
  const desk: Desk = {
    ...office,
    accountId: account.id,
    calendarId,
    sync: async () => {
      const [result] = (await call("sync.run", { calendarId })).results;
      if (!result) throw new Error("no result");
      return result;
    },
    agenda,
    titles: async () => (await agenda()).map((one) => one.title),
    find: async (title) => {
      const found = (await agenda()).find((one) => one.title === title);
      if (!found) throw new Error(`nothing is called ${title}`);
      return found;
    },
    inMailbox: () =>
      other
        .events()
        .map((id) => other.event(id)?.subject ?? "")
        .sort(),
    idOf: (title) => {
      const found = other.events().find((id) => other.event(id)?.subject === title);
      if (found === undefined) throw new Error(`nothing is called ${title} in the mailbox`);
      return found;
    },
  };
  await desk.sync();
  return desk;
}

/** Lets the engine's requests pass one by one; where one of them matches and has taken effect, its answer waits while
 *  somebody else does something. */
export async function meanwhile(
  { graph }: Office,
  where: RegExp,
  deed: () => void,
  run: () => Promise<unknown>,
): Promise<void> {
  let seen = graph.requests.length;
  let release = graph.hold();
  let isOver = false;
  const running = run().finally(() => {
    isOver = true;
  });
  for (let isDone = false; !isOver; await new Promise((resume) => setImmediate(resume))) {
    if (graph.requests.length === seen || isDone) continue;
    const news = graph.requests.slice(seen);
    seen = graph.requests.length;
    if (news.some(({ method, path }) => where.test(`${method} ${path}`))) {
      deed();
      isDone = true;
    }
    release();
    if (!isDone) release = graph.hold();
  }
  release();
  await running;
}

/** The reason of the failure that a call ends with. */
export const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "none",
    (failure: Failure) => failure.reason,
  );

/** An hour of a day as Graph writes it. */
export function hour(day: string, from = "09:00", timeZone = "Romance Standard Time") {
  const until = `${String(Number(from.slice(0, 2)) + 1).padStart(2, "0")}${from.slice(2)}`;
  return { start: { dateTime: `${day}T${from}:00`, timeZone }, end: { dateTime: `${day}T${until}:00`, timeZone } };
}

/** So many Tuesdays from 1 December 2026 on. */
export function tuesdays(numberOfOccurrences: number) {
  const pattern = {
    type: "weekly" as const,
    interval: 1,
    daysOfWeek: ["tuesday" as const],
    firstDayOfWeek: "monday" as const,
  };
  return { pattern, range: { type: "numbered" as const, startDate: "2026-12-01", numberOfOccurrences } };
}
