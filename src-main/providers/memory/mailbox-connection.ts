// The port's methods over the mailbox in the process: the same outcomes as a real server's, by what it is told to be
// able to do.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MailChangeMethod, MailConnection, MoveResult, RemoteMessage, Watch } from "../mail-provider.ts";
import { changesOf, flagsOf, statusOf, toFolder, toMessage } from "./mailbox-answers.ts";
import { decoded, headerValue, leavesOf } from "./mailbox-mime.ts";
import { DELIMITER, type MailboxServer } from "./mailbox-server.ts";

const BATCH = 100;
const DEBOUNCE_MS = 50;

/** What the server can do; everything when left out. */
export interface MailboxAbilities {
  readonly method?: MailChangeMethod;
  readonly move?: boolean;
  readonly uidPlus?: boolean;
  readonly listStatus?: boolean;
  /** Bytes used and allowed. */
  readonly quota?: { readonly used: number; readonly limit: number };
  readonly appendLimit?: number;
  /** Called before each method of a connection: it may throw a Failure, or change the mailbox meanwhile.
   *  @param method name of the port's method */
  readonly before?: (method: keyof MailConnection, path: string) => void | Promise<void>;
}

/** A connection; several may be open on one server. */
export function connectionTo(server: MailboxServer, abilities: MailboxAbilities): MailConnection {
  const { method = "qresync", appendLimit } = abilities;
  const begin: Begin = async (name, path, signal) => {
    if (signal.aborted) throw new Failure("cancelled");
    await abilities.before?.(name, path);
  };
  return {
    traits: {
      server: "Demo",
      capabilities: ["IMAP4rev1"],
      quirks: [],
      labels: false,
      method,
      ...(appendLimit !== undefined && { appendLimit }),
    },
    ...readingOf(server, abilities, begin),
    ...deedsOn(server, abilities, begin),
    ...managing(server, begin),
    quota: async (signal) => {
      await begin("quota", "", signal);
      return abilities.quota;
    },
    watch: async (path, watch, signal) => {
      await begin("watch", path, signal);
      await watched(server, path, watch, signal);
    },
    requests: () => [],
    close: async () => {},
  };
}

type Begin = (name: keyof MailConnection, path: string, signal: AbortSignal) => Promise<void>;
type Reading = Pick<
  MailConnection,
  "folders" | "status" | "changes" | "uids" | "flags" | "fetch" | "download" | "findMessageId"
>;
type Deeds = Pick<MailConnection, "flag" | "move" | "expunge" | "append">;
type Managing = Pick<MailConnection, "createFolder" | "renameFolder" | "removeFolder">;

function readingOf(server: MailboxServer, abilities: MailboxAbilities, begin: Begin): Reading {
  const { method = "qresync", listStatus = true } = abilities;
  const message = (path: string, uid: number) => server.folder(path).messages[uid];
  return {
    folders: async (signal) => {
      await begin("folders", "", signal);
      return server.paths().map((path) => toFolder(server, path, method, listStatus));
    },
    status: async (paths, signal) => {
      await begin("status", paths[0] ?? "", signal);
      const there = paths.filter((path) => server.has(path));
      return new Map(there.map((path) => [path, statusOf(server.folder(path), method)]));
    },
    changes: async (path, cursor, known, signal) => {
      await begin("changes", path, signal);
      return changesOf(server.folder(path), cursor, known(), method);
    },
    uids: async (path, signal, fromUid = 1) => {
      await begin("uids", path, signal);
      return server.uids(path).filter((uid) => uid >= fromUid);
    },
    flags: async (path, uids, _lane, signal) => {
      await begin("flags", path, signal);
      return uids.flatMap((uid) => {
        const found = message(path, uid);
        return found ? [flagsOf(uid, found, method)] : [];
      });
    },
    fetch: (path, uids, what, _lane, signal) =>
      batches(uids, signal, async (some) => {
        await begin("fetch", path, signal);
        return some.flatMap((uid) => {
          const found = message(path, uid);
          return found ? [toMessage(uid, found, what, method)] : [];
        });
      }),
    download: async (path, uid, part, signal) => {
      await begin("download", path, signal);
      const source = message(path, uid)?.source;
      if (source === undefined) return undefined;
      const bytes = Buffer.from(source, "base64");
      const leaf = leavesOf(bytes).find((one) => one.part === part);
      return part === "" ? bytes : leaf && decoded(leaf);
    },
    findMessageId: async (path, id, signal) => {
      await begin("findMessageId", path, signal);
      return server.uids(path).filter((uid) => {
        const source = message(path, uid)?.source ?? "";
        return headerValue(Buffer.from(source, "base64"), "message-id") === id.trim();
      });
    },
  };
}

