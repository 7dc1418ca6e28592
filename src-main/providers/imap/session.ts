// An account's sockets: a lane for what the user does, one for what takes long, and one that only listens, as far as the
// server lets us have them (mail rules 3–5).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { MailLane, MailLogin } from "../mail-provider.ts";
import { type RequestRing, requestRing } from "../request-log.ts";
import { type Client, connectClient } from "./client.ts";
import type { HandshakeGate } from "./gate.ts";
import { type Job, Lane } from "./lane.ts";
import { type Quirks, quirksOf } from "./quirks.ts";
import type { Tuning } from "./tuning.ts";

interface SessionWish {
  readonly login: MailLogin;
  readonly tuning: Tuning;
  readonly gate: HandshakeGate;
  readonly nowMs: () => number;
}

/** Lives from sign-in to `close`; its sockets come and go. */
export class Session {
  readonly quirks: Quirks;
  readonly tuning: Tuning;
  readonly nowMs: () => number;
  /** The first socket: what it said at sign-in holds for the account. */
  readonly first: Client;
  readonly #wish: SessionWish;
  readonly #ring: RequestRing = requestRing();
  readonly #ops: Lane;
  readonly #bulk: Lane;
  readonly #ended = new AbortController();
  /** Failures of opening a second socket: what was to be done there is done on the first. */
  readonly #refusedMore = new WeakSet<Failure>();
  #refusals = 0;
  #connections: number;

  private constructor(wish: SessionWish, quirks: Quirks, first: Client) {
    this.#wish = wish;
    this.quirks = quirks;
    this.tuning = wish.tuning;
    this.nowMs = wish.nowMs;
    this.first = first;
    this.#connections = wish.tuning.connections ?? quirks.connections;
    const shared = { tuning: wish.tuning, ring: this.#ring, nowMs: wish.nowMs };
    const { opsRestMs, bulkRestMs } = wish.tuning;
    this.#ops = new Lane((signal) => this.#open(signal), { ...shared, restMs: opsRestMs, client: first });
    this.#bulk = new Lane((signal) => this.#openMore(signal), { ...shared, restMs: bulkRestMs });
  }

  /** Signs in once. @throws Failure */
  static async open(wish: SessionWish, signal: AbortSignal): Promise<Session> {
    const { host } = wish.login.endpoint;
    const early = quirksOf(host);
    const first = await wish.gate(host, () => connectClient({ ...wish, quirks: early }, signal), signal);
    const { serverInfo, greeting } = first.flow;
    const said = [serverInfo?.name, serverInfo?.vendor, greeting].filter((text) => typeof text === "string");
    return new Session(wish, quirksOf(host, said.join(" ")), first);
  }

  /** @throws Failure */
  async run<T>(lane: MailLane, job: Job<T>, signal: AbortSignal): Promise<T> {
    // With two sockets one listens, and the other does everything.
    if (lane === "ops" || this.#connections < 3) return this.#ops.run(job, signal);
    try {
      return await this.#bulk.run(job, signal);
    } catch (error) {
      if (!this.#refusedMore.has(error as Failure)) throw error;
      return this.#ops.run(job, signal);
    }
  }

  /** Leaves a folder that is about to go: servers end sessions that have it open. */
  async leaveFolder(path: string, signal: AbortSignal): Promise<void> {
    if (!this.#bulk.isOpen()) return;
    const work = async ({ flow }: Client) => {
      if (flow.mailbox && flow.mailbox.path === path) await flow.mailboxOpen("INBOX", { readOnly: true });
    };
    await this.#bulk.run({ method: "EXAMINE", path: "INBOX", work }, signal);
  }

  /** A socket that only listens; undefined where there is none to spare. @throws Failure */
  async openLive(signal: AbortSignal): Promise<Client | undefined> {
    if (this.#connections < 2) return undefined;
    try {
      return await this.#open(AbortSignal.any([signal, this.#ended.signal]), true);
    } catch (error) {
      if (!isTooMany(error) || !this.#ops.isOpen()) throw error;
      this.#connections = 1;
      return undefined;
    }
  }

  /** Aborts when the account's connection is closed. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  connections(): number {
    return this.#connections;
  }

  requests(): readonly RequestRecord[] {
    return this.#ring.records();
  }

  async close(): Promise<void> {
    this.#ended.abort(new Failure("cancelled"));
    await Promise.all([this.#ops.close(), this.#bulk.close()]);
  }

  #open(signal: AbortSignal, live = false): Promise<Client> {
    const { gate, login } = this.#wish;
    const connect = () => connectClient({ ...this.#wish, quirks: this.quirks, live }, signal);
    return gate(login.endpoint.host, connect, signal);
  }

  /** A server that refuses one more while another works may have its limit there, whatever it says of it. */
  async #openMore(signal: AbortSignal): Promise<Client> {
    try {
      return await this.#open(signal);
    } catch (error) {
      if (error instanceof Failure && REFUSALS.has(error.reason) && this.#ops.isOpen()) {
        this.#refusedMore.add(error);
        this.#refusals++;
        if (isTooMany(error) || this.#refusals >= SURE) this.#connections = Math.min(this.#connections, 2);
      }
      throw error;
    }
  }
}

/** Refusals in a row without a word of a limit, after which it is taken for one. */
const SURE = 2;
const REFUSALS: ReadonlySet<string> = new Set([
  "rate-limited",
  "server-error",
  "connection-lost",
  "connection-refused",
  "timeout",
]);

const isTooMany = (error: unknown) => error instanceof Failure && error.reason === "rate-limited";
