// What the scripted IMAP server says of messages.

interface Mail {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly source: string;
  readonly labels?: readonly string[];
}

/** Is the uid in a set such as `1:3,7,9:*`? */
export function inSet(uid: number, set: string): boolean {
  return set.split(",").some((part) => {
    const [first = "", last = first] = part.split(":");
    const bound = (text: string) => (text === "*" ? Number.POSITIVE_INFINITY : Number(text));
    return uid >= Math.min(bound(first), bound(last)) && uid <= Math.max(bound(first), bound(last));
  });
}

/** Lines of UID FETCH for what was asked. */
export function fetchAnswer(folder: readonly Mail[], words: string, capabilities: string): readonly string[] {
  const [set = ""] = words.split(" ");
  return folder.flatMap((mail, n) => (inSet(mail.uid, set) ? [fetchLine(mail, n + 1, words, capabilities)] : []));
}

/** One FETCH response. */
export function fetchLine(mail: Mail, seq: number, words: string, capabilities: string): string {
  const { uid, flags, source, labels = [] } = mail;
  const header = source.slice(0, source.indexOf("\r\n\r\n") + 4);
  const literal = (text: string) => `{${text.length}}\r\n${text}`;
  const partial = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/.exec(words);
  const items = [
    `UID ${uid}`,
    words.includes("FLAGS") && `FLAGS (${flags.join(" ")})`,
    words.includes("INTERNALDATE") && 'INTERNALDATE "02-Nov-2026 10:00:00 +0000"',
    words.includes("RFC822.SIZE") && `RFC822.SIZE ${source.length}`,
    words.includes("BODYSTRUCTURE") &&
      `BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" ${source.length - header.length} 1)`,
    words.includes("BODY.PEEK[HEADER]") && `BODY[HEADER] ${literal(header)}`,
    words.includes("HEADER.FIELDS") &&
      `BODY[HEADER.FIELDS (message-id)] ${literal(`${/^Message-ID:.*$/im.exec(header)?.[0]}\r\n\r\n`)}`,
    partial !== null && `BODY[]<0> ${literal(source.slice(0, Number(partial[2])))}`,
    words.includes("MODSEQ") && capabilities.includes("CONDSTORE") && `MODSEQ (${40 + uid})`,
    words.includes("X-GM-MSGID") && `X-GM-MSGID ${1000 + uid}`,
    words.includes("X-GM-THRID") && `X-GM-THRID ${2000 + uid}`,
    words.includes("X-GM-LABELS") &&
      `X-GM-LABELS (${labels.map((label) => `"${label.replace("\\", "\\\\")}"`).join(" ")})`,
  ];
  return `* ${seq} FETCH (${items.filter((item) => item !== false).join(" ")})`;
}
