// A local Microsoft Graph with mailboxes, calendars and both change feeds, for tests and the demo. switches.ts has what the
// real service does differently from its documentation; the sign-in server beside it issues the tokens it takes.
import type { AddressInfo } from "node:net";
import { WORK_USER } from "../login/users.ts";
import type { Door, Fault, TokenUser } from "./gate.ts";
import { listen, type Recorded, type Wiring } from "./http.ts";
import type { Mailbox } from "./model.ts";
import { type OtherClient, otherClient } from "./other-client.ts";
import type { State } from "./state.ts";
import { newMailbox } from "./store.ts";
import { DEFAULTS, type Switches } from "./switches.ts";

export interface GraphOptions {
  /** What the server takes for now. */
  readonly clock?: { nowMs(): number };
  /** The sign-in server whose tokens are taken. */
  readonly login?: Door;
  /** Or a table of tokens, each with its user; default: `TOKEN` and `USER`. */
  readonly tokens?: Readonly<Record<string, TokenUser>>;
  readonly switches?: Partial<Switches>;
  /** Rows of a page when the request does not say; default 10, as there. */
  readonly pageSize?: number;
  /** Links name graph.microsoft.com instead of this server. */
  readonly rewrite?: boolean;
  readonly port?: number;
}

export interface GraphServer {
  /** Origin; the API is below `/v1.0`. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly Recorded[];
  /** Sets a habit, now. */
  switch<Name extends keyof Switches>(name: Name, value: Switches[Name]): void;
  /** What a habit is now: counters count down. */
  current<Name extends keyof Switches>(name: Name): Switches[Name];
  /** The mailbox of an address, made when it is not there; that of `USER` when absent. */
  mailbox(address?: string): OtherClient;
  /** Links handed out so far are refused from now on, as the switch `tokenDeath` says. */
  forgetTokens(address?: string): void;
  /** The next requests get this answer and have no effect. */
  failNext(times: number, fault: Omit<Fault, "times" | "lost">): void;
  /** The next requests take effect; their connection ends without an answer. */
  cutNext(times: number, where?: RegExp): void;
  /** The same, but the connection stays open until the server stops. */
  stallNext(times: number, where?: RegExp): void;
  /** Keeps all answers back until the function it returns is called. */
  hold(): () => void;
  /** Most requests in flight at once so far. */
  peak(): number;
  /** @throws when an answer broke the server's own schema */
  stop(): Promise<void>;
}

export const TOKEN = "local-token";
export const USER: TokenUser = WORK_USER;

/** Starts one on a free loopback port. */
export async function startGraph(options: GraphOptions = {}): Promise<GraphServer> {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const state: State = {
    habits: { ...DEFAULTS, ...options.switches },
    mailboxes: new Map(),
    links: new Map(),
    pageSize: options.pageSize ?? 10,
    nowMs: () => clock.nowMs(),
  };
  const tokens = options.tokens ?? { [TOKEN]: USER };
  const mailboxOf = mailboxes(state, Object.values(tokens));
  const wiring: Wiring = {
    state,
    door: options.login ?? tableDoor(tokens),
    faults: [],
    requests: [],
    bugs: [],
    mailboxOf,
    rewrite: options.rewrite ?? false,
    gate: { hold: undefined, inFlight: 0, peak: 0 },
  };
  const server = await listen(wiring, options.port ?? 0);
  const box = (address = USER.address) => mailboxOf({ id: "", name: address.replace(/@.*/, ""), address });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: wiring.requests,
    switch: (name, value) => {
      state.habits[name] = value;
    },
    current: (name) => state.habits[name],
    mailbox: (address) => otherClient(box(address), state),
    forgetTokens: (address) => {
      box(address).generation++;
    },
    failNext: (times, fault) => void wiring.faults.push({ ...fault, times }),
    cutNext: (times, where) => void wiring.faults.push({ times, lost: "cut", ...(where && { where }) }),
    stallNext: (times, where) => void wiring.faults.push({ times, lost: "stall", ...(where && { where }) }),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      wiring.gate.hold = promise;
      return () => {
        wiring.gate.hold = undefined;
        resolve();
      };
    },
    peak: () => wiring.gate.peak,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (wiring.bugs.length > 0) throw new Error(`the local Graph broke its own schema:\n${wiring.bugs.join("\n")}`);
    },
  };
}

function tableDoor(tokens: Readonly<Record<string, TokenUser>>): Door {
  return {
    check: (token) => {
      const user = tokens[token];
      return user ? { user } : { refused: "Lifetime validation failed, the token is expired." };
    },
  };
}

/** A mailbox comes into being when its user first turns up; addresses name it. */
function mailboxes(state: State, known: readonly TokenUser[]): (user: TokenUser) => Mailbox {
  const make = (user: TokenUser) => {
    const { id, address, name, isPersonal, proxyAddresses } = user;
    const box = newMailbox({ id, address, name, isPersonal, proxyAddresses });
    state.mailboxes.set(address.toLowerCase(), box);
    return box;
  };
  for (const user of known) make(user);
  return (user) => state.mailboxes.get(user.address.toLowerCase()) ?? make(user);
}
