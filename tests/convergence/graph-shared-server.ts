// The local Graph as the server of a story: two devices of one person on the same mailbox, over http, with its habits and a
// network that fails as a seed says.
import { createNet } from "../../src-main/host/net.ts";
import type { Clock, HttpClient } from "../../src-main/ports.ts";
import { openCalendars } from "../../src-main/providers/graph/calendar.ts";
import { graphProvider } from "../../src-main/providers/graph/index.ts";
import { createPool, type Pool, poolOf } from "../../src-main/providers/graph/pool.ts";
import { createTraits } from "../../src-main/providers/graph/traits.ts";
import { openWire } from "../../src-main/providers/graph/wire.ts";
import type { CalendarConnection, CalendarProvider } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { type GraphServer, startGraph, TOKEN, USER } from "../servers/graph/index.ts";
import type { Switches } from "../servers/graph/switches.ts";
import type { Seat } from "./client.ts";
import { unfold } from "./ledger.ts";
import type { StoryServer } from "./story-server.ts";

const NOW_MS = Date.parse("2026-11-18T09:00:00Z");
const HOME = "home";
const DEATHS: readonly Switches["tokenDeath"][] = ["410-location", "410-body", "400-malformed", "400-parameter"];

/** A mailbox with two calendars, on a Graph with habits that a seed chooses. */
export async function graphSharedServer(random: () => number): Promise<StoryServer> {
  const flip = () => random() < 0.5;
  let nowMs = NOW_MS;
  const graph = await startGraph({
    clock: { nowMs: () => nowMs++ },
    switches: {
      duplicateRows: flip(),
      outOfOrder: flip(),
      replayPreviousRound: flip(),
      emptyPageWithNextLink: flip(),
      eventsDelta: flip() ? "served" : "404",
      v1CancelledOccurrences: flip() ? "present" : "absent",
      exceptionRowsInEvents: flip(),
      ifMatch: flip() ? "honoured" : "ignored",
      stubOccurrences: flip(),
      deletedOccurrenceReemitsSeries: flip(),
    },
  });
  graph.mailbox().addCalendar(HOME);
  return new GraphShared(graph, random);
}

class GraphShared implements StoryServer {
  faults = 0;
  readonly seat: Seat;
  readonly #graph: GraphServer;
  readonly #random: () => number;
  readonly #marks: string[] = [];

  constructor(graph: GraphServer, random: () => number) {
    this.#graph = graph;
    this.#random = random;
    const microsoft: CalendarProvider = {
      ...graphProvider,
      connect: async (_login, world) =>
        connectTo(graph, world.clock, poolOf(world, graph.url), (http) => this.#unreliable(http)),
      signIn: async () => ({ username: USER.id, address: USER.address }),
      signOut: async () => {},
    };
    this.seat = { providers: { microsoft }, account: { kind: "microsoft" } };
  }

  /** Read by the provider, as a device that never saw it would. */
  async objects(): Promise<Map<string, string>> {
    const { faults } = this;
    this.faults = 0;
    const clock: Clock = { nowMs: () => NOW_MS, zone: () => "UTC", sleep: async () => {} };
    const connection = connectTo(this.#graph, clock, createPool(clock));
    const all = new Map<string, string>();
    for (const { url, isDefault } of await connection.calendars(never)) {
      for await (const { items } of connection.changes(url, undefined, () => new Map(), never))
        for (const { key, text } of items) all.set(`${isDefault ? "Privée" : HOME}/${key}`, text);
    }
    await connection.close();
    this.faults = faults;
    return all;
  }

  async write(path: string, _text: string, mark: string): Promise<readonly string[]> {
    const { other, id } = this.#at(path);
    this.#marks.push(mark);
    other.changeEvent(id, { categories: [...(other.event(id)?.categories ?? []), mark] });
    return [];
  }

  async remove(path: string, text: string): Promise<readonly string[]> {
    const { other, id } = this.#at(path);
    other.removeEvent(id);
    return this.#marks.filter((mark) => unfold(text).includes(mark));
  }

  #at(path: string) {
    return { other: this.#graph.mailbox(), id: path.slice(path.indexOf("/") + 1) };
  }

  tick = () => new Promise((resume) => setImmediate(resume));

  /** Each time it is made again in the same mailbox, as a move does, an event gets a tail to its UID. */
  uidOf = (uid: string) => uid.replace(/^([\da-f-]{36})(\.[\w-]{10})+$/, "$1");

  mischief(): void {
    const luck = this.#random();
    if (luck < 0.1) this.#graph.switch("spontaneous412", 1);
    else if (luck < 0.15) this.#graph.switch("spontaneous409", 1);
    else if (luck < 0.25) {
      this.#graph.switch("tokenDeath", DEATHS[Math.floor(this.#random() * DEATHS.length)] ?? "410-body");
      this.#graph.forgetTokens();
    }
  }

  close = () => this.#graph.stop();

  #unreliable(http: HttpClient): HttpClient {
    return {
      close: () => http.close(),
      request: async (request, signal) => {
        const isFaulty = this.#random() < this.faults;
        const isLost = isFaulty && this.#random() < 0.5;
        if (isFaulty && !isLost) throw new Failure("connection-refused");
        const answer = await http.request(request, signal);
        if (isLost) throw new Failure("connection-lost");
        return answer;
      },
    };
  }
}

const never = new AbortController().signal;

/** A connection below sign-in, whose pauses take no time. */
function connectTo(
  { url: graphUrl }: GraphServer,
  { nowMs, zone }: Clock,
  pool: Pool,
  led: (http: HttpClient) => HttpClient = (http) => http,
): CalendarConnection {
  const clock: Clock = { nowMs, zone, sleep: async () => {} };
  const traits = createTraits();
  const http = led(createNet().http({}));
  const wire = openWire({ http, graphUrl, pool, clock, traits, token: async () => TOKEN });
  return openCalendars({ wire, pool, clock, traits, graphUrl, addresses: [USER.address], failing: new Set() }, "");
}
