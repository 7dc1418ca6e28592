// What comes over a socket: an IMAP server's answers, a page's frames.
import { EventEmitter } from "node:events";
import fc from "fast-check";
import type { WebSocket } from "ws";
import { servePage } from "../../../src-main/host/browser/page-socket.ts";
import { createNet } from "../../../src-main/host/net.ts";
import { createImapProvider } from "../../../src-main/providers/imap/index.ts";
import type { MailConnection } from "../../../src-main/providers/mail-provider.ts";
import { type Command, ScriptedImap } from "../../servers/imap-scripted.ts";
import { broken, brokenJson, type Format } from "../mutate.ts";
import { drained, inTurn, target } from "../target.ts";
import { answering } from "../world.ts";

const IMAP: Format = {
  seeds: [
    '* LIST (\\HasNoChildren \\Sent) "/" "Sent &AOk-"\r\n* LIST (\\Noselect) NIL {3}\r\na"b',
    '* STATUS "INBOX" (MESSAGES 3 UIDNEXT 4 UIDVALIDITY 7 UNSEEN 1 HIGHESTMODSEQ 51)',
    "* SEARCH 1 2 3",
    "* 3 EXISTS\r\n* 1 EXPUNGE\r\n* VANISHED (EARLIER) 1:2,4",
    "* OK [UIDVALIDITY 8] other\r\n* OK [HIGHESTMODSEQ 9007199254740993] far\r\n* OK [PERMANENTFLAGS ()] none",
    '* 1 FETCH (UID 1 FLAGS (\\Seen $Junk) MODSEQ (60) INTERNALDATE "31-Feb-2026 10:00:00 +0000" RFC822.SIZE 99)',
    '* 1 FETCH (UID 1 BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 5 1)("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 9 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) 1) "MIXED"))',
    "* 2 FETCH (UID 2 BODY[HEADER] {14}\r\nSubject: two\r\n)",
    "* BYE going\r\n* NO [ALERT] careful\r\n* BAD what",
  ],
  words: [
    "(",
    ")",
    '"',
    "\\",
    "{",
    "{99999999}\r\n",
    "{5}\r\nhello",
    "{-1}\r\n",
    "NIL",
    "\r\n",
    "* ",
    "+ go\r\n",
    "TAG ",
    "*",
    ":",
    ",",
    "[",
    "]",
    "UID 0",
    "UID 4294967296",
    "\u0000",
    "&",
    "&AOk",
    "constructor",
    "FLAGS (__proto__)",
    "EXISTS",
    "FETCH (",
  ],
  pairs: [
    ["(", ")"],
    ['"', '"'],
    ["((", ""],
  ],
};

const never = new AbortController().signal;
/** Nobody waits long here; a server that falls silent is one of the things to try. */
const SHORT = { connectMs: 1_000, greetingMs: 500, silenceMs: 150, abandonMs: 50, debounceMs: 1, pollMs: 50 };

/** Everything that a look at a mailbox asks for. */
const lookAround = (connection: MailConnection) =>
  inTurn([
    () => connection.folders(never),
    () => connection.status(["INBOX", "Other"], never),
    () => connection.changes("INBOX", { uidValidity: 7n, uidNext: 2, highestModseq: 40n }, () => [1], never),
    () => drained(connection.fetch("INBOX", [1, 2], { kind: "head" }, "ops", never)),
    () => drained(connection.fetch("INBOX", [1, 2], { kind: "source", maxBytes: 10_000 }, "bulk", never)),
    () => connection.flags("INBOX", [1, 2], "ops", never),
    () => connection.download("INBOX", 1, "", never),
  ]);

const answers = fc.array(fc.record({ at: fc.nat(14), lines: broken(IMAP), isAlone: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
});

/** The broken lines before the usual answer, or in its place but for the end that every command has. */
async function mailboxAnswering(script: typeof answers extends fc.Arbitrary<infer T> ? T : never): Promise<unknown> {
  let turn = 0;
  const answer = (command: Command, server: ScriptedImap) => {
    const isOurs = !["LOGIN", "AUTHENTICATE", "CAPABILITY", "LOGOUT", "IDLE"].includes(command.name);
    const planned = isOurs ? script.find(({ at }) => at === turn++) : undefined;
    if (planned === undefined) return undefined;
    const usual = server.usual(command);
    return [planned.lines, ...(planned.isAlone ? usual.slice(-1) : usual)];
  };
  const server = await ScriptedImap.start({ answer });
  try {
    server.fill("INBOX", 3);
    const world = { ...answering(({ url }) => ({ status: 404, headers: {}, body: "", url })), net: createNet() };
    const endpoint = { host: "127.0.0.1", port: server.port, security: "none" } as const;
    const login = { address: "a@example.test", username: "a", password: "p", endpoint };
    const connection = await createImapProvider(SHORT).connect(login, world, never);
    try {
      return await lookAround(connection);
    } finally {
      await connection.close();
    }
  } finally {
    await server.stop();
  }
}

const FRAMES = [
  { t: "auth", key: "k" },
  { t: "call", id: 1, name: "app.info", input: {} },
  { t: "call", id: "x", name: "events.create", input: { title: "x" } },
];
const frame = fc.oneof(
  {
    weight: 3,
    arbitrary: brokenJson(fc.constantFrom<unknown>(...FRAMES), FRAMES).map((one) => JSON.stringify(one) ?? ""),
  },
  {
    weight: 1,
    arbitrary: broken({
      seeds: FRAMES.map((one) => JSON.stringify(one)),
      words: ["{", "}", '"', "null", "[", '"t":"auth",'],
      pairs: [["[", "]"]],
    }),
  },
);

/** As much of a socket as a page's conversation uses. */
class Socket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  send(): void {}
  close(): void {
    this.readyState = 3;
    this.emit("close");
  }
}

export const WIRE_TARGETS = [
  target({
    name: "IMAP: a server's answers, a whole look at it",
    share: 0.2,
    inputs: answers,
    open: async () => ({ entry: mailboxAnswering }),
  }),
  target({
    name: "calls: the frames of a page in the browser",
    share: 2,
    inputs: fc.tuple(fc.boolean(), fc.array(frame, { minLength: 1, maxLength: 4 })),
    open: async () => ({
      entry: async ([isKnown, frames]) => {
        const socket = new Socket();
        const engine = { call: async () => ({ ok: {} }), onFeed: () => () => {} };
        servePage(socket as unknown as WebSocket, { engine, accepts: (key) => key === "k", deadlineMs: 60_000 });
        for (const one of [...(isKnown ? [JSON.stringify(FRAMES[0])] : []), ...frames])
          if (socket.readyState === 1) socket.emit("message", Buffer.from(one), false);
        const isOpen = socket.readyState === 1;
        socket.close();
        // What an answer throws comes a turn later.
        await new Promise((resolve) => setImmediate(resolve));
        return isOpen ? "read" : "rejected";
      },
    }),
  }),
];
