// The bridge of a browser tab: calls and feed over one WebSocket of the page's own origin, reconnecting by itself.
import type { Bridge, FeedMessage, Reply } from "../src-preload/contract/bridge.ts";
import { Failure } from "../src-preload/contract/failure.ts";
import { browserDesktop } from "./browser-desktop.ts";

const KEY = "cadran.session";
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8000;
/** Close code of src-main/host/browser/page-socket.ts: this key is not of this run. */
const BAD_KEY = 4401;

type Incoming =
  | { readonly t: "ready" }
  | ({ readonly t: "reply"; readonly id: number } & Reply)
  | ({ readonly t: "feed" } & FeedMessage);

/** Exchanges the one-time token of `/#t=…` for a session key, or takes the key this tab already has. */
async function sessionKey(): Promise<string | "link-used" | "unreachable"> {
  const token = new URLSearchParams(location.hash.slice(1)).get("t");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  const kept = sessionStorage.getItem(KEY);
  if (token === null) return kept ?? "link-used";
  try {
    const response = await fetch("/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    // The tab that used the link keeps its key: opening the same link again there is a reload.
    if (response.status === 401) return kept ?? "link-used";
    if (!response.ok) return "unreachable";
    const { key } = (await response.json()) as { key: string };
    sessionStorage.setItem(KEY, key);
    return key;
  } catch {
    return "unreachable";
  }
}

class BrowserBridge implements Bridge {
  readonly host = "browser";
  readonly desktop = browserDesktop(window);
  private readonly key: string;
  private socket: WebSocket | undefined;
  private ready = false;
  private wasReady = false;
  private onRefused: () => void = () => {};
  private nextId = 1;
  private retryMs = FIRST_RETRY_MS;
  private readonly pending = new Map<number, (reply: Reply) => void>();
  private readonly feeds = new Set<(message: FeedMessage) => void>();
  private readonly watchers = new Set<(connected: boolean) => void>();

  constructor(key: string) {
    this.key = key;
    this.connect();
  }

  call(name: string, input: unknown): Promise<Reply> {
    return new Promise((resolve) => {
      if (!this.ready) {
        resolve({ failure: new Failure("connection-lost").toData() });
        return;
      }
      const id = this.nextId++;
      this.pending.set(id, resolve);
      this.socket?.send(JSON.stringify({ t: "call", id, name, input }));
    });
  }

  onFeed(listener: (message: FeedMessage) => void): () => void {
    this.feeds.add(listener);
    return () => this.feeds.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.watchers.add(listener);
    listener(this.ready);
    return () => this.watchers.delete(listener);
  }

  private connect(): void {
    const url = new URL("/bridge", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ t: "auth", key: this.key }));
    socket.onmessage = ({ data }) => this.receive(JSON.parse(String(data)) as Incoming);
    socket.onclose = ({ code }) => (code === BAD_KEY ? this.refused() : this.lost());
  }

  private receive(message: Incoming): void {
    if (message.t === "feed") for (const tell of this.feeds) tell({ changed: message.changed });
    else if (message.t === "ready") {
      this.retryMs = FIRST_RETRY_MS;
      this.wasReady = true;
      this.setReady(true);
    } else {
      this.pending.get(message.id)?.("failure" in message ? { failure: message.failure } : { ok: message.ok });
      this.pending.delete(message.id);
    }
  }

  private refused(): void {
    sessionStorage.removeItem(KEY);
    if (this.wasReady) location.reload();
    else this.onRefused();
  }

  private lost(): void {
    this.setReady(false);
    const lost = new Failure("connection-lost").toData();
    for (const resolve of this.pending.values()) resolve({ failure: lost });
    this.pending.clear();
    setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private setReady(ready: boolean): void {
    if (this.ready === ready) return;
    this.ready = ready;
    for (const tell of this.watchers) tell(ready);
  }

  /** Resolves at the first `ready` with true, or with false when the host refuses the key. */
  whenAdmitted(): Promise<boolean> {
    return new Promise((resolve) => {
      this.onRefused = () => resolve(false);
      this.onConnection((connected) => connected && resolve(true));
    });
  }
}

/** Connects this tab to the browser host.
 *  @returns the bridge once the host has let it in; `link-used` when the one-time link was spent in another tab */
export async function connectBrowserHost(): Promise<Bridge | "link-used" | "unreachable"> {
  const key = await sessionKey();
  if (key === "link-used" || key === "unreachable") return key;
  const bridge = new BrowserBridge(key);
  return (await bridge.whenAdmitted()) ? bridge : "link-used";
}
