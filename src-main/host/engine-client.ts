// The host's end of the engine: starts it, keeps it running, matches replies to calls and relays the change feed.
// Plain Node: the Electron host gives it a utility process, the browser host a child process, tests a fake.
import type { FeedMessage, Reply } from "../../src-preload/contract/bridge.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { TOPICS, type Topic } from "../../src-preload/contract/names.ts";
import { EngineWatch } from "./engine-watch.ts";

/** A running engine process, whatever runs it. */
export interface EngineChild {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  /** Called once; `null` when a signal ended it or it never started. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it without asking. */
  kill(): void;
}

type FromEngine =
  | { t: "ready" }
  | { t: "refused"; failure: FailureData }
  | ({ t: "reply"; id: number } & Reply)
  | { t: "feed"; changed: readonly Topic[] }
  | { t: "open"; url: string }
  | { t: "erase" }
  | { t: "pong" }
  | { t: "closed" };

interface PendingCall {
  readonly name: string;
  readonly input: unknown;
  readonly answer: (reply: Reply) => void;
  sent: boolean;
}

type State = "starting" | "ready" | "refused";

const CLOSE_DEADLINE_MS = 5_000;
/** Between the engine's "closed" and its own exit. */
const EXIT_DEADLINE_MS = 1_000;

/** Wait before the n-th restart within a minute: the first comes at once, after one crash more than these we give up. */
const RESTART_DELAYS_MS = [0, 250, 500, 1_000] as const;

