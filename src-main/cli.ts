// `cadran`: the command line. JSON on standard output, everything else on standard error (cli/command-line.ts USAGE).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Reply } from "../src-preload/contract/bridge.ts";
import { Failure, type FailureData, toFailure } from "../src-preload/contract/failure.ts";
import { type Command, parseCommandLine, USAGE } from "./cli/command-line.ts";
import { packageVersion, ROOT } from "./cli/engine-process.ts";
import { decodeCalendarFile } from "./cli/file-text.ts";
import { callOnce } from "./cli/one-call.ts";
import { askForAddress } from "./cli/open-address.ts";
import { defaultDataFolder } from "./host/default-folder.ts";
import { startBrowserHost } from "./serve.ts";

type Verb<V extends Command["verb"]> = Extract<Command, { verb: V }>;

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function fail(failure: FailureData): void {
  process.stderr.write(`${failure.message}\n`);
  print({ failure });
  process.exitCode = 1;
}

function finish(reply: Reply): void {
  if ("failure" in reply) fail(reply.failure);
  else print(reply.ok);
}

function dataOf(command: { data?: string }): string {
  return command.data ?? defaultDataFolder({ env: process.env, platform: process.platform, home: homedir() });
}

async function serve(command: Verb<"serve">): Promise<void> {
  buildPageWhenMissing();
  const data = dataOf(command);
  const host = await startBrowserHost({ data, port: command.port });
  print({ url: host.url, token: host.token, port: host.port, pid: process.pid, data });
  const failure = await host.untilEnd();
  if (failure !== undefined) {
    // The JSON line was the answer; what ends the run later is for people.
    process.stderr.write(`${failure.message}\n`);
    process.exitCode = 1;
  }
}

/** In a fresh checkout the page is not built yet. `npm start` keeps it up to date; a server only needs to have one.
 *  CADRAN_NO_BUILD=1 does without: the tests of the command line need no page. */
function buildPageWhenMissing(): void {
  const script = join(ROOT, "scripts/ensure-build.mjs");
  const isNeeded = process.env.CADRAN_NO_BUILD !== "1" && !existsSync(join(ROOT, "out/renderer/index.html"));
  if (!isNeeded || !existsSync(script)) return;
  spawnSync(process.execPath, [script], { stdio: ["ignore", 2, 2] });
}

async function open(command: Verb<"open">): Promise<void> {
  const data = dataOf(command);
  print({ ...(await askForAddress(data)), data });
}

async function sync(command: Verb<"sync">): Promise<void> {
  const { accountId, calendarId } = command;
  const reply = await callOnce(dataOf(command), "sync.run", { accountId, calendarId });
  finish(reply);
  if ("failure" in reply) return;
  const { results, folders } = reply.ok as Record<"results" | "folders", readonly { outcome: string }[]>;
  if ([...results, ...folders].some(({ outcome }) => outcome === "failed")) process.exitCode = 1;
}

async function call(command: Verb<"call">): Promise<void> {
  const json = command.json === "-" ? await text(process.stdin) : command.json;
  let input: unknown;
  try {
    input = JSON.parse(json.trim() || "{}");
  } catch {
    // JSON.parse quotes the text in its message, and the text may hold a password.
    throw new Failure("invalid-input", { detail: "the input is not JSON" });
  }
  finish(await callOnce(dataOf(command), command.name, input));
}

async function importFile(command: Verb<"import">): Promise<void> {
  const bytes = await readFile(command.file).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure("invalid-input", { detail: `${command.file} cannot be read (${cause.code})` }, { cause });
  });
  const input = { calendarId: command.calendarId, text: decodeCalendarFile(bytes) };
  finish(await callOnce(dataOf(command), "events.import", input));
}

async function run(argv: readonly string[]): Promise<void> {
  let command: Command;
  try {
    command = parseCommandLine(argv, process.cwd());
  } catch (error) {
    process.stderr.write(`${USAGE}\n`);
    throw error;
  }
  switch (command.verb) {
    case "help":
      return void process.stdout.write(USAGE);
    case "version":
      return void process.stdout.write(`${packageVersion()}\n`);
    case "serve":
      return serve(command);
    case "open":
      return open(command);
    case "sync":
      return sync(command);
    case "call":
      return call(command);
    case "import":
      return importFile(command);
  }
}

// The exit code is set, never forced: a long answer must leave through a pipe before the process does.
run(process.argv.slice(2)).catch((error: unknown) => fail(toFailure(error).toData()));
