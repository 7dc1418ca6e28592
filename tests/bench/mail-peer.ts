// The peers: mbsync (Debian package isync) into a Maildir, and notmuch over it. Both with the settings they come with.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FilledMailbox } from "./mail-mailbox.ts";

const MBSYNC = "/usr/bin/mbsync";
const NOTMUCH = "/usr/bin/notmuch";
const run = promisify(execFile);

/** Packages that are not here. */
export const missingPeers = () =>
  [
    { file: MBSYNC, name: "isync" },
    { file: NOTMUCH, name: "notmuch" },
  ]
    .filter(({ file }) => !existsSync(file))
    .map(({ name }) => name);

export interface MailPeer {
  /** Everything there and here. @returns its computing time in ms */
  sync(): Promise<number>;
  /** Indexes what is new. @returns its computing time in ms */
  index(): Promise<number>;
  /** The newest 50 threads with that word. @returns lines of its answer */
  search(word: string): Promise<number>;
  /** Messages here. */
  count(): number;
}

export function mailPeer(folder: string, { imap, user, password, caFile }: FilledMailbox): MailPeer {
  const mail = join(folder, "mail");
  mkdirSync(mail, { recursive: true });
  const [mbsyncrc, notmuchrc] = [join(folder, "mbsyncrc"), join(folder, "notmuchrc")];
  writeFileSync(
    mbsyncrc,
    `IMAPAccount bench
Host ${imap.host}
Port ${imap.port}
User ${user}
Pass ${password}
SSLType IMAPS
SystemCertificates no
CertificateFile ${caFile}

IMAPStore remote
Account bench

MaildirStore local
Path ${mail}/
Inbox ${mail}/INBOX
SubFolders Verbatim

Channel bench
Far :remote:
Near :local:
Patterns *
Create Near
SyncState *
`,
    { mode: 0o600 },
  );
  writeFileSync(
    notmuchrc,
    `[database]
path=${mail}
[user]
name=Alice Martin
primary_email=alice@example.test
[new]
tags=new
ignore=.mbsyncstate;.uidvalidity
`,
  );
  const env = { PATH: "/usr/bin:/bin", HOME: folder, LANG: "C.UTF-8", NOTMUCH_CONFIG: notmuchrc };
  const call = (program: string, args: readonly string[]) => run(program, args, { env, maxBuffer: 64 * 1024 * 1024 });
  // The shell knows how long its child computed, however long that waited for a core.
  const counted = async (program: string, args: readonly string[]) => {
    const { stderr } = await call("/bin/bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@"', "bash", program, ...args]);
    const [user = 0, system = 0] = (stderr.trimEnd().split("\n").at(-1) ?? "").split(" ").map(Number);
    return (user + system) * 1000;
  };
  return {
    sync: () => counted(MBSYNC, ["-c", mbsyncrc, "-q", "-a"]),
    index: () => counted(NOTMUCH, ["new", "--quiet"]),
    search: async (word) => {
      const { stdout } = await call(NOTMUCH, ["search", "--limit=50", "--sort=newest-first", word]);
      return stdout.trimEnd().split("\n").length;
    },
    count: () =>
      readdirSync(mail)
        .flatMap((name) => ["cur", "new"].map((part) => join(mail, name, part)))
        .filter((path) => existsSync(path))
        .reduce((sum, path) => sum + readdirSync(path).length, 0),
  };
}
