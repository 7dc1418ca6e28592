// A real server as a child process: own folder, own free port, own process group, never outliving the test runner.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, connect as tcpConnect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Users every server knows. */
export const USERS = { alice: "alice-pw", bob: "bob-pw" } as const;

const isRoot = process.getuid?.() === 0;
const PROGRAMS = {
  radicale: ["/usr/bin/radicale"],
  xandikos: ["/usr/bin/xandikos"],
  dovecot: ["/usr/sbin/dovecot", "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp"],
  exim: ["/usr/sbin/exim4"],
} as const;

/** Why a suite on this server cannot run; undefined when it can. */
export function missingServer(name: keyof typeof PROGRAMS): string | undefined {
  if (process.platform !== "linux") return `${name} runs on Linux only`;
  const missing = [...PROGRAMS[name], "/usr/bin/setpriv", "/usr/bin/openssl"].find((file) => !existsSync(file));
  return missing === undefined ? undefined : `${missing} is not installed`;
}

/** A temporary folder for one server. */
export function serverFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `cadran-${name}-`));
}

/** A loopback port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export interface RunningServer {
  readonly folder: string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** Starts `command` and waits until it accepts connections on `port`.
 *  As root the child becomes `nobody`; a parent-death signal ends it when the runner dies. */
export async function startChild(
  command: readonly string[],
  folder: string,
  port: number,
  keepFolder = false,
): Promise<RunningServer> {
  if (isRoot) handOver(folder);
  const drop = isRoot ? ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all"] : [];
  const child = spawn("/usr/bin/setpriv", [...drop, "--pdeathsig", "KILL", ...command], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/bin:/bin", HOME: folder, LANG: "C.UTF-8" },
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (part: Buffer) => {
      log.push(part.toString());
      if (log.length > 200) log.shift();
    });
  }
  const exited = once(child, "exit");
  await untilOpen(child, port, log);
  return {
    folder,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        process.kill(-child.pid, "SIGKILL");
        await exited;
      }
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function handOver(folder: string): void {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(execFileSync("/usr/bin/id", [flag, "nobody"], { encoding: "utf8" })),
  );
  const give = (path: string, isFolder: boolean) => {
    chownSync(path, uid ?? 65534, gid ?? 65534);
    if (isFolder) for (const e of readdirSync(path, { withFileTypes: true })) give(join(path, e.name), e.isDirectory());
  };
  give(folder, true);
}

async function untilOpen(child: ChildProcess, port: number, log: readonly string[]): Promise<void> {
  const endMs = Date.now() + 20_000;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`server ended early: ${log.join("")}`);
    if (Date.now() > endMs) throw new Error(`server does not answer: ${log.join("")}`);
    await pause(25);
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tcpConnect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
