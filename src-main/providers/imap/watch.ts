// A watched folder: IDLE (RFC 2177), renewed by the library, told once for news that come together, and looked after
// from another socket, because a session can go deaf without an error (mail rules 13–18).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderStatus, Watch } from "../mail-provider.ts";
import type { Client } from "./client.ts";
import { statusesOf } from "./folders.ts";
import { openFolder } from "./open.ts";
import type { Session } from "./session.ts";

/** Ends when the signal aborts. @throws Failure when the connection is lost or deaf */
export async function watchFolder(session: Session, path: string, watch: Watch, signal: AbortSignal): Promise<void> {
  const both = AbortSignal.any([signal, session.ended]);
  try {
    const client = await session.openLive(both);
    if (client === undefined) await poll(session, path, watch, both);
    else await listen(session, client, path, watch, both);
  } catch (error) {
    // An end that was asked for is none to complain about.
    if (!signal.aborted) throw error;
  }
}

async function listen(
  session: Session,
  client: Client,
  path: string,
  watch: Watch,
  signal: AbortSignal,
): Promise<void> {
  const { flow } = client;
  const ear = earOf(session.tuning.debounceMs, watch.onDirty);
  const stop = new AbortController();
  const lost = new Promise<never>((_, reject) => {
    flow.once("close", () => reject(client.failure(Object.assign(new Error("closed"), { code: "NoConnection" }))));
    signal.addEventListener("abort", () => reject(new Failure("cancelled")), { once: true });
    if (signal.aborted) reject(new Failure("cancelled"));
  });
  lost.catch(() => {});
  if (watch.onAlert) flow.on("alert", ({ message }) => watch.onAlert?.(message));
  try {
    await Promise.race([openFolder(client, path, { readOnly: true }), lost]);
    for (const event of ["exists", "expunge", "flags", "highestModseq", "mailboxOpen"]) flow.on(event, ear.hear);
    // What happened before was not heard.
    ear.hear();
    const deaf = lookAfter(session, path, ear, AbortSignal.any([signal, stop.signal]));
    await Promise.race([lost, deaf, idle(client, stop.signal)]);
  } finally {
    stop.abort();
    ear.close();
    await client.leave();
  }
}

/** IDLE until the connection ends; the library renews it, and polls where the server has no IDLE. */
async function idle({ flow }: Client, signal: AbortSignal): Promise<never> {
  while (flow.usable && !signal.aborted) {
    await flow.idle();
    // Where IDLE is refused it comes back at once.
    await pause(1_000, signal);
  }
  throw new Failure("connection-lost", { host: flow.host });
}

interface Ear {
  readonly hear: () => void;
  /** How often something was heard. */
  readonly heard: () => number;
  /** Tells at once. */
  readonly tell: () => void;
  readonly close: () => void;
}

/** The first news start the wait and those that follow join it: a folder that never rests is told of all the same. */
function earOf(waitMs: number, onDirty: () => void): Ear {
  let [count, timer]: [number, NodeJS.Timeout | undefined] = [0, undefined];
  return {
    hear: () => {
      count++;
      timer ??= setTimeout(() => {
        timer = undefined;
        onDirty();
      }, waitMs);
    },
    heard: () => count,
    tell: onDirty,
    close: () => clearTimeout(timer),
  };
}

/** Compares what another socket is told with what was heard; ends by throwing. */
async function lookAfter(session: Session, path: string, ear: Ear, signal: AbortSignal): Promise<never> {
  const { deafCheckMs, deafGraceMs } = session.tuning;
  let before: FolderStatus | undefined;
  let heard = ear.heard();
  for (;;) {
    const now = await look(session, path, signal).catch(() => undefined);
    if (signal.aborted) throw new Failure("cancelled");
    if (now && before && ear.heard() === heard) {
      const isNews = now.uidNext !== before.uidNext || now.messages !== before.messages;
      if (isNews) await pause(deafGraceMs, signal);
      if (ear.heard() === heard) {
        if (isNews || now.highestModseq !== before.highestModseq) ear.tell();
        if (isNews) throw new Failure("connection-lost", { host: session.first.flow.host });
      }
    }
    heard = ear.heard();
    before = now ?? before;
    await pause(deafCheckMs, signal);
  }
}

/** Where no socket can be spared: the numbers, now and then. */
async function poll(session: Session, path: string, watch: Watch, signal: AbortSignal): Promise<never> {
  let before: string | undefined;
  for (;;) {
    const now = JSON.stringify(await look(session, path, signal), (_, value) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    if (now !== before) watch.onDirty();
    before = now;
    await pause(session.tuning.pollMs, signal);
  }
}

async function look(session: Session, path: string, signal: AbortSignal): Promise<FolderStatus | undefined> {
  const work = async (client: Client) => (await statusesOf(client, [path])).get(path);
  return session.run("ops", { method: "STATUS", path, work }, signal);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(new Failure("cancelled"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    timer.unref();
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