/** One engine, restarted when it crashes; every call gets exactly one reply. */
export class EngineClient {
  readonly #spawn: () => EngineChild;
  readonly #openPage: (url: string) => void;
  readonly #calls = new Map<number, PendingCall>();
  readonly #feedListeners = new Set<(message: FeedMessage) => void>();
  readonly #refusedListeners = new Set<(failure: FailureData) => void>();
  readonly #eraseListeners = new Set<() => void>();
  readonly #connectionListeners = new Set<(connected: boolean) => void>();
  #child: EngineChild | undefined;
  #state: State = "starting";
  #connected = true;
  #wasReady = false;
  #refusal: FailureData | undefined;
  #crashesMs: number[] = [];
  #lastId = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #endTimer: NodeJS.Timeout | undefined;
  #whenEnded: () => void = () => {};
  /** A hung engine is killed; its exit then counts as a crash. */
  readonly #watch = new EngineWatch(
    () => this.#child?.post({ t: "ping" }),
    () => this.#child?.kill(),
  );

  /** Starts the first engine at once. @param openPage shows a web page that a provider signs in on */
  constructor(spawn: () => EngineChild, openPage: (url: string) => void = () => {}) {
    this.#spawn = spawn;
    this.#openPage = openPage;
    this.#start();
  }

  /** Sends one call of the contract; while the engine starts, calls wait. Never rejects: failures are replies. */
  call(name: string, input: unknown): Promise<Reply> {
    if (this.#refusal) return Promise.resolve({ failure: this.#refusal });
    if (this.#closing) return Promise.resolve({ failure: new Failure("cancelled").toData() });
    return new Promise((answer) => {
      const id = ++this.#lastId;
      this.#calls.set(id, { name, input, answer, sent: false });
      if (this.#state === "ready") this.#send(id);
    });
  }

  /** @returns the undo function */
  onFeed(listener: (message: FeedMessage) => void): () => void {
    this.#feedListeners.add(listener);
    return () => this.#feedListeners.delete(listener);
  }

  /** Told once when the engine will not run: it refused this data folder, or crashed too often. @returns the undo function */
  onRefused(listener: (failure: FailureData) => void): () => void {
    this.#refusedListeners.add(listener);
    if (this.#refusal) listener(this.#refusal);
    return () => this.#refusedListeners.delete(listener);
  }

  /** Everything kept here is to go: the host ends, and the engine erases its files as it closes. */
  onErase(listener: () => void): void {
    this.#eraseListeners.add(listener);
  }

  /** False between a crash and the next engine's start; a first start counts as connected, its calls wait. Told at once.
   *  @returns the undo function */
  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    listener(this.#connected);
    return () => this.#connectionListeners.delete(listener);
  }

  /** Lets the engine finish and close its files; after 5 s it is killed. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #start(): void {
    this.#state = "starting";
    try {
      const child = this.#spawn();
      this.#child = child;
      child.listen((message) => child === this.#child && this.#receive(message as FromEngine));
      child.onExit(() => child === this.#child && this.#exited());
    } catch {
      this.#exited();
    }
  }

  #receive(message: FromEngine): void {
    this.#watch.heard();
    switch (message.t) {
      case "ready":
        this.#ready();
        break;
      case "refused":
        // After a crash another engine, say of the command line, may hold the folder for a moment: that is no refusal
        // but a start that failed; the exit that follows counts it and tries again.
        if (!(this.#wasReady && message.failure.reason === "second-instance")) this.#refuse(message.failure);
        break;
      case "reply":
        this.#reply(message.id, "failure" in message ? { failure: message.failure } : { ok: message.ok });
        break;
      case "feed":
        this.#feed({ changed: message.changed });
        break;
      case "open":
        this.#openPage(message.url);
        break;
      case "erase":
        for (const listener of this.#eraseListeners) listener();
        break;
      case "pong":
        break;
      case "closed":
        this.#endWithin(EXIT_DEADLINE_MS);
    }
  }

  #ready(): void {
    if (this.#state !== "starting") return;
    this.#state = "ready";
    this.#watch.start();
    for (const [id, call] of this.#calls) if (!call.sent) this.#send(id);
    this.#setConnected(true);
    // What the crashed engine committed without telling is unknown: views ask for everything again.
    if (this.#wasReady) this.#feed({ changed: TOPICS });
    this.#wasReady = true;
  }

  #send(id: number): void {
    const call = this.#calls.get(id);
    if (!call) return;
    call.sent = true;
    try {
      this.#child?.post({ t: "call", id, name: call.name, input: call.input });
    } catch (error) {
      this.#reply(id, { failure: toFailure(error).toData() });
    }
  }

  #reply(id: number, reply: Reply): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.answer(reply);
  }

  #failCalls(failure: FailureData, which: (call: PendingCall) => boolean = () => true): void {
    for (const [id, call] of [...this.#calls]) if (which(call)) this.#reply(id, { failure });
  }

  #feed(message: FeedMessage): void {
    for (const listener of this.#feedListeners) listener(message);
  }

  #refuse(failure: FailureData): void {
    this.#state = "refused";
    this.#refusal = failure;
    this.#setConnected(false);
    this.#failCalls(failure);
    for (const listener of this.#refusedListeners) listener(failure);
  }

  #setConnected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    for (const listener of this.#connectionListeners) listener(connected);
  }

  #exited(): void {
    this.#watch.stop();
    this.#child = undefined;
    if (this.#closing) {
      this.#end();
      return;
    }
    if (this.#state === "refused") return;
    this.#state = "starting";
    this.#setConnected(false);
    this.#failCalls(new Failure("engine-restarted").toData(), (call) => call.sent);
    const nowMs = Date.now();
    this.#crashesMs = [...this.#crashesMs.filter((atMs) => nowMs - atMs < 60_000), nowMs];
    const delayMs = RESTART_DELAYS_MS[this.#crashesMs.length - 1];
    if (delayMs === undefined) {
      const detail = `the engine stopped ${this.#crashesMs.length} times in a minute`;
      this.#refuse(new Failure("bug", { detail }).toData());
    } else {
      this.#restartTimer = setTimeout(() => this.#start(), delayMs);
    }
  }

  async #close(): Promise<void> {
    clearTimeout(this.#restartTimer);
    this.#watch.stop();
    if (this.#child) {
      const ended = new Promise<void>((resolve) => {
        this.#whenEnded = resolve;
      });
      this.#endWithin(CLOSE_DEADLINE_MS);
      try {
        this.#child.post({ t: "close" });
      } catch {
        this.#end();
      }
      await ended;
    }
    this.#setConnected(false);
    this.#failCalls(new Failure("cancelled").toData());
  }

  #endWithin(ms: number): void {
    clearTimeout(this.#endTimer);
    this.#endTimer = setTimeout(() => this.#end(), ms);
  }

  /** The engine exited, or had its time: whatever still holds the process (a hung keychain call) goes with it. */
  #end(): void {
    clearTimeout(this.#endTimer);
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
    this.#whenEnded();
  }
}
