// A stand-in for src-main/engine/process.ts that answers by the call's name and writes its life into DIR/engine.log.
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "../src-preload/contract/failure.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "" },
    migrations: { type: "string" },
    host: { type: "string" },
    version: { type: "string" },
    downloads: { type: "string" },
    can: { type: "string", multiple: true },
  },
});
mkdirSync(values.data, { recursive: true });
const log = (line: string) => appendFileSync(join(values.data, "engine.log"), `${line}\n`);
const post = (message: unknown) => process.send?.(message);

interface Message {
  readonly t: string;
  readonly id?: number;
  readonly name?: string;
  readonly input?: unknown;
}

function answer({ name, input }: Message): object {
  if (name === "sync.run")
    return {
      ok: { results: [{ outcome: "successful" }, { outcome: process.env.FAKE_OUTCOME }], feeds: [], folders: [] },
    };
  if (name === "events.get") return { failure: new Failure("missing", { what: "event" }).toData() };
  // Longer than a pipe holds: it must arrive whole.
  if (name === "agenda.range") return { ok: { occurrences: "x".repeat(3_000_000) } };
  return { ok: { name, input, host: values.host } };
}

process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
process.on("message", (message: Message) => {
  if (message.t === "call") post({ t: "reply", id: message.id, ...answer(message) });
  if (message.t === "close") {
    log("closed");
    post({ t: "closed" });
  }
});
log(`started as ${values.host}`);
if (process.env.FAKE_REFUSAL) {
  const reason = process.env.FAKE_REFUSAL as "newer-database";
  post({ t: "refused", failure: new Failure(reason, { folder: values.data }).toData() });
  setTimeout(() => process.exit(1), 50);
} else post({ t: "ready" });
