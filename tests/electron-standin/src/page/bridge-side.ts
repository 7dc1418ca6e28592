// One half of contextBridge between the two V8 worlds of one frame (injected text). Values cross through CustomEvent.detail, which
// Chromium clones between worlds; dispatch is synchronous, so bridged functions are too, as in Electron.

type Encoded =
  | { k: "plain" | "clone"; v: unknown }
  | { k: "mine" | "function" | "promise"; id: number }
  | { k: "seen"; id: number }
  | { k: "error"; message: string }
  | { k: "array"; sid: number; items: Encoded[] }
  | { k: "object"; sid: number; entries: [string, Encoded][] };
type AnyFunction = (...args: unknown[]) => unknown;
type Outcome = { ok: true; v: Encoded } | { ok: false; v: Encoded };

const MAX_DEPTH = 1_000;
const TOO_DEEP = `Electron contextBridge recursion depth exceeded.  Nested objects deeper than ${MAX_DEPTH} are not supported.`;

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** `main` is the page's world, `isolated` the preload's. `secret` names their events: only injected code knows it. */
export class BridgeSide {
  readonly #here: string;
  readonly #there: string;
  readonly #functions = new Map<number, AnyFunction>();
  readonly #promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  /** Functions that came from the other side, to hand back as themselves. */
  readonly #foreign = new WeakMap<object, number>();
  // The page may replace these later; the bridge keeps the ones it was born with.
  readonly #dispatch = EventTarget.prototype.dispatchEvent.bind(window);
  readonly #CustomEvent = CustomEvent;
  #answers: (Outcome | undefined)[] = [];
  #lastId = 0;

  constructor(secret: string, side: "main" | "isolated") {
    this.#here = secret + side;
    this.#there = secret + (side === "main" ? "isolated" : "main");
    this.#listen<{ id: number; args: Encoded[] }>("call", ({ id, args }) => this.#serve(id, args));
    this.#listen<Outcome>("answer", (outcome) => {
      this.#answers[this.#answers.length - 1] = outcome;
    });
    this.#listen<{ id: number; outcome: Outcome }>("settle", ({ id, outcome }) => this.#settle(id, outcome));
    if (side === "main") this.#listen<{ key: string; api: Encoded }>("expose", ({ key, api }) => this.#bind(key, api));
  }

  /** Isolated side: makes `api` a frozen property of the page's window. @throws Error when the name is taken */
  expose(key: string, api: unknown): void {
    this.#ask("expose", { key, api: this.#encode(api) });
  }

  /** Isolated side: offers a function under a fixed, negative number. */
  offer(id: number, served: AnyFunction): void {
    this.#functions.set(id, served);
  }

  /** Calls a function of the other side. */
  call(id: number, args: unknown[]): unknown {
    return this.#ask("call", { id, args: args.map((argument) => this.#encode(argument)) });
  }

  #ask(what: "call" | "expose", detail: unknown): unknown {
    this.#answers.push(undefined);
    this.#send(what, detail);
    const outcome = this.#answers.pop();
    if (!outcome) throw new Error("contextBridge: the other world did not answer");
    const value = this.#decode(outcome.v, []);
    if (!outcome.ok) throw value;
    return value;
  }

  #send(what: string, detail: unknown): void {
    this.#dispatch(new this.#CustomEvent(this.#there + what, { detail }));
  }

  #listen<T>(what: string, served: (detail: T) => void): void {
    const listener = (event: Event) => {
      event.stopImmediatePropagation();
      served((event as CustomEvent<T>).detail);
    };
    window.addEventListener(this.#here + what, listener, true);
  }

  #serve(id: number, args: Encoded[]): void {
    let outcome: Outcome;
    try {
      const result = this.#functions.get(id)?.(...args.map((argument) => this.#decode(argument, [])));
      outcome = { ok: true, v: this.#encode(result) };
    } catch (error) {
      outcome = { ok: false, v: this.#encode(error) };
    }
    this.#send("answer", outcome);
  }

  #settle(id: number, outcome: Outcome): void {
    const promise = this.#promises.get(id);
    this.#promises.delete(id);
    const value = this.#decode(outcome.v, []);
    if (outcome.ok) promise?.resolve(value);
    else promise?.reject(value);
  }

  #bind(key: string, api: Encoded): void {
    if (Object.hasOwn(window, key)) {
      const message = "Cannot bind an API on top of an existing property on the window object";
      this.#send("answer", { ok: false, v: { k: "error", message } });
      return;
    }
    const value = freezeDeep(this.#decode(api, []));
    Object.defineProperty(window, key, { value, writable: false, configurable: false, enumerable: true });
    this.#send("answer", { ok: true, v: { k: "plain", v: undefined } });
  }

  #encode(value: unknown, depth = 0, seen = new Map<unknown, number>()): Encoded {
    if (depth > MAX_DEPTH) throw new TypeError(TOO_DEEP);
    if (typeof value === "symbol") return { k: "plain", v: undefined };
    if (typeof value === "function") return this.#encodeFunction(value as AnyFunction);
    if (value === null || typeof value !== "object") return { k: "plain", v: value };
    const known = seen.get(value);
    if (known !== undefined) return { k: "seen", id: known };
    const tag = tagOf(value);
    if (tag === "Promise") return this.#encodePromise(value as Promise<unknown>);
    // Only the message survives: classes and own properties are lost, as in Electron.
    if (tag === "Error" || value instanceof Error) return { k: "error", message: String((value as Error).message) };
    const part = (inner: unknown) => this.#encode(inner, depth + 1, seen);
    if (tag !== "Array" && tag !== "Object") {
      structuredClone(value);
      return { k: "clone", v: value };
    }
    const sid = seen.size;
    seen.set(value, sid);
    if (Array.isArray(value)) return { k: "array", sid, items: value.map(part) };
    return { k: "object", sid, entries: Object.entries(value).map(([key, inner]) => [key, part(inner)]) };
  }

  #encodeFunction(value: AnyFunction): Encoded {
    const back = this.#foreign.get(value);
    if (back !== undefined) return { k: "mine", id: back };
    const id = ++this.#lastId;
    this.#functions.set(id, value);
    return { k: "function", id };
  }

  #encodePromise(value: Promise<unknown>): Encoded {
    const id = ++this.#lastId;
    value.then(
      (result) => this.#send("settle", { id, outcome: { ok: true, v: this.#encode(result) } }),
      (error: unknown) => this.#send("settle", { id, outcome: { ok: false, v: this.#encode(error) } }),
    );
    return { k: "promise", id };
  }

  #decode(encoded: Encoded, seen: unknown[]): unknown {
    switch (encoded.k) {
      case "plain":
      case "clone":
        return encoded.v;
      case "mine":
        return this.#functions.get(encoded.id);
      case "seen":
        return seen[encoded.id];
      case "error":
        return new Error(encoded.message);
      case "function": {
        const proxy = (...args: unknown[]) => this.call(encoded.id, args);
        this.#foreign.set(proxy, encoded.id);
        return proxy;
      }
      case "promise":
        return new Promise((resolve, reject) => this.#promises.set(encoded.id, { resolve, reject }));
      case "array": {
        const array: unknown[] = [];
        seen[encoded.sid] = array;
        for (const item of encoded.items) array.push(this.#decode(item, seen));
        return array;
      }
      case "object": {
        const object: Record<string, unknown> = {};
        seen[encoded.sid] = object;
        for (const [key, inner] of encoded.entries) object[key] = this.#decode(inner, seen);
        return object;
      }
    }
  }
}

function freezeDeep(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (!Array.isArray(value) && tagOf(value) !== "Object") return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeDeep(inner);
  return value;
}
