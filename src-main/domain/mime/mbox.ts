// Many messages in one file (RFC 4155), in the form that can be undone: mboxrd, where every line that looks like a separator,
// however often it was quoted already, gets one more mark.

const LF = 10;
const FROM = [0x46, 0x72, 0x6f, 0x6d, 0x20];
const MARK = 0x3e;

/** One message of an mbox file, its separator line included.
 *  @param from envelope sender; empty where nobody knows */
export function mboxEntry(source: Uint8Array, from: string, atMs: number): Uint8Array {
  // Separators are ASCII.
  const sender = /^[!-~]+$/.test(from) ? from : "MAILER-DAEMON";
  const head = Uint8Array.from([...`From ${sender} ${asctime(atMs)}\n`].map((letter) => letter.charCodeAt(0)));
  const pieces: Uint8Array[] = [head];
  for (const line of linesIn(source)) {
    if (startsFrom(line)) pieces.push(Uint8Array.of(MARK));
    pieces.push(line.at(-2) === 13 && line.at(-1) === LF ? withLf(line) : line);
  }
  const isEnded = source.at(-1) === LF;
  pieces.push(Uint8Array.from(isEnded ? [LF] : [LF, LF]));
  return concat(pieces);
}

/** The messages of an mbox file, without separators and marks, lines ended by CRLF as they were sent. */
export function splitMbox(file: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[][] = [];
  let isAfterEmpty = true;
  for (const line of linesIn(file)) {
    const isSeparator = isAfterEmpty && beginsWith(line, 0, FROM) && looksDated(line);
    isAfterEmpty = isEmptyLine(line);
    if (isSeparator) messages.push([]);
    else messages.at(-1)?.push(withCrlf(startsFrom(line) && line[0] === MARK ? line.subarray(1) : line));
  }
  return messages.flatMap((lines) => {
    // The empty line before the next separator is the file's, not the message's.
    const own = lines.length > 1 && lines.at(-1)?.length === 2 ? lines.slice(0, -1) : lines;
    return own.length > 0 ? [concat(own)] : [];
  });
}

/** Is it an mbox file, and not a single message? */
export function isMbox(file: Uint8Array): boolean {
  const [first] = linesIn(file.subarray(0, 1000));
  return first !== undefined && beginsWith(first, 0, FROM) && looksDated(first);
}

/** `From somebody Mon Nov 23 14:05:00 2026`, with what programs add to it. */
function looksDated(line: Uint8Array): boolean {
  return /^From \S*.*\b\d{1,2}:\d\d\b.*\b\d{4}\b/.test(String.fromCharCode(...line.subarray(0, 300)));
}

function* linesIn(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LF, at);
    const next = end < 0 ? bytes.length : end + 1;
    yield bytes.subarray(at, next);
    at = next;
  }
}

/** `From `, after any number of marks. */
function startsFrom(line: Uint8Array): boolean {
  let at = 0;
  while (line[at] === MARK) at += 1;
  return beginsWith(line, at, FROM);
}

const beginsWith = (bytes: Uint8Array, at: number, sign: readonly number[]) =>
  sign.every((byte, n) => bytes[at + n] === byte);
const isEmptyLine = (line: Uint8Array) => line[0] === LF || (line[0] === 13 && line[1] === LF);
const withLf = (line: Uint8Array) => concat([line.subarray(0, -2), Uint8Array.of(LF)]);

function withCrlf(line: Uint8Array): Uint8Array {
  if (line.at(-1) !== LF || line.at(-2) === 13) return line;
  return concat([line.subarray(0, -1), Uint8Array.of(13, LF)]);
}

/** `Mon Nov 23 14:05:00 2026`, UTC. */
function asctime(ms: number): string {
  const [, day = "", date = "", month = "", year = "", time = ""] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  return `${day} ${month} ${date.replace(/^0/, " ")} ${time} ${year}`;
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
