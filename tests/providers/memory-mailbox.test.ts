// The mailbox inside the process owes sync the same as a real server, whatever it is told to be able to do.
import { memoryMailbox } from "../../src-main/providers/memory/mailbox.ts";
import type { MailboxAbilities } from "../../src-main/providers/memory/mailbox-connection.ts";
import { ALL, type OtherClient } from "../contracts/mail-bench.ts";
import { mailConnectionContract } from "../contracts/mail-connection.ts";
import { NOW_MS } from "./world.ts";

const suite = (name: string, abilities: MailboxAbilities, can: Partial<typeof ALL> = {}) =>
  mailConnectionContract(
    `The mailbox in memory ${name}`,
    async () => {
      const mailbox = memoryMailbox(() => NOW_MS, abilities);
      const other: OtherClient = {
        deliver: async (path, messages) =>
          mailbox.deliver(
            path,
            messages.map((one) => ({ ...one, source: Buffer.from(one.source) })),
          ),
        flag: async (path, uid, change) => mailbox.setFlags(path, [uid], change),
        expunge: async (path, uids) => mailbox.expunge(path, uids),
        list: async (path) => new Map([...mailbox.contents(path)].map(([uid, { flags }]) => [uid, flags])),
      };
      return { connect: async () => mailbox.connect(), other, stop: async () => {} };
    },
    { ...ALL, ...can },
  );

suite("with all it can do", {});
suite("with CONDSTORE", { method: "condstore" }, { method: "condstore" });
suite("with numbers alone", { method: "plain" }, { method: "plain" });
suite("without MOVE", { move: false }, { move: false });
suite("without UIDPLUS", { uidPlus: false }, { uidPlus: false });
suite("without MOVE and UIDPLUS", { move: false, uidPlus: false }, { move: false, uidPlus: false });
suite("without LIST-STATUS", { listStatus: false }, { listStatus: false });
