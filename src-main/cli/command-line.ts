// What the words after `cadran` mean. Pure: nothing is read or run here.
import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { Failure } from "../../src-preload/contract/failure.ts";
import { isCallName } from "../../src-preload/contract/names.ts";

/** `--help` prints it on standard output; after a mistake it is on standard error. */
export const USAGE = `Usage: cadran COMMAND [--data DIR]

  serve [--port N]                          run Cadran for a browser; prints {"url","token","port","pid","data"}
  open                                      a fresh one-time address of the running "serve", for another tab
  sync [--account ID] [--calendar ID]       sync now; prints the results, exit 1 when one failed
  call NAME [JSON | -]                      any call of the contract; "-" reads the JSON from standard input
  import FILE.ics [--calendar ID]           add the events of an iCalendar file

  --data DIR   data folder (default: CADRAN_DATA, else the system's place for application data)
  --help, --version

JSON on standard output, logs on standard error. Exit 0, or 1 with {"failure":{"code","reason","message"}}.
Pass passwords by standard input, so that they stay out of the shell's history and the process list:
  cadran call accounts.add - < account.json
`;

/** What to do. `data` is absolute, or absent for the default folder; `json` is as typed, `-` for standard input. */
export type Command =
  | { readonly verb: "help" | "version" }
  | { readonly verb: "serve"; readonly data?: string; readonly port: number }
  | { readonly verb: "open"; readonly data?: string }
  | { readonly verb: "sync"; readonly data?: string; readonly accountId?: string; readonly calendarId?: string }
  | { readonly verb: "call"; readonly data?: string; readonly name: string; readonly json: string }
  | { readonly verb: "import"; readonly data?: string; readonly file: string; readonly calendarId?: string };

const OPTIONS = {
  data: { type: "string" },
  port: { type: "string" },
  account: { type: "string" },
  calendar: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

type Option = "port" | "account" | "calendar";
const TAKES: Readonly<Record<string, { words: readonly [number, number]; options: readonly Option[] }>> = {
  serve: { words: [0, 0], options: ["port"] },
  open: { words: [0, 0], options: [] },
  sync: { words: [0, 0], options: ["account", "calendar"] },
  call: { words: [1, 2], options: [] },
  import: { words: [1, 1], options: ["calendar"] },
};

/** Reads the words after the program's name.
 *  @throws Failure invalid-input, unknown-call */
export function parseCommandLine(argv: readonly string[], cwd: string): Command {
  const { values, positionals } = parse(argv);
  if (values.help) return { verb: "help" };
  if (values.version) return { verb: "version" };
  const [verb, first = "", second = "{}"] = positionals;
  if (verb === undefined) throw invalid("a command is missing");
  const takes = Object.hasOwn(TAKES, verb) ? TAKES[verb] : undefined;
  if (takes === undefined) throw invalid(`there is no command "${verb}"`);
  const words = positionals.length - 1;
  if (words < takes.words[0]) throw invalid(`"${verb}" needs ${verb === "call" ? "the name of a call" : "a file"}`);
  if (words > takes.words[1]) throw invalid(`"${verb}" does not take "${positionals[takes.words[1] + 1]}"`);
  for (const option of ["port", "account", "calendar"] as const) {
    if (values[option] !== undefined && !takes.options.includes(option)) throw invalid(`"${verb}" has no --${option}`);
  }

  const data = values.data === undefined ? {} : { data: resolve(cwd, values.data) };
  const calendar = values.calendar === undefined ? {} : { calendarId: values.calendar };
  const account = values.account === undefined ? {} : { accountId: values.account };
  if (verb === "serve") return { verb, ...data, port: parsePort(values.port ?? "0") };
  if (verb === "open") return { verb, ...data };
  if (verb === "sync") return { verb, ...data, ...account, ...calendar };
  if (verb === "import") return { verb, ...data, file: resolve(cwd, first), ...calendar };
  if (!isCallName(first)) throw new Failure("unknown-call", { name: first });
  return { verb: "call", ...data, name: first, json: second };
}

/** A TCP port as typed; 0 is any free one.
 *  @throws Failure invalid-input */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw invalid(`"${text}" is not a port`);
  return port;
}

function parse(argv: readonly string[]) {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  if (parsed.values.data === "") throw invalid("--data needs a folder");
  return parsed;
}

function invalid(detail: string): Failure {
  // The sentence ends with its own full stop.
  return new Failure("invalid-input", { detail: detail.replace(/\.$/, "") });
}
