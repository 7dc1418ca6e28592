// A small IMAP server of our own for what a good server never does: each command can be answered otherwise, and every
// line a client sent is kept.
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { fetchAnswer, inSet } from "./imap-answers.ts";

export interface Command {
  readonly tag: string;
  /** e.g. `UID FETCH`, upper case. */
  readonly name: string;
  /** The rest of the line, literals in place. */
  readonly words: string;
  /** Which connection it came on, from 1. */
  readonly connection: number;
  /** How often this name came before, on all connections. */
  readonly times: number;
}

/** Lines to send; `hang up` ends the connection after them, `silence` leaves the command without an end. */
export type Answer = readonly string[];
export const HANG_UP = "hang up";

export interface StoredMail {
  readonly uid: number;
  flags: readonly string[];
  readonly source: string;
  readonly labels?: readonly string[];
}

export interface ScriptedOptions {
  /** After login and before. Default: IMAP4rev1 UIDPLUS MOVE IDLE UNSELECT ENABLE CONDSTORE. */
  readonly capabilities?: string;
  /** First line; undefined says nothing at all. */
  readonly greeting?: string | undefined;
  readonly host?: string;
  readonly port?: number;
  /** Answers a command otherwise; undefined: as usual. Lines begin with `TAG ` where the tag belongs. */
  readonly answer?: (command: Command, server: ScriptedImap) => Answer | undefined;
}

const USUAL = "IMAP4rev1 UIDPLUS MOVE IDLE UNSELECT ENABLE CONDSTORE";

export class ScriptedImap {
  readonly commands: string[] = [];
  /** Connections opened so far. */
  connections = 0;
  /** Open now. */
  readonly sockets = new Set<Socket>();
  readonly folders = new Map<string, StoredMail[]>([
    ["INBOX", []],
    ["Other", []],
  ]);
  uidValidity = 7;
  highestModseq = 50;
  readonly port: number;
  readonly #server: Server;
  readonly #options: ScriptedOptions;
  readonly #times = new Map<string, number>();
  /** Whose command is being answered. */
  #current: Session = { connection: 0, selected: undefined };

