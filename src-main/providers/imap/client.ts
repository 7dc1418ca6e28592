// One signed-in socket: made, protected and ended here (mail rules 1, 7, 8, T1, T2). The library keeps one command in
// flight per socket and never connects again by itself.
import { lookup } from "node:dns/promises";
import { ImapFlow, type ImapFlowOptions } from "imapflow";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MailLogin } from "../mail-provider.ts";
import { trustedAuthorities } from "../mail-trust.ts";
import { type Around, mailFailure } from "./failures.ts";
import type { Quirks } from "./quirks.ts";
import type { Tuning } from "./tuning.ts";

const MB = 1024 * 1024;

/** Lives as long as its socket; nothing here connects again. */
export interface Client {
  readonly flow: ImapFlow;
  /** Is it fit for another command? */
  isUsable(): boolean;
  /** The error behind a `false` of the library, since this was asked last. */
  refusal(): unknown;
  /** Does the server want us to wait? */
  isPaused(): boolean;
  /** What an error on it means. */
  failure(error: unknown, what?: "folder" | "message"): Failure;
  /** Closes it because it is silent. */
  giveUp(): void;
  /** Goes with a word; closes all the same when there is no answer. */
  leave(): Promise<void>;
}

interface ClientWish {
  readonly login: MailLogin;
  readonly quirks: Quirks;
  readonly tuning: Tuning;
  readonly nowMs: () => number;
  /** Only watches: keeps IDLE renewed. */
  readonly live?: boolean;
}

/** Connects and signs in. @throws Failure */
export async function connectClient(wish: ClientWish, signal: AbortSignal): Promise<Client> {
  if (signal.aborted) throw new Failure("cancelled");
  // Asked for before every connection: a token lives an hour, a connection longer (T1 of the port).
  const token = await wish.login.accessToken?.();
  if (token === undefined && !wish.login.password) throw new Failure("password-needed");
  try {
    return await attempt(wish, token, undefined, signal);
  } catch (error) {
    const isSlow = error instanceof Failure && error.reason === "timeout";
    // Some networks complete TCP over IPv6 and stall in TLS: once more over IPv4 (mail rule 8), never after a refusal.
    if (!isSlow || signal.aborted || !(await hasBothFamilies(wish.login.endpoint.host))) throw error;
    return await attempt(wish, token, 4, signal);
  }
}

async function hasBothFamilies(host: string): Promise<boolean> {
  try {
    const families = new Set((await lookup(host, { all: true })).map(({ family }) => family));
    return families.has(4) && families.has(6);
  } catch {
    return false;
  }
}

async function attempt(
  wish: ClientWish,
  token: string | undefined,
  family: 4 | undefined,
  signal: AbortSignal,
): Promise<Client> {
  const { host } = wish.login.endpoint;
  const heard: Heard = { error: undefined, waitsUntilMs: 0, notImap: false, timedOut: false };
  const flow: ImapFlow = new ImapFlow({
    ...optionsOf(wish, token, family),
    logger: listener(heard, () => notImap()),
  });
  const notImap = () => {
    if (flow.greeting !== undefined || flow.usable) return;
    heard.notImap = true;
    flow.close();
  };
  // Without a listener an error of the socket would end the process (mail rule 1).
  flow.on("error", (error) => {
    heard.error = error;
  });
  const around = (): Around => ({
    host,
    hasToken: token !== undefined,
    secrets: [wish.login.password ?? "", token ?? ""],
    nowMs: wish.nowMs(),
    byeReason: flow.byeReason,
    timedOut: heard.timedOut,
    notImap: heard.notImap,
  });
  const failure: Client["failure"] = (error, what) => mailFailure(error, around(), what);
  const cancel = () => flow.close();
  signal.addEventListener("abort", cancel, { once: true });
  // The library's own deadlines cover TCP, TLS and greeting; signing in may stall as well.
  const deadline = setTimeout(() => {
    heard.timedOut = true;
    flow.close();
  }, wish.tuning.connectMs + wish.tuning.greetingMs);
  try {
    await flow.connect();
  } catch (error) {
    flow.close();
    throw signal.aborted ? new Failure("cancelled") : failure(error);
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener("abort", cancel);
  }
  return clientOf(flow, heard, failure);
}

interface Heard {
  error: unknown;
  waitsUntilMs: number;
  notImap: boolean;
  timedOut: boolean;
}

/** The library says in its log alone why it answers `false`, that it waits, and that it heard no IMAP. Nothing else of
 *  the log is kept, and nothing of it is written anywhere. */
function listener(heard: Heard, onNotImap: () => void) {
  const hear = (entry: { err?: unknown; msg?: unknown; src?: unknown; delayResponse?: unknown; delayMs?: unknown }) => {
    if (entry.err !== undefined) heard.error = entry.err;
    const wait = [entry.delayResponse, entry.delayMs].find((value) => typeof value === "number");
    if (wait !== undefined) heard.waitsUntilMs = performance.now() + (wait as number);
    if (entry.src === "s" || entry.msg === "Tagged response for an unknown tag") onNotImap();
  };
  const isLevelEnabled = (level: string) => level === "warn" || level === "error";
  return { debug: () => {}, info: () => {}, warn: hear, error: hear, isLevelEnabled };
}

function clientOf(flow: ImapFlow, heard: Heard, failure: Client["failure"]): Client {
  return {
    flow,
    failure,
    isUsable: () => flow.usable && !flow.isClosed,
    refusal: () => {
      const { error } = heard;
      heard.error = undefined;
      return error;
    },
    isPaused: () => heard.waitsUntilMs > performance.now(),
    giveUp: () => {
      heard.timedOut = true;
      flow.close();
    },
    leave: async () => {
      if (flow.isClosed) return;
      // LOGOUT may never be answered on a half-open socket (mail rule 7).
      const timer = setTimeout(() => flow.close(), 1_000);
      try {
        await flow.logout();
      } catch {
        // It is gone, which is what was wanted.
      } finally {
        clearTimeout(timer);
        flow.close();
      }
    },
  };
}

function optionsOf(wish: ClientWish, token: string | undefined, family: 4 | undefined): ImapFlowOptions {
  const { login, quirks, tuning, live = false } = wish;
  const { host, port, security } = login.endpoint;
  const user = login.endpoint.username ?? login.username;
  return {
    host,
    port,
    secure: security === "tls",
    // Left undefined, the library would go on in the clear where STARTTLS is missing (T1, T2).
    ...(security !== "tls" && { doSTARTTLS: security === "starttls" }),
    auth: { user, ...(token === undefined ? { pass: login.password ?? "" } : { accessToken: token }) },
    tls: { ca: trustedAuthorities(login.caFile, host), minVersion: "TLSv1.2", ...(family && { family }) },
    clientInfo: { name: "Cadran", version: false, vendor: false, "support-url": false },
    qresync: quirks.qresync,
    // Between two programs of one computer (a bridge) it only costs time (mail rule 10).
    disableCompression: /^(localhost|127\.[\d.]+|\[?::1\]?)$/.test(host),
    disableAutoIdle: !live,
    maxIdleTime: tuning.idleMs ?? quirks.idleMs,
    missingIdleCommand: quirks.pollWith,
    connectionTimeout: tuning.connectMs,
    greetingTimeout: tuning.greetingMs,
    // A gigabyte of answer is no mail for a desktop.
    maxLineLength: 64 * MB,
    maxLiteralSize: 200 * MB,
    maxResponseSize: 256 * MB,
  };
}
