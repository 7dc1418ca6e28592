// Messages of strangers: MIME and HTML.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { linkify } from "../../../src-main/domain/mail-html/linkify.ts";
import { quoteStartOfText } from "../../../src-main/domain/mail-html/quotes.ts";
import { textOfHtml } from "../../../src-main/domain/mail-html/text.ts";
import { isMbox, splitMbox } from "../../../src-main/domain/mime/mbox.ts";
import { readMessage } from "../../../src-main/domain/mime/read.ts";
import { createReader } from "../../../src-main/engine/mail-reader.ts";
import { HOSTILE_HTML } from "../../fixtures/hostile-html.ts";
import { ENCODINGS } from "../../fixtures/hostile-mail/encodings.ts";
import { HEADERS, LINES } from "../../fixtures/hostile-mail/lines.ts";
import { STRUCTURES } from "../../fixtures/hostile-mail/structures.ts";
import { cleanSafely } from "../../support/safe-html.ts";
import { broken, brokenBytes, type Format } from "../mutate.ts";
import { target } from "../target.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/mail");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".eml"));
const HOSTILE = [...LINES, ...HEADERS, ...STRUCTURES, ...ENCODINGS].map(({ source }) => source);
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const MBOX = "From a@example.test Mon Nov 23 14:05:00 2026\n";

const MIME: Format = {
  // Large ones by themselves in tests/domain: mixed, they would only take time.
  seeds: [...FILES.map((name) => readFileSync(join(FOLDER, name))), ...HOSTILE]
    .map(latin1)
    .filter(({ length }) => length < 8_000),
  words: [
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    "\r\n ",
    "--",
    "--b\r\n",
    "--b--\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    'Content-Type: multipart/alternative;\r\n boundary="b',
    "Content-Type: message/rfc822\r\n\r\n",
    "Content-Type: text/html; charset=",
    "Content-Type: text/plain; format=flowed; delsp=yes; charset=iso-2022-jp\r\n",
    "Content-Type: application/ms-tnef; name=winmail.dat\r\n",
    "Content-Type: text/calendar; method=REQUEST\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Transfer-Encoding: x-uuencode\r\n",
    "Content-Disposition: attachment; filename*0*=utf-8''%E2%82; filename*1=\"a\r\n",
    "Content-ID: <",
    "Subject: =?utf-8?B?4oKs?= =?iso-2022-jp?B?GyRC?=",
    "From: =?utf-8?q?a=00b?= <a@b>, ",
    'To: undisclosed:;, "(" <',
    "Date: Fri, 32 Foo 99999 99:99:99 +9999\r\n",
    `References: ${"<a@b>".repeat(40)}`,
    "charset=utf-7",
    "charset=utf-16",
    "charset=hz-gb-2312",
    "charset=\u0000",
    "=?",
    "?=",
    "=C3",
    "=\r\n",
    "begin 644 x\r\n",
    "end\r\n",
    "\u001b$B",
    "~{",
    "+AOk-",
    "\u00ff\u00fe",
    "\u0000",
    "(((((((",
    "> ",
    "<p>",
  ],
  pairs: [
    ["--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", "\r\n--b--\r\n"],
    ["Content-Type: message/rfc822\r\n\r\n", ""],
    ["(", ")"],
    ["> ", ""],
  ],
};

const HTML: Format = {
  seeds: HOSTILE_HTML.map(([, html]) => html).filter(({ length }) => length < 5_000),
  words: [
    "<",
    ">",
    "</",
    "<!--",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html [",
    "&#0;",
    "&#x110000;",
    "&lt",
    "&amp;lt;",
    "&NewLine;",
    '"',
    "'",
    "`",
    "=",
    "/",
    "\u0000",
    "<svg><style><img src=x onerror=alert(1)>",
    "<math><mtext><table><mglyph><style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><s><template>",
    "<table><td><form><input>",
    "<select><option><xmp>",
    "<a href='java&Tab;script:alert(1)'>",
    "<a href='https://a.example'>https://b.example",
    "<img src='https://t.example/p.gif' width=1 height=1>",
    "<img srcset='https://t.example/a 1x'>",
    "<div style='background:url(https://t.example/)'>",
    "<div style=\"width:expression(alert(1));content:'\\27'\">",
    "<style>@import url(//t.example);a{background:u\\72l(x)}",
    "<style>@media (min-width:1px){*{color:red}}}</style>",
    "<base href=//t.example>",
    "<meta http-equiv=refresh content='0;url=//t.example'>",
    "<blockquote type=cite>",
    "<div class=gmail_quote>",
    "<p id=x name=y onclick=z>",
    "</p>",
    "</div>",
    "</style>",
    "</table>",
  ],
  pairs: [
    ["<div>", "</div>"],
    ["<b><i>", "</b></i>"],
    ["<table><tr><td>", "</td></tr></table>"],
    ["<blockquote>", "</blockquote>"],
    ["<svg>", "</svg>"],
    ["<!--", "-->"],
    ["<a href=x>", ""],
  ],
};

const never = new AbortController().signal;

export const MAIL_TARGETS = [
  target({
    name: "MIME: a message",
    share: 4,
    inputs: brokenBytes(MIME),
    open: async () => ({
      entry: (source) => {
        const read = readMessage(source);
        if (read.fault === "crash") throw new Error("the reader's own fault was caught");
        structuredClone(read);
        return read.fault === undefined ? "read" : "rejected";
      },
    }),
  }),
  target({
    name: "MIME: messages by the worker that reads them, with its limits",
    share: 0.5,
    inputs: fc.array(brokenBytes(MIME), { minLength: 1, maxLength: 8 }),
    open: async () => {
      const reader = createReader({ workers: 1 });
      return {
        close: () => reader.close(),
        entry: async (sources) => {
          const results = await reader.read(sources, { compress: true, withContent: true }, never);
          const faults = results.map(({ read }) => read.fault);
          if (faults.includes("crash") || faults.includes("timeout")) throw new Error(`set aside: ${faults}`);
        },
      };
    },
  }),
  target({
    name: "MIME: a file of many messages",
    share: 0.5,
    inputs: brokenBytes({ ...MIME, seeds: MIME.seeds.map((seed) => MBOX + seed), words: [...MIME.words, `\n${MBOX}`] }),
    open: async () => ({ entry: (file) => (isMbox(file) ? splitMbox(file).length : "rejected") }),
  }),
  target({
    name: "HTML: what is shown of it is safe",
    share: 3,
    inputs: broken(HTML),
    open: async () => ({ entry: (html) => (cleanSafely(html).tooBig ? "rejected" : "read") }),
  }),
  target({
    name: "HTML: its text, its links and its quotes",
    share: 2,
    inputs: broken(HTML),
    open: async () => ({
      entry: (html) => {
        const text = textOfHtml(html);
        quoteStartOfText(text);
        for (const one of [text, html])
          if (
            linkify(one)
              .map((piece) => piece.text)
              .join("") !== one
          )
            throw new Error("text was lost");
      },
    }),
  }),
];
