// Another client on an IMAP server, for tests: it says what it wants, whatever the server admits it can do.
import { readFileSync } from "node:fs";
import { ImapFlow } from "imapflow";
import type { OtherClient } from "../contracts/mail-bench.ts";

interface CommandSender {
  exec(
    command: string,
    attributes: readonly unknown[],
    options?: { untagged: Record<string, (answer: unknown) => Promise<void>> },
  ): Promise<{ next(): void }>;
}

/** An atom, or a list of them. */
type Word = string | readonly string[];

export interface ImapClient extends OtherClient {
  readonly flow: ImapFlow;
  /** Sends a command as it is, in the folder given. */
  command(path: string, command: string, ...words: readonly Word[]): Promise<void>;
  close(): Promise<void>;
}

/** Signs in over TLS, or in the clear without `caFile`. */
export async function imapClient(
  server: { readonly imap: number; readonly imaps: number; readonly caFile?: string },
  user: string,
  password: string,
): Promise<ImapClient> {
  const secure = server.caFile !== undefined;
  const flow = new ImapFlow({
    host: "localhost",
    port: secure ? server.imaps : server.imap,
    secure,
    ...(!secure && { doSTARTTLS: false }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    ...(server.caFile !== undefined && { tls: { ca: [readFileSync(server.caFile, "utf8")] } }),
  });
  flow.on("error", () => {});
  await flow.connect();
  // Dovecot ends sessions whose folder is removed by somebody else: none is kept open.
  const inside = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    await flow.mailboxOpen(path);
    const result = await work();
    await flow.mailboxOpen("INBOX");
    return result;
  };
  const command = (path: string, name: string, ...words: readonly Word[]) =>
    inside(path, async () => {
      const atom = (value: string) => ({ type: "ATOM", value });
      const attributes = words.map((word) => (typeof word === "string" ? atom(word) : word.map(atom)));
      const answer = await (flow as unknown as CommandSender).exec(name, attributes);
      answer.next();
    });
  return {
    flow,
    command,
    deliver: async (path, messages) => {
      const uids: number[] = [];
      for (const { source, flags = [], internalDateMs } of messages) {
        const date = internalDateMs === undefined ? undefined : new Date(internalDateMs);
        await flow.append(path, Buffer.from(source), [...flags], date);
      }
      const found = await inside(path, () => flow.search({ all: true }, { uid: true }));
      uids.push(...(found || []).slice(-messages.length));
      return uids;
    },
    flag: async (path, uid, { add = [], remove = [] }) => {
      if (add.length > 0) await command(path, "UID STORE", `${uid}`, "+FLAGS", add);
      if (remove.length > 0) await command(path, "UID STORE", `${uid}`, "-FLAGS", remove);
    },
    expunge: async (path, uids) => {
      await command(path, "UID STORE", uids.join(","), "+FLAGS", ["\\Deleted"]);
      await command(path, "UID EXPUNGE", uids.join(","));
    },
    list: (path) =>
      inside(path, async () => {
        const found = new Map<number, readonly string[]>();
        for await (const { uid, flags } of flow.fetch("1:*", { uid: true, flags: true }))
          found.set(
            uid,
            [...(flags ?? [])].filter((flag) => flag !== "\\Recent"),
          );
        return found;
      }),
    close: async () => flow.close(),
  };
}
