// A made-up mailbox written as a Maildir that Dovecot serves as it is: file names tell sizes, `dovecot-uidlist` gives every
// message a uid that stays.
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDERS, type Letter, letters } from "./mailbox.ts";

const UID_VALIDITY = 1_700_000_000;
const FLAG_LETTERS = { flagged: "F", answered: "R", seen: "S" } as const;

interface Filled {
  readonly messages: number;
  readonly bytes: number;
  /** Messages by folder. */
  readonly counts: ReadonlyMap<string, number>;
}

/** @param root the Maildir; made here */
export function writeMaildir(root: string, count: number): Filled {
  const folders = new Map(FOLDERS.map((name) => [name, { path: pathOf(root, name), lines: [] as string[] }]));
  for (const { path } of folders.values())
    for (const part of ["cur", "new", "tmp"]) mkdirSync(join(path, part), { recursive: true });
  let bytes = 0;
  let n = 0;
  for (const letter of letters(count)) {
    const folder = folders.get(letter.folder);
    if (!folder) throw new Error(`no folder ${letter.folder}`);
    const name = nameOf(letter, n++);
    const file = join(folder.path, "cur", `${name}:2,${flagsOf(letter)}`);
    writeFileSync(file, letter.source);
    // INTERNALDATE is the file's.
    utimesSync(file, letter.dateMs / 1000, letter.dateMs / 1000);
    folder.lines.push(`${folder.lines.length + 1} :${name}`);
    bytes += letter.source.length;
  }
  for (const [name, { path, lines }] of folders) {
    if (name !== "INBOX") writeFileSync(join(path, "maildirfolder"), "");
    const guid = Buffer.from(name.padEnd(16, "-")).subarray(0, 16).toString("hex");
    const head = `3 V${UID_VALIDITY} N${lines.length + 1} G${guid}`;
    writeFileSync(join(path, "dovecot-uidlist"), `${[head, ...lines].join("\n")}\n`);
  }
  writeFileSync(join(root, "subscriptions"), `${FOLDERS.slice(1).join("\n")}\n`);
  return { messages: n, bytes, counts: new Map([...folders].map(([name, { lines }]) => [name, lines.length])) };
}

const pathOf = (root: string, folder: string) => (folder === "INBOX" ? root : join(root, `.${folder}`));

/** S: bytes; W: bytes with CRLF, which is how IMAP counts. */
function nameOf({ dateMs, source }: Letter, n: number): string {
  let lines = 0;
  for (let at = source.indexOf(10); at !== -1; at = source.indexOf(10, at + 1)) lines++;
  return `${Math.floor(dateMs / 1000)}.M${n}.bench,S=${source.length},W=${source.length + lines}`;
}

const flagsOf = ({ flags }: Letter) =>
  (["flagged", "answered", "seen"] as const)
    .filter((flag) => flags.includes(flag))
    .map((flag) => FLAG_LETTERS[flag])
    .join("");
