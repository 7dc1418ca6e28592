// A private D-Bus session bus in a folder of its own: nothing is on it but what a test starts, and nothing starts by itself.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const START_MS = 20_000;
const END_MS = 2_000;
const BUS = "/usr/bin/dbus-daemon";
const ASK = "/usr/bin/dbus-send";
const KEYRING = "/usr/bin/gnome-keyring-daemon";
const LOGIN = "/org/freedesktop/secrets/collection/login";

/** Why there can be no bus with what is asked for; undefined when there can. */
export function missingOnBus(...more: readonly string[]): string | undefined {
  if (process.platform !== "linux") return "a session bus is a thing of Linux";
  const missing = [BUS, ASK, "/usr/bin/setpriv", ...more].find((file) => !existsSync(file));
  return missing === undefined ? undefined : `${missing} is not installed`;
}

/** Why there can be no Secret Service on a bus of ours; undefined when there can. */
export function missingKeyring(): string | undefined {
  return missingOnBus(KEYRING);
}

export interface SessionBus {
  readonly folder: string;
  /** For programs on this bus; no display. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts a program that ends with the bus. @param input its standard input, then closed */
  run(command: string, args: readonly string[], options?: { input?: string; env?: NodeJS.ProcessEnv }): ChildProcess;
  /** Waits until a program has taken a name. */
  whenOwned(name: string): Promise<void>;
  /** Ends all that runs on it, and removes its folder. */
  stop(): Promise<void>;
}

export async function startSessionBus(): Promise<SessionBus> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-bus-"));
  const socket = join(folder, "bus");
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ HOME: folder, XDG_DATA_HOME: join(folder, "data"), XDG_CONFIG_HOME: join(folder, "config") },
    ...{ XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, DISPLAY: "", WAYLAND_DISPLAY: "" },
  };
  mkdirSync(join(folder, "data/keyrings"), { recursive: true });
  // No service directory: nothing is started behind the test's back, no prompt either.
  writeFileSync(
    join(folder, "bus.conf"),
    `<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const children: ChildProcess[] = [];
  const bus: SessionBus = {
    folder,
    env,
    run: (command, args, { input = "", env: more = {} } = {}) => {
      const child = spawn("/usr/bin/setpriv", ["--pdeathsig", "KILL", command, ...args], {
        env: { ...env, ...more },
        stdio: ["pipe", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr]) stream.resume();
      // One that does not read may be gone before it is written to.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
      children.push(child);
      return child;
    },
    whenOwned: (name) => until(`${name} was not taken`, () => isOwned(env, name)),
    stop: async () => {
      await Promise.all(children.reverse().map(end));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
  bus.run(BUS, ["--config-file", join(folder, "bus.conf"), "--nofork", "--nopidfile", "--nosyslog"]);
  await until("the bus did not start", async () => existsSync(socket));
  return bus;
}

/** Lets it tidy up: a display leaves its socket behind when it is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await ended;
  clearTimeout(kill);
}

/** Calls a method of a program on a bus. @param args as dbus-send writes them: `string:x`, `uint32:1`
 *  @returns a single text that it answers, else nothing of use */
export async function askOnBus(
  env: NodeJS.ProcessEnv,
  [name, path, method]: readonly [name: string, path: string, method: string],
  ...args: readonly string[]
): Promise<string> {
  const call = ["--session", "--print-reply=literal", `--dest=${name}`, path, method, ...args];
  const { stdout } = await promisify(execFile)(ASK, call, { env: env as Record<string, string>, encoding: "utf8" });
  return stdout.trim();
}

/** A Secret Service on the bus. */
export interface Keyring {
  /** From now on it would wait for a prompt, for which there is nobody. */
  lock(): Promise<void>;
  /** It is there and answers nothing, until `wake`. */
  freeze(): void;
  wake(): void;
}

/** Starts gnome-keyring with its `login` collection open. */
export async function startKeyring(bus: SessionBus): Promise<Keyring> {
  const daemon = bus.run(KEYRING, ["--foreground", "--components=secrets", "--unlock"], { input: "keyring-password" });
  await bus.whenOwned("org.freedesktop.secrets");
  const lock = ["org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock"] as const;
  return {
    lock: async () => void (await askOnBus(bus.env, lock, `array:objpath:${LOGIN}`)),
    freeze: () => void daemon.kill("SIGSTOP"),
    wake: () => void daemon.kill("SIGCONT"),
  };
}

async function isOwned(env: NodeJS.ProcessEnv, name: string): Promise<boolean> {
  const call = ["org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"] as const;
  return (await askOnBus(env, call, `string:${name}`)).endsWith("true");
}

async function until(otherwise: string, condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + START_MS;
  while (!(await condition())) {
    if (Date.now() > deadlineMs) throw new Error(`${otherwise} within ${START_MS / 1_000} s`);
    await sleep(25);
  }
}
