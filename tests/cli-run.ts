// Runs the command line as a person or a script does: a process, its output, its exit code.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

const CLI = join(import.meta.dirname, "../src-main/cli.ts");
export const FAKE_ENGINE = { CADRAN_ENGINE_ENTRY: join(import.meta.dirname, "cli-fake-engine.ts") };

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON; throws when it is not exactly that. */
  json(): unknown;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs `cadran ...words` to its end. */
export async function cadran(words: readonly string[], { env = {}, stdin = "" }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...words], { env: { ...process.env, CADRAN_NO_BUILD: "1", ...env } });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr, json: () => JSON.parse(stdout) };
}

export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly port: number;
  readonly pid: number;
  readonly data: string;
  /** Asks it to end. @returns its exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `cadran serve` and waits for its line. */
export async function serve(data: string, env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const child = spawn(process.execPath, [CLI, "serve", "--data", data], {
    env: { ...process.env, CADRAN_NO_BUILD: "1", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await exit;
  });
  let line = "";
  for await (const chunk of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    line += chunk;
    if (line.includes("\n")) break;
  }
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    const [code] = await exit;
    return code as number | null;
  };
  return { child, ...JSON.parse(line), stop };
}