  private constructor(server: Server, port: number, options: ScriptedOptions) {
    this.#server = server;
    this.port = port;
    this.#options = options;
    server.on("connection", (socket: Socket) => this.#open(socket));
  }

  static async start(options: ScriptedOptions = {}): Promise<ScriptedImap> {
    const server = createServer({ noDelay: true });
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return new ScriptedImap(server, address.port, options);
  }

  /** Puts messages into a folder, uids from 1 on or after those there. */
  fill(path: string, count: number, change: Partial<StoredMail> = {}): void {
    const folder = this.folders.get(path) ?? [];
    this.folders.set(path, folder);
    for (let n = 0; n < count; n++) {
      const uid = (folder.at(-1)?.uid ?? 0) + 1;
      folder.push({
        uid,
        flags: [],
        source: `Subject: ${uid}\r\nMessage-ID: <${uid}@x>\r\n\r\nBody ${uid}\r\n`,
        ...change,
      });
    }
  }

  /** Says something to every connection, unasked. */
  say(line: string): void {
    for (const socket of this.sockets) socket.write(`${line}\r\n`);
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Names of the commands it got. */
  names(): readonly string[] {
    return this.commands.map((line) => nameOf(line).name);
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(socket: Socket): void {
    const connection = ++this.connections;
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.sockets.delete(socket));
    const state: Session = { connection, selected: undefined, idling: undefined };
    const greeting = "greeting" in this.#options ? this.#options.greeting : "* OK ready";
    if (greeting !== undefined) socket.write(`${greeting}\r\n`);
    let [waiting, line] = ["", ""];
    socket.on("data", (part: Buffer) => {
      waiting += part.toString("latin1");
      for (;;) {
        const end = waiting.indexOf("\r\n");
        if (end < 0) return;
        const piece = waiting.slice(0, end);
        const literal = /\{(\d+)(\+?)\}$/.exec(piece);
        if (literal === null) {
          waiting = waiting.slice(end + 2);
          const whole = line + piece;
          line = "";
          this.#take(whole, state, socket);
          continue;
        }
        const size = Number(literal[1]);
        if (literal[2] === "" && waiting.length < end + 2 + size) socket.write("+ go\r\n");
        if (waiting.length < end + 2 + size) return;
        line += piece + waiting.slice(end + 2, end + 2 + size);
        waiting = waiting.slice(end + 2 + size);
      }
    });
  }

  #take(line: string, session: Session, socket: Socket): void {
    if (session.idling !== undefined) {
      const tag = session.idling;
      session.idling = undefined;
      if (line.toUpperCase() === "DONE") socket.write(`${tag} OK done\r\n`);
      return;
    }
    this.commands.push(line);
    const { tag, name, words } = nameOf(line);
    const times = this.#times.get(name) ?? 0;
    this.#times.set(name, times + 1);
    const command: Command = { tag, name, words, connection: session.connection, times };
    if (name === "IDLE") session.idling = tag;
    this.#current = session;
    const lines = this.#options.answer?.(command, this) ?? this.usual(command, session);
    for (const one of lines) {
      if (one === HANG_UP) socket.end();
      else if (socket.writable) socket.write(`${one.replace(/^TAG /, `${tag} `)}\r\n`, "latin1");
    }
  }

  /** What a decent server answers. */
  usual({ name, words }: Pick<Command, "name" | "words">, session: Session = this.#current): Answer {
    const capabilities = this.#options.capabilities ?? USUAL;
    const selected = this.folders.get(session.selected ?? "") ?? [];
    switch (name) {
      case "CAPABILITY":
        return [`* CAPABILITY ${capabilities}`, "TAG OK done"];
      case "NAMESPACE":
        return ['* NAMESPACE (("" "/")) NIL NIL', "TAG OK done"];
      case "ID":
        return ['* ID ("name" "Scripted")', "TAG OK done"];
      case "ENABLE":
        return [
          `* ENABLED ${words
            .split(" ")
            .filter((one) => capabilities.includes(one))
            .join(" ")}`,
          "TAG OK done",
        ];
      case "LIST":
        return [...[...this.folders.keys()].map((path) => `* LIST () "/" "${path}"`), "TAG OK done"];
      case "SELECT":
      case "EXAMINE":
        return this.#select(words, session);
      case "STATUS":
        return [this.#status(words), "TAG OK done"];
      case "UID SEARCH":
        return [
          `* SEARCH ${selected.flatMap(({ uid }) => (isFound(uid, words, selected.at(-1)?.uid ?? 0) ? [uid] : [])).join(" ")}`,
          "TAG OK done",
        ];
      case "UID FETCH":
        return [...fetchAnswer(selected, words, capabilities), "TAG OK done"];
      case "UID STORE":
        return this.#store(selected, words);
      case "UID EXPUNGE":
        return this.#expunge(session, (mail) => inSet(mail.uid, words) && mail.flags.includes("\\Deleted"));
      case "EXPUNGE":
      case "CLOSE":
        return this.#expunge(session, (mail) => mail.flags.includes("\\Deleted"));
      case "IDLE":
        return ["+ idling"];
      case "LOGOUT":
        return ["* BYE so long", "TAG OK done", HANG_UP];
      default:
        return ["TAG OK done"];
    }
  }

  #select(words: string, session: Session): Answer {
    const path = words.split(" ")[0]?.replaceAll('"', "") ?? "";
    const folder = this.folders.get(path);
    if (folder === undefined) return ["TAG NO [NONEXISTENT] no such folder"];
    session.selected = path;
    return [
      `* ${folder.length} EXISTS`,
      "* FLAGS (\\Seen \\Deleted \\Flagged)",
      "* OK [PERMANENTFLAGS (\\Seen \\Deleted \\Flagged \\*)] yes",
      `* OK [UIDVALIDITY ${this.uidValidity}] yes`,
      `* OK [UIDNEXT ${(folder.at(-1)?.uid ?? 0) + 1}] yes`,
      `* OK [HIGHESTMODSEQ ${this.highestModseq}] yes`,
      "TAG OK [READ-WRITE] done",
    ];
  }

  #status(words: string): string {
    const path = words.split(" ")[0]?.replaceAll('"', "") ?? "";
    const folder = this.folders.get(path) ?? [];
    const uidNext = (folder.at(-1)?.uid ?? 0) + 1;
    return `* STATUS "${path}" (MESSAGES ${folder.length} UIDNEXT ${uidNext} UIDVALIDITY ${this.uidValidity} UNSEEN 0)`;
  }

  #store(folder: readonly StoredMail[], words: string): Answer {
    const [, set = "", sign, list = ""] = /^(\S+) .*?([+-])FLAGS(?:\.SILENT)? \((.*)\)$/.exec(words) ?? [];
    const flags = list.split(" ");
    for (const mail of folder) {
      if (!inSet(mail.uid, set)) continue;
      const others = mail.flags.filter((flag) => !flags.includes(flag));
      mail.flags = sign === "+" ? [...others, ...flags] : others;
    }
    return ["TAG OK done"];
  }

  #expunge(session: Session, isGone: (mail: StoredMail) => boolean): Answer {
    const folder = this.folders.get(session.selected ?? "") ?? [];
    this.folders.set(
      session.selected ?? "",
      folder.filter((mail) => !isGone(mail)),
    );
    return ["TAG OK done"];
  }
}

interface Session {
  readonly connection: number;
  selected: string | undefined;
  idling?: string | undefined;
}

function nameOf(line: string): { tag: string; name: string; words: string } {
  const [, tag = "", name = "", words = ""] = /^(\S+) ((?:UID )?\S+) ?([\s\S]*)$/i.exec(line) ?? [];
  return { tag, name: name.toUpperCase(), words };
}

/** Searches for ALL, and for UIDs. */
function isFound(uid: number, words: string, last: number): boolean {
  // `*` is the last message, whatever stands before it (RFC 9051 §9).
  const set = /^UID (\S+)/.exec(words)?.[1]?.replaceAll("*", `${last}`);
  return set === undefined || inSet(uid, set);
}
