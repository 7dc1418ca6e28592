// The behaviour of a mailbox on a real Dovecot: with everything it can do, and with its capabilities cut down one by one.
import { ALL } from "../contracts/mail-bench.ts";
import { mailConnectionContract } from "../contracts/mail-connection.ts";
import { missingServer } from "../servers/child.ts";
import type { DovecotOptions } from "../servers/dovecot.ts";
import { onDovecot } from "./imap-setup.ts";

const skip = missingServer("dovecot");

const suite = (name: string, options: DovecotOptions, can: Partial<typeof ALL> = {}) =>
  mailConnectionContract(`Dovecot ${name}`, () => onDovecot(options), { ...ALL, ...can }, { skip });

suite("with all it can do", {});
suite("on maildir, under the prefix INBOX.", {
  format: "maildir",
  namespace: { prefix: "INBOX.", separator: "." },
});
suite("without QRESYNC", { hide: ["QRESYNC"] }, { method: "condstore" });
suite("without CONDSTORE", { hide: ["QRESYNC", "CONDSTORE"] }, { method: "plain" });
suite("without ENABLE", { hide: ["ENABLE"] }, { method: "plain" });
suite("without MOVE", { hide: ["MOVE"] }, { move: false });
suite("without UIDPLUS", { hide: ["UIDPLUS"] }, { uidPlus: false });
suite("without MOVE and UIDPLUS", { hide: ["MOVE", "UIDPLUS"] }, { move: false, uidPlus: false });
suite("without LIST-STATUS", { hide: ["LIST-STATUS"] }, { listStatus: false });
suite("without SPECIAL-USE", { hide: ["SPECIAL-USE"], specialUse: false }, { roles: "name" });
suite("without IDLE", { hide: ["IDLE"] });
suite("without UNSELECT", { hide: ["UNSELECT"] });
suite(
  "with next to nothing",
  { hide: EVERYTHING(), specialUse: false },
  {
    method: "plain",
    move: false,
    uidPlus: false,
    listStatus: false,
    roles: "name",
  },
);

function EVERYTHING() {
  const extensions =
    "SASL-IR ID ENABLE IDLE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED CONDSTORE QRESYNC ESEARCH";
  return [
    ...extensions.split(" "),
    "LIST-STATUS",
    "BINARY",
    "MOVE",
    "STATUS=SIZE",
    "LITERAL+",
    "SPECIAL-USE",
    "COMPRESS=DEFLATE",
  ];
}
