// Big and hostile input takes time by its size and no more: ratios of sizes, never a clock's word alone.
import { describe, expect, test } from "vitest";
import { linkify } from "../../src-main/domain/mail-html/linkify.ts";
import { quoteStartOfText } from "../../src-main/domain/mail-html/quotes.ts";
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import { textOfHtml } from "../../src-main/domain/mail-html/text.ts";
import { authenticationOf } from "../../src-main/domain/mail-safety/authentication.ts";
import { checkLink } from "../../src-main/domain/mail-safety/links.ts";
import { safeName } from "../../src-main/domain/mail-safety/names.ts";
import { unsubscribeOf } from "../../src-main/domain/mail-safety/unsubscribe.ts";
import { readMessage } from "../../src-main/domain/mime/read.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const message = (headers: string, body: string) => encode(`From: a@example.com\r\n${headers}\r\n\r\n${body}`);
const safe = (html: string) => safeHtml(html, { cidUrls: new Map(), remote: "blocked" });

/** Processor time of this process, µs: what others do on the machine does not count. */
function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Eight times the input may cost a little more than eight times the work; quadratic would be sixty-four.
 *  The least of three tries counts, and what costs next to nothing is not compared. A machine that others use as well makes a
 *  few of them dearer by far (caches, collections): what is linear passes one of five such comparisons, what is not never does. */
function expectLinear(work: (size: number) => void, size: number): void {
  work(size);
  const least = (n: number) => Math.min(...[1, 2, 3].map(() => costOf(() => work(n))));
  let said = "";
  for (let round = 0; round < 5; round++) {
    const [small, large] = [least(size), least(size * 8)];
    if (large < Math.max(small, 4_000) * 24) return;
    said = `${small} µs became ${large} µs`;
  }
  expect.fail(said);
}

test("the measure notices work that grows with the square", () => {
  const squared = (n: number) => {
    let sum = 0;
    for (let i = 0; i < n * n; i++) sum += i % 7;
    return sum;
  };
  expect(() => expectLinear((n) => void squared(n), 2_000)).toThrow();
});

