// Starts Chromium and speaks CDP over its pipe (fd 3 and 4). It dies with the pipe, so a killed test leaves nothing behind.
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { type Request, Session } from "./cdp.ts";

interface Answer {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

class Chromium {
  readonly #pending = new Map<number, Pending>();
  readonly #sessions = new Map<string, Session>();
  readonly #request: Request = (method, params, sessionId) => {
    const output = this.#output;
    if (!output) return Promise.reject(new Error("Chromium is gone"));
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#pending.set(id, { method, resolve, reject });
      output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  };
  readonly root = new Session(this.#request, undefined);
  #lastId = 0;
  #output: Writable | undefined;

  /** @param switches on top of the ones the pipe needs @returns when Chromium answers */
  async start(switches: string[], onStderrLine: (line: string) => void, onExit: () => void): Promise<void> {
    const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
    // A process group of its own: the wrapper script and every helper end with us.
    const child = spawn(executable, ["--no-startup-window", "--remote-debugging-pipe", ...switches], {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      detached: true,
    });
    splitBy("\n", child.stdio[2] as Readable, onStderrLine);
    splitBy("\0", child.stdio[4] as Readable, (text) => this.#receive(JSON.parse(text) as Answer));
    this.#output = child.stdio[3] as Writable;
    this.#output.on("error", () => {});
    child.on("exit", () => {
      this.#output = undefined;
      for (const pending of this.#pending.values()) pending.reject(new Error("Chromium exited"));
      this.#pending.clear();
      onExit();
    });
    process.on("exit", () => killGroup(child));
    await this.root.send("Browser.getVersion");
  }

  session(id: string): Session {
    const session = this.#sessions.get(id) ?? new Session(this.#request, id);
    this.#sessions.set(id, session);
    return session;
  }

  #receive(answer: Answer): void {
    if (answer.id === undefined) {
      const session = answer.sessionId ? this.session(answer.sessionId) : this.root;
      session.emit(answer.method ?? "", answer.params);
      return;
    }
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.error) pending?.reject(new Error(`${pending.method}: ${answer.error.message}`));
    else pending?.resolve(answer.result);
  }
}

/** The browser of this process. */
export const chromium = new Chromium();

function splitBy(separator: string, stream: Readable, onPart: (part: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split(separator);
    rest = parts.pop() ?? "";
    for (const part of parts) onPart(part);
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
