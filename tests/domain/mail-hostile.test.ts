// Messages broken in every way: read without an exception, in time, and nothing of them is lost. `MAIL_FUZZ=20` for longer rounds.
import { describe, expect, test } from "vitest";
import { textOfHtml } from "../../src-main/domain/mail-html/text.ts";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import type { ReadMessage } from "../../src-main/domain/mime/read-types.ts";
import { ENCODINGS } from "../fixtures/hostile-mail/encodings.ts";
import { HEADERS, LINES } from "../fixtures/hostile-mail/lines.ts";
import { bytesOf, type Hostile, letter, manyParts, nested, numbers } from "../fixtures/hostile-mail/pieces.ts";
import { STRUCTURES } from "../fixtures/hostile-mail/structures.ts";

const ALL: readonly Hostile[] = [...LINES, ...HEADERS, ...STRUCTURES, ...ENCODINGS];
const SMALL = ALL.filter(({ source }) => source.length < 4_000);
const TIMES = Number(process.env.MAIL_FUZZ ?? 1);
const asText = (bytes: Uint8Array) =>
  `${Buffer.from(bytes).toString("utf8")}\n${Buffer.from(bytes).toString("latin1")}`;

/** All that a person can come to see of it, and what a search looks through. */
function wordsOf(read: ReadMessage): string {
  const files = read.parts.map(({ content }) => (content ? asText(content) : ""));
  const html = read.html === undefined ? "" : textOfHtml(read.html);
  return [read.subject, read.text, html, ...files, ...read.calendars.map(({ text }) => text)].join("\n");
}

/** What holds of every answer. */
function expectSound(read: ReadMessage, source: Uint8Array): void {
  expect(read.fault).not.toBe("crash");
  expect(read.headerSize).toBeLessThanOrEqual(source.length);
  const shown = [read.subject, read.snippet, ...read.parts.map(({ name }) => name)];
  const people = [...read.from, ...read.to, ...read.cc, ...read.bcc, ...read.replyTo].slice(0, 50);
  for (const one of [...shown, ...people.flatMap(({ address, name }) => [address, name ?? ""])]) {
    expect(one).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(one.isWellFormed()).toBe(true);
  }
  expect(read.text.isWellFormed()).toBe(true);
  expect(new Set(read.parts.map(({ id }) => id)).size).toBe(read.parts.length);
  expect(read.parts.every(({ content, size }) => content === undefined || content.length === size)).toBe(true);
  expect(read.dateMs === undefined || (read.dateMs >= 0 && read.dateMs < Date.UTC(2100, 0, 1))).toBe(true);
}

describe("of a message that breaks the rules nothing is lost:", () => {
  test.each(ALL.map((one) => [one.name, one] as const))("%s", (_name, { source, words, files, subject }) => {
    const read = readMessage(source);
    expectSound(read, source);
    if (subject !== undefined) expect(read.subject).toBe(subject);
    // Without a header it is no message: its source is shown, and the reason.
    if (read.fault !== undefined) expect(read.fault).toBe("no-header");
    else for (const word of words) expect(wordsOf(read)).toContain(word);
    for (const file of files ?? [])
      expect(read.parts.some(({ content }) => content && Buffer.compare(content, file) === 0)).toBe(true);
  });

  test.each([2, 49, 50, 51, 1_000])("multiparts %i deep", (depth) => {
    const read = readMessage(nested(depth, (floor) => `word${floor}.`));
    const all = wordsOf(read);
    for (let floor = 0; floor < depth; floor++) expect(all).toContain(`word${floor}.`);
    expect(read.cuts).toEqual(depth > 50 ? ["depth"] : []);
  });

  test.each([998, 999, 1_000, 10_000])("%i parts", (count) => {
    const read = readMessage(manyParts(count, (nr) => `word${nr}.`));
    const all = wordsOf(read);
    for (let nr = 0; nr < count; nr++) expect(all).toContain(`word${nr}.`);
    expect(read.cuts).toEqual(count > 999 ? ["parts"] : []);
    expect(read.parts.length).toBe(count > 999 ? 1 : 0);
  });
});

test("cut anywhere, each of them is read", () => {
  for (const { source } of SMALL)
    for (let end = 0; end <= source.length; end += TIMES > 1 ? 1 : 5) {
      const cut = source.subarray(0, end);
      const { fault } = readMessage(cut);
      if (fault === "crash") expect.fail(Buffer.from(cut).toString("latin1"));
    }
});

test("mixed with each other, cut, doubled and with bytes changed, each of them is read", () => {
  const random = numbers(20_261_123);
  const any = (most: number) => Math.floor(random() * most);
  const one = () => (SMALL[any(SMALL.length)] as Hostile).source;
  for (let round = 0; round < 400 * TIMES; round++) {
    const pieces = Array.from({ length: 1 + any(3) }, () => {
      const source = one();
      const from = random() < 0.5 ? 0 : any(source.length);
      return source.slice(from, from + any(source.length));
    });
    const mixed = bytesOf(one(), ...pieces);
    for (let n = any(6); n > 0; n--)
      mixed[any(mixed.length)] = [0, 9, 10, 13, 32, 34, 45, 58, 61, 63, 255][any(11)] ?? 0;
    expectSound(readMessage(mixed), mixed);
  }
});

describe("so many bytes are read in a fifth of the time that a worker has for fifty million:", () => {
  const MB = 1_000_000;
  const size = TIMES > 1 ? 50 : 5;
  test.each<readonly [string, (bytes: number) => Uint8Array]>([
    ["lines of text", (bytes) => letter("Subject: x", "word in a line of text\r\n".repeat(bytes / 24))],
    ["one line", (bytes) => letter("Subject: x", "word ".repeat(bytes / 5))],
    ["one header field", (bytes) => letter(`Subject: x\r\nX-Long: ${"a".repeat(bytes)}`, "text")],
    [
      "lines of two dashes",
      (bytes) => letter("Content-Type: multipart/mixed; boundary=b", "--x\r\n".repeat(bytes / 5)),
    ],
  ])("%s", (_what, make) => {
    const source = make(size * MB);
    const before = process.cpuUsage();
    const read = readMessage(source, { withContent: false });
    const { user, system } = process.cpuUsage(before);
    expect(read.fault).toBeUndefined();
    expect((user + system) / 1e6).toBeLessThan(size / 5);
  });
});
