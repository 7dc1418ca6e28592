// A real engine on a data folder behind a port: lock, vault, network, control door, call loop.
import { Failure } from "../../src-preload/contract/failure.ts";
import { isBeingErased } from "../host/erase-mark.ts";

import { createNet } from "../host/net.ts";
import { openWithCommand } from "../host/system-browser.ts";
import { openVault } from "../host/vault/open.ts";
import type { OpenPage, Port, Vault } from "../ports.ts";
import { serverFinder } from "../providers/autoconfig/index.ts";
import { isDamage, markDamage } from "../store/damage.ts";
import { systemClock } from "./clock.ts";
import { openControl } from "./control.ts";

import { createEngine, type Engine, type EngineOptions } from "./engine.ts";
import { finishErase, removeLock } from "./erase.ts";

import type { HostFacts } from "./facts.ts";
import { type FolderLock, lockFolder } from "./lock.ts";
import { createReader } from "./mail-reader.ts";
import { createDispatch } from "./rpc.ts";
import { mailboxOf, PROVIDERS } from "./vendors.ts";

interface RunOptions {
  readonly folder: string;
  readonly migrations: string;
  readonly facts: HostFacts;
}

/** Has the lock of its folder until it is closed. */
export interface RunningEngine {
  /** Resolves once it has closed, whoever asked. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

interface Message {
  readonly t?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  readonly input?: unknown;
}

/** The host shows pages, unless the environment names a command for it. */
function pageOpener(port: Port): OpenPage {
  const command = process.env.CADRAN_BROWSER;
  return async (url) => {
    if (command) openWithCommand(command, url, process.platform);
    else port.post({ t: "open", url });
  };
}

/** What follows an end that the engine itself decided on: time for the answers under way to leave. */
const LAST_WORDS_MS = 50;

type Made = RunOptions & Pick<EngineOptions, "vault" | "onEnd">;

/** @throws Failure damaged, noted for the next engine; and what createEngine throws */
function makeEngine({ folder, migrations, facts, vault, onEnd }: Made, port: Port): Engine {
  try {
    return createEngine({
      ...{ facts, vault, folder, migrations, mailboxOf, onEnd },
      clock: systemClock,
      net: createNet(),
      providers: PROVIDERS,
      finder: serverFinder,
      reader: createReader(),
      openPage: pageOpener(port),
      env: process.env,
      random: Math.random,
    });
  } catch (error) {
    if (!isDamage(error)) throw error;
    markDamage(folder);
    throw new Failure("damaged", {}, { cause: error });
  }
}

/** The files are closed. What is to be erased goes before anybody else may have the folder. */
async function leaveFolder(folder: string, vault: Vault, lock: FolderLock): Promise<void> {
  const isErased = isBeingErased(folder);
  if (isErased) await finishErase(folder, vault);
  lock.release();
  if (isErased) removeLock(folder);
}

/** Starts the engine and tells the port `ready`; from then on it answers `call`, publishes `feed` and obeys `close`.
 *  @throws Failure second-instance, newer-database, disk-full, storage; then nothing was touched. damaged: start another one */
export async function runEngine({ folder, migrations, facts }: RunOptions, port: Port): Promise<RunningEngine> {
  const lock = lockFolder(folder);
  try {
    const vault = await openVault();
    // Interrupted: nothing of it is opened any more.
    await finishErase(folder, vault);
    let end: EngineOptions["onEnd"];
    const engine = makeEngine({ folder, migrations, facts, vault, onEnd: (why) => end?.(why) }, port);
    const life = new AbortController();
    // After the reply: who asked hears that it is done, then everything ends.
    engine.onErase(() => setImmediate(() => port.post({ t: "erase" })));
    const dispatch = createDispatch(engine.handlers);
    const control = await openControl(dispatch, life.signal);
    lock.announce({ pid: process.pid, port: control.port, token: control.token, host: facts.host });
    engine.onChange((changed) => port.post({ t: "feed", changed }));

    const { promise: closed, resolve: settle } = Promise.withResolvers<void>();
    let closing = false;
    const close = async (isAsked = true) => {
      if (closing) return closed;
      closing = true;
      life.abort();
      await control.close();
      await engine.close();
      await leaveFolder(folder, vault, lock);
      if (isAsked) port.post({ t: "closed" });
      settle();
    };
    // The host takes it for a crash and starts the next one. Nothing more is written into a damaged file.
    end = (why) => setTimeout(() => (why === "damaged" ? settle() : void close(false)), LAST_WORDS_MS);
    port.listen((raw) => {
      const message = raw as Message;
      if (message.t === "close") void close();
      if (message.t === "ping") port.post({ t: "pong" });
      if (message.t !== "call") return;
      void dispatch(message.name, message.input, life.signal).then((reply) =>
        port.post({ t: "reply", id: message.id, ...reply }),
      );
    });
    port.post({ t: "ready" });
    // The command line runs an engine for one call: it syncs when asked, not by itself.
    if (facts.host !== "cli") engine.start();
    return { closed, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
