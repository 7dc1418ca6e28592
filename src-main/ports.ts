// What the engine asks of the world. Types only: each host gives its own, tests give fakes.

/** Time as the engine sees it. */
export interface Clock {
  /** Epoch ms, UTC. */
  nowMs(): number;
  /** IANA name of the system's zone. */
  zone(): string;
  /** Resolves after `ms`; rejects with Failure `cancelled` when the signal aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where secrets live. Never a plain file (design §4). Every method may throw Failure `storage`. */
export interface Vault {
  /** `memory`: forgotten when the engine stops; people are warned. */
  readonly kind: "keychain" | "memory";
  get(name: string): Promise<string | undefined>;
  set(name: string, secret: string): Promise<void>;
  /** Removing what is not there is fine. */
  remove(name: string): Promise<void>;
}

/** Shows a web page to the person: the system's browser. @throws Failure unsupported where there is none */
export type OpenPage = (url: string) => Promise<void>;

/** One request; only `method` and `url` have no default. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whole exchange, body included. Default 30 000. */
  readonly timeoutMs?: number;
  /** Largest answer accepted. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Answers `bytes` instead of `body`: the caller finds out the charset. */
  readonly wantsBytes?: boolean;
}

/** One answer. Redirects are never followed here: the caller decides. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Only when asked for; `body` is empty then. */
  readonly bytes?: Uint8Array;
  readonly url: string;
}

/** HTTP bound to one trust setting. */
export interface HttpClient {
  /** @throws Failure offline, host-unknown, private-address, connection-refused, connection-lost, certificate, timeout, too-large, cancelled */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** HTTP and the DNS, as far as the engine needs them. */
export interface Net {
  /** @param caFile PEM file of a private authority to trust besides the system's
   *  @param publicOnly refuses this computer and private networks, whatever name leads there */
  http(options: { caFile?: string; publicOnly?: boolean }): HttpClient;
  /** DNS SRV targets by priority, empty when there are none (RFC 6764 §3). */
  srv(name: string, signal: AbortSignal): Promise<readonly { host: string; port: number }[]>;
  /** DNS TXT strings, empty when there are none. */
  txt(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** DNS MX targets, the preferred first, empty when there are none. */
  mx?(name: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** Both ends of the engine's only connection: utility process, child process or in-process, all the same. */
export interface Port {
  post(message: unknown): void;
  /** @returns the undo function */
  listen(listener: (message: unknown) => void): () => void;
}
