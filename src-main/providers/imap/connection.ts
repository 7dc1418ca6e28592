// The port over an account's sockets: which lane does what (RFC 9051).
import type { MailConnection, MailTraits } from "../mail-provider.ts";
import { appendLimit, appendMessage, findMessageId } from "./append.ts";
import { changeMethod, readChanges } from "./changes.ts";
import type { Client } from "./client.ts";
import { downloadPart, fetchFlags, fetchMessages } from "./fetch.ts";
import { changeFlags } from "./flags.ts";
import { listFolders, statusesOf } from "./folders.ts";
import type { Job } from "./lane.ts";
import { createFolder, readQuota, removeFolder, renameFolder } from "./manage.ts";
import { moveMessages, removeMessages } from "./move.ts";
import { openFolder, searchUids } from "./open.ts";
import type { Session } from "./session.ts";
import { watchFolder } from "./watch.ts";

/** Bytes a slow line takes in a millisecond. */
const SLOW = 10;

/** The session ends with `close` of the connection. */
export function connectionOf(session: Session): MailConnection {
  const { quirks, first } = session;
  const method = changeMethod(first, quirks);
  const traits = traitsOf(session, method);
  const ops = <T>(job: Job<T>, signal: AbortSignal) => session.run("ops", job, signal);
  const bulk = <T>(job: Job<T>, signal: AbortSignal) => session.run("bulk", job, signal);
  return {
    get traits() {
      return session.connections() < quirks.connections
        ? { ...traits, quirks: [...traits.quirks, "takes fewer connections than usual"] }
        : traits;
    },
    folders: (signal) => bulk({ method: "LIST", work: (client) => listFolders(client, quirks) }, signal),
    status: (paths, signal) => bulk({ method: "STATUS", work: (client) => statusesOf(client, paths) }, signal),
    changes: (path, cursor, knownUids, signal) =>
      bulk({ method: "SELECT", path, work: (client) => readChanges(client, path, cursor, knownUids, method) }, signal),
    uids: (path, signal, fromUid) =>
      bulk({ method: "UID SEARCH", path, work: (client) => uidsOf(client, path, fromUid) }, signal),
    flags: (path, uids, lane, signal) =>
      session.run(lane, { method: "UID FETCH flags", path, work: (c) => fetchFlags(c, path, uids) }, signal),
    fetch: (path, uids, what, lane, signal) => fetchMessages(session, { path, uids, what, lane }, signal),
    download: (path, uid, part, signal) =>
      ops({ method: "UID FETCH part", path, work: (client) => downloadPart(client, path, uid, part) }, signal),
    flag: (path, uids, change, signal) =>
      ops({ method: "UID STORE", path, work: (client) => changeFlags(client, path, uids, change) }, signal),
    move: (path, uids, toPath, signal) =>
      ops({ method: "UID MOVE", path, work: (client) => moveMessages(client, path, uids, toPath) }, signal),
    expunge: (path, uids, signal) =>
      ops({ method: "UID EXPUNGE", path, work: (client) => removeMessages(client, path, uids) }, signal),
    append: (path, message, options, signal) => {
      const patienceMs = session.tuning.silenceMs + message.length / SLOW;
      return ops(
        { method: "APPEND", path, patienceMs, work: (client) => appendMessage(client, path, message, options) },
        signal,
      );
    },
    findMessageId: (path, id, signal) =>
      ops({ method: "UID SEARCH", path, work: (client) => findMessageId(client, path, id) }, signal),
    createFolder: (name, parent, signal) =>
      ops({ method: "CREATE", path: name, work: (client) => createFolder(client, name, parent) }, signal),
    renameFolder: async (path, name, parent, signal) => {
      await session.leaveFolder(path, signal);
      return ops({ method: "RENAME", path, work: (client) => renameFolder(client, path, name, parent) }, signal);
    },
    removeFolder: async (path, signal) => {
      await session.leaveFolder(path, signal);
      await ops({ method: "DELETE", path, work: (client) => removeFolder(client, path) }, signal);
    },
    quota: (signal) => bulk({ method: "GETQUOTAROOT", work: readQuota }, signal),
    watch: (path, watch, signal) => watchFolder(session, path, watch, signal),
    requests: () => session.requests(),
    close: () => session.close(),
  };
}

async function uidsOf(client: Client, path: string, fromUid: number | undefined): Promise<readonly number[]> {
  await openFolder(client, path, {});
  if (fromUid === undefined) return searchUids(client, { all: true });
  // `n:*` always matches the last message, even below n (RFC 9051 §9).
  return (await searchUids(client, { uid: `${fromUid}:*` })).filter((uid) => uid >= fromUid);
}

/** Read at sign-in: the socket it was said on may be closed later. */
function traitsOf({ first, quirks }: Session, method: MailTraits["method"]): MailTraits {
  const { serverInfo, capabilities } = first.flow;
  const server = [serverInfo?.name, serverInfo?.version].filter((text) => typeof text === "string" && text !== "");
  const limit = appendLimit(capabilities);
  return {
    ...(server.length > 0 && { server: server.join(" ") }),
    capabilities: [...capabilities.keys()].sort(),
    quirks: quirks.notes,
    labels: capabilities.has("X-GM-EXT-1"),
    ...(quirks.renumbers && { renumbers: true }),
    ...(limit !== undefined && { appendLimit: limit }),
    method,
  };
}