describe("reading is linear in", () => {
  const traps: readonly (readonly [string, (n: number) => Uint8Array])[] = [
    [
      "lines that look like boundaries",
      (n) => message('Content-Type: multipart/mixed; boundary="b"', "--bb\r\n--c\r\n".repeat(n)),
    ],
    [
      "nested multiparts that never end",
      (n) =>
        message(
          'Content-Type: multipart/mixed; boundary="b0"',
          Array.from(
            { length: n / 8 },
            (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary="b${i + 1}"\r\n\r\n`,
          ).join(""),
        ),
    ],
    [
      "parts without an empty line",
      (n) => message('Content-Type: multipart/mixed; boundary="b"', "--b\r\nContent-Type: text/plain\r\n".repeat(n)),
    ],
    [
      "multiparts without a boundary",
      (n) =>
        message(
          'Content-Type: multipart/mixed; boundary="b"',
          "--b\r\nContent-Type: multipart/mixed\r\n\r\n".repeat(n),
        ),
    ],
    ["one header line", (n) => message(`Subject: ${"x ".repeat(n * 8)}`, "")],
    ["folded header lines", (n) => message(`Subject: x${"\r\n y".repeat(n * 4)}`, "")],
    ["unfinished encoded words", (n) => message(`Subject: ${"=?utf-8?Q?".repeat(n * 2)}`, "")],
    ["encoded words one after the other", (n) => message(`Subject: ${"=?utf-8?Q?=C3=A9?= ".repeat(n)}`, "")],
    ["openings of encoded words", (n) => message(`Subject: ${"=?".repeat(n * 8)}`, "")],
    ["addresses", (n) => message(`To: ${'"a, b" <a@example.com>, '.repeat(n)}`, "")],
    ["opened angle brackets", (n) => message(`To: ${"<".repeat(n * 4)}`, "")],
    ["at signs", (n) => message(`To: ${"a@".repeat(n * 4)}`, "")],
    ["white space in an address", (n) => message(`To: a${" ".repeat(n * 8)}b`, "")],
    ["references", (n) => message(`References: ${"<a".repeat(n * 4)}`, "")],
    ["parameters", (n) => message(`Content-Type: text/plain; ${"a*0*=x; ".repeat(n)}`, "")],
    ["comments in a type", (n) => message(`Content-Type: text/plain ${"(".repeat(n * 4)}`, "")],
    [
      "equal signs in quoted-printable",
      (n) => message("Content-Transfer-Encoding: quoted-printable", "=".repeat(n * 16)),
    ],
    [
      "soft breaks with white space",
      (n) => message("Content-Transfer-Encoding: quoted-printable", `=${" ".repeat(n * 16)}`),
    ],
    ["padding in base64", (n) => message("Content-Transfer-Encoding: base64", "=a".repeat(n * 8))],
    ["begin lines of uuencode", (n) => message("", "begin 644 x\r\n".repeat(n))],
    ["uuencode that never ends", (n) => message("", `begin 644 x\r\n${"#86)C\r\n".repeat(n)}`)],
    ["flowed lines", (n) => message("Content-Type: text/plain; format=flowed", "x \r\n".repeat(n * 2))],
    [
      "flowed quotes",
      (n) => message("Content-Type: text/plain; format=flowed", `${">".repeat(200)} x \r\n`.repeat(n / 8)),
    ],
    ["quotes and attributions", (n) => message("", "On x wrote:\r\n> y\r\nFrom: z\r\n".repeat(n))],
    ["UTF-7 shifts", (n) => message("Content-Type: text/plain; charset=utf-7", "+".repeat(n * 16))],
  ];
  test.each(traps)("%s", (_what, make) => {
    const inputs = new Map<number, Uint8Array>();
    const of = (n: number) => inputs.get(n) ?? inputs.set(n, make(n)).get(n) ?? new Uint8Array();
    for (const n of [2_000, 16_000]) of(n);
    expectLinear((n) => void readMessage(of(n)), 1_000);
  });
});

describe("HTML is read in linear time, or not at all:", () => {
  const traps: readonly (readonly [string, (n: number) => string])[] = [
    ["unclosed tags", (n) => "<b>".repeat(n)],
    ["unclosed tags and stray ends", (n) => "<b>".repeat(n / 4) + "</i>".repeat(n / 4)],
    ["unclosed comments", (n) => "<!--".repeat(n)],
    ["unclosed attributes", (n) => `<p ${'a="'.repeat(n)}`],
    ["attributes", (n) => `<p ${Array.from({ length: n }, (_, i) => `a${i}=x`).join(" ")}>`],
    ["unclosed quotes in tags", (n) => "<p title='".repeat(n)],
    ["entities", (n) => "&amp;&lt;&#".repeat(n)],
    ["styles, each another", (n) => Array.from({ length: n / 20 }, (_, i) => `<p style="color:#${i}">x</p>`).join("")],
    ["a long style", (n) => `<p style="${"color:red;".repeat(n)}">`],
    ["brackets in a style", (n) => `<p style="color:${"(".repeat(n)}">`],
    ["brackets in a sheet", (n) => `<style>p{color:${"(".repeat(n)}}</style>`],
    ["nested rules", (n) => `<style>${"p{".repeat(n)}</style>`],
    ["unclosed sheets", (n) => "<style>".repeat(n)],
    ["nested tables", (n) => "<table><tr><td>".repeat(n / 10)],
    ["links in links", (n) => "<a href=https://x.example/>".repeat(n / 4)],
    ["trackers", (n) => "<img src=https://x.list-manage.com/a>".repeat(n / 4)],
    ["noscripts", (n) => "<noscript>x</p>".repeat(n / 4)],
    ["quotes", (n) => "<blockquote>x</blockquote>y".repeat(n / 4)],
    ["divs that hide", (n) => "<div style='display:none'>".repeat(n / 4)],
  ];
  test.each(traps)("%s", (_what, make) => {
    const inputs = new Map([4_000, 32_000].map((n) => [n, make(n)]));
    expectLinear((n) => {
      safe(inputs.get(n) ?? "");
      textOfHtml(inputs.get(n) ?? "");
    }, 4_000);
  });
});

describe("texts and headers are read in linear time:", () => {
  const letters = [
    "a",
    "a@",
    "a.",
    "www.",
    "http://",
    "+1",
    "+1 2 ",
    "(",
    "é",
    "@",
    "a-",
    "https://x.example/(",
    "> ",
    "On ",
    "On x wrote:\n",
    "\n",
    "From: x\n",
    "_",
    "-",
    " ",
    "<a",
    "mailto:",
  ];
  test.each(letters)("of %j again and again", (piece) => {
    expectLinear((n) => {
      const text = piece.repeat(n);
      linkify(text);
      quoteStartOfText(text);
      authenticationOf([`mx; ${text}`, text], ["mx"], "x");
      checkLink(`https://x.example/${text}`, text);
      checkLink(`mailto:${text}`, text);
      safeName(text, "x/y");
      unsubscribeOf(
        { listUnsubscribe: [text], listUnsubscribePost: [text], dkimSignatures: [text] },
        authenticationOf([], []),
      );
    }, 8_000);
  });
});

describe("the caps (mail A4)", () => {
  test("fifty megabytes of an attachment are read, and its size is right", () => {
    const line = `${"QUJD".repeat(19)}\r\n`;
    const head = encode(
      'From: a@example.com\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n',
    );
    const count = Math.floor((50 * 1_048_576) / line.length);
    const source = new Uint8Array(head.length + count * line.length + 7);
    source.set(head);
    const block = encode(line.repeat(1_000));
    for (let n = 0; n + 1_000 <= count; n += 1_000) source.set(block, head.length + n * line.length);
    const whole = Math.floor(count / 1_000) * 1_000;
    source.set(encode("\r\n--b--"), head.length + whole * line.length);
    const read = readMessage(source.subarray(0, head.length + whole * line.length + 7), { withContent: false });
    expect(read.text).toBe("text");
    expect(read.parts[0]).toMatchObject({ name: "a.pdf", size: whole * 57 });
  });

  test("ten thousand parts: a thousand are shown, and that is told", () => {
    const read = readMessage(
      message(
        'Content-Type: multipart/mixed; boundary="b"',
        "--b\r\nContent-Type: image/png\r\n\r\nx\r\n".repeat(10_000),
      ),
    );
    expect(read.parts.length).toBeGreaterThan(990);
    expect(read.parts.length).toBeLessThanOrEqual(1_000);
    expect(read.cuts).toEqual(["parts"]);
  });

  test("a header of three megabytes: what people see of it is read, behind the cap as well, and the text too", () => {
    const read = readMessage(
      message(`X-Long: ${"x".repeat(3_000_000)}\r\nSubject: late\r\nX-Cadran-Draft-Id: no`, "the text"),
    );
    expect(read).toMatchObject({ subject: "late", text: "the text", cuts: ["headers"] });
    expect(read.draftId).toBeUndefined();
  });

  test("five megabytes of text: two are read", () => {
    const read = readMessage(message("Subject: x", "word ".repeat(1_000_000)));
    expect(read.text.length).toBe(2_000_000);
    expect(read.cuts).toEqual(["text"]);
  });
});
