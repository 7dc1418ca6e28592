// The browser host put together: the engine in a child process, the page and its WebSocket in this one.
// `npm start` (scripts/start.mjs) and `cadran serve` run it.
import { join } from "node:path";
import { Failure, type FailureData } from "../src-preload/contract/failure.ts";
import { ROOT, startEngineProcess } from "./cli/engine-process.ts";
import { removeHostFile, writeHostFile } from "./host/browser/host-file.ts";
import { startBrowserServer } from "./host/browser/server.ts";
import type { EngineClient } from "./host/engine-client.ts";

interface BrowserHostOptions {
  /** Data folder, absolute. */
  readonly data: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Runs already: the page can be opened. */
export interface BrowserHost {
  readonly port: number;
  /** Good for one page, once. */
  readonly token: string;
  /** The page's address with that token. */
  readonly url: string;
  /** Closes the engine and its files, and the page's door. */
  close(): Promise<void>;
  /** Runs until a signal asks for the end, everything was erased, or the engine refuses to go on, then closes.
   *  @returns the failure that ended it; undefined after a signal */
  untilEnd(): Promise<FailureData | undefined>;
}

const PAGE_HEARS_MS = 500;

/** Starts everything and answers once the engine does.
 *  @throws Failure second-instance, newer-database, storage… when the engine cannot start; invalid-input for the port */
export async function startBrowserHost({ data, port }: BrowserHostOptions): Promise<BrowserHost> {
  const engine = startEngineProcess(data, "browser");
  try {
    const first = await engine.call("app.info", {});
    if ("failure" in first) throw fromData(first.failure);
    const server = await startBrowserServer({ engine, rendererDir: join(ROOT, "out/renderer"), port });
    await writeHostFile(data, { pid: process.pid, port: server.port, adminKey: server.adminKey });
    const token = server.mintToken();
    const close = async () => {
      // Asked first: a signal to the whole process group ends the engine too, and it must not be started again for it.
      const engineClosed = engine.close();
      await server.close();
      await removeHostFile(data);
      await engineClosed;
    };
    const url = pageAddress(server.port, token);
    const erased = new Promise<void>((resolve) => {
      // The page that asked for it has to hear the answer first.
      engine.onErase(() => setTimeout(resolve, PAGE_HEARS_MS));
    });
    return { port: server.port, token, url, close, untilEnd: () => untilEnd(engine, erased, close) };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The address of the page. The token is in the fragment: never sent, never logged. */
export function pageAddress(port: number, token: string): string {
  return `http://127.0.0.1:${port}/#t=${token}`;
}

async function untilEnd(
  engine: EngineClient,
  erased: Promise<void>,
  close: () => Promise<void>,
): Promise<FailureData | undefined> {
  const failure = await new Promise<FailureData | undefined>((resolve) => {
    engine.onRefused(resolve);
    void erased.then(() => resolve(undefined));
    // Not `once`: a second Ctrl+C while the engine closes must not cut it short.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(undefined));
  });
  await close();
  return failure;
}

function fromData({ reason, params, retryAtMs }: FailureData): Failure {
  return new Failure(reason, params, retryAtMs === undefined ? {} : { retryAtMs });
}