function deedsOn(server: MailboxServer, abilities: MailboxAbilities, begin: Begin): Deeds {
  const { move = true, uidPlus = true, appendLimit } = abilities;
  return {
    flag: async (path, uids, { add, remove }, signal) => {
      await begin("flag", path, signal);
      server.setFlags(path, uids, add, remove);
      return [];
    },
    move: async (path, uids, toPath, signal) => {
      await begin("move", path, signal);
      return moveTo(server, path, uids, toPath, { move, uidPlus });
    },
    expunge: async (path, uids, signal) => {
      await begin("expunge", path, signal);
      if (uidPlus) server.expunge(path, uids);
      else server.setFlags(path, uids, ["\\Deleted"], []);
      return uidPlus;
    },
    append: async (path, source, { flags, internalDateMs }, signal) => {
      await begin("append", path, signal);
      if (appendLimit !== undefined && source.length > appendLimit)
        throw new Failure("too-large", { what: "message", bytes: appendLimit });
      const [uid = 0] = server.deliver(path, [{ source, flags, internalDateMs }]);
      return uidPlus ? { uid, uidValidity: BigInt(server.folder(path).uidValidity) } : {};
    },
  };
}

function managing(server: MailboxServer, begin: Begin): Managing {
  return {
    createFolder: async (name, parentPath, signal) => {
      await begin("createFolder", name, signal);
      const path = placed(name, parentPath);
      server.makeFolder(path);
      return path;
    },
    renameFolder: async (path, name, parentPath, signal) => {
      await begin("renameFolder", path, signal);
      const to = placed(name, parentPath);
      server.folder(path);
      server.renameFolder(path, to);
      return to;
    },
    removeFolder: async (path, signal) => {
      await begin("removeFolder", path, signal);
      server.removeFolder(path);
    },
  };
}

async function* batches(
  uids: readonly number[],
  signal: AbortSignal,
  read: (uids: readonly number[]) => Promise<readonly RemoteMessage[]>,
): AsyncGenerator<readonly RemoteMessage[]> {
  for (let at = 0; at < uids.length; at += BATCH) {
    if (signal.aborted) throw new Failure("cancelled");
    const found = await read(uids.slice(at, at + BATCH));
    if (found.length > 0) yield found;
  }
}

function moveTo(
  server: MailboxServer,
  path: string,
  uids: readonly number[],
  toPath: string,
  can: { readonly move: boolean; readonly uidPlus: boolean },
): MoveResult {
  if (path === toPath) throw new Failure("invalid-input", { detail: "a move within one folder" });
  const [from, target] = [server.folder(path), server.folder(toPath)];
  const there = uids.filter((uid) => from.messages[uid] !== undefined);
  const copies = there.flatMap((uid) => from.messages[uid] ?? []);
  const made = server.deliver(
    toPath,
    copies.map((one) => ({ ...one, source: Buffer.from(one.source, "base64") })),
  );
  const leftMarked = !can.move && !can.uidPlus;
  if (leftMarked) server.setFlags(path, there, ["\\Deleted"], []);
  else server.expunge(path, there);
  return {
    moved: new Map(there.map((uid, n) => [uid, can.uidPlus ? made[n] : undefined])),
    missing: uids.filter((uid) => !there.includes(uid)),
    leftMarked,
    ...(can.uidPlus && there.length > 0 && { uidValidity: BigInt(target.uidValidity) }),
  };
}

function placed(name: string, parentPath: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  const isBad = name.trim() === "" || name.includes(DELIMITER) || /[\u0000-\u001f\u007f]/.test(name);
  if (isBad || (parentPath === undefined && name.toUpperCase() === "INBOX"))
    throw new Failure("invalid-input", { detail: "a folder cannot have this name" });
  return parentPath === undefined ? name : `${parentPath}${DELIMITER}${name}`;
}

function watched(server: MailboxServer, path: string, { onDirty }: Watch, signal: AbortSignal): Promise<void> {
  server.folder(path);
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const tell = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        onDirty();
      }, DEBOUNCE_MS);
    };
    const undo = server.watch(path, tell);
    const end = () => {
      clearTimeout(timer);
      undo();
      resolve();
    };
    // What happened before was not heard.
    tell();
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
