// Bodies of made-up mail: HTML as mail programs write it, newsletters as tables with pictures from elsewhere, files,
// invitations, and what should not be but comes.
import type { Random } from "./mailbox-words.ts";

export interface Written {
  /** Content-Type and what belongs to it. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Bytes of a file that does not compress, as base64 lines; files are cut from it. */
let filling = "";
const FILLING_LINES = 6000;

export function htmlOf(text: string, n: number): Written {
  const paragraphs = text
    .split("\n\n")
    .map((part) =>
      part.startsWith("> ")
        ? `<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${part.replaceAll("> ", "")}</blockquote>`
        : `<p style="margin:0 0 12px 0;font-family:Calibri,Arial,sans-serif;font-size:11pt"><span lang="fr">${part}</span></p>`,
    );
  const html = `<html><head><meta charset="utf-8"><style>p.MsoNormal{margin:0;font-size:11.0pt}a:link{color:#0563C1}</style></head><body lang="FR"><div class="WordSection1">${paragraphs.join("\n")}</div></body></html>`;
  return alternative(text, html, `b${n}`);
}

export function newsletterOf(text: string, { n, host }: { n: number; host: string }): Written {
  const cells = text.split(". ").map((sentence, at) => {
    const link = `https://click.${host}/t/${(n * 7919 + at).toString(36)}?u=${n}&c=${at}`;
    return `<tr><td align="left" valign="top" style="padding:18px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#333333;background-color:#ffffff;"><a href="${link}" target="_blank" style="color:#0b57d0;text-decoration:none"><img src="https://img.${host}/${n}/${at}.jpg" width="560" height="240" alt="" style="display:block;border:0"></a>${sentence}.</td></tr>`;
  });
  const html = `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css">@media only screen and (max-width:600px){.wrap{width:100%!important}}body{margin:0;padding:0}</style></head><body><table role="presentation" class="wrap" width="600" cellpadding="0" cellspacing="0" border="0" align="center">\n${cells.join("\n")}\n</table><img src="https://open.${host}/o.gif?m=${n}" width="1" height="1" alt=""></body></html>`;
  return alternative(text, html, `n${n}`);
}

function alternative(text: string, html: string, boundary: string): Written {
  return {
    headers: [`Content-Type: multipart/alternative; boundary="${boundary}"`],
    body: parts(boundary, [
      `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}`,
      `Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(html)}`,
    ]),
  };
}

/** With one file, 4 to 120 KB. */
export function attached(random: Random, { headers, body }: Written, name: string): Written {
  const kind = random() < 0.6 ? { type: "application/pdf", end: "pdf" } : { type: "image/jpeg", end: "jpg" };
  const boundary = `m${Math.floor(random() * 1e9)}`;
  const ascii = name.normalize("NFD").replace(/[^\w-]/g, "");
  const file = `Content-Type: ${kind.type}; name="${ascii}.${kind.end}"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${ascii}.${kind.end}"\n\n${base64Lines(random)}`;
  return {
    headers: [`Content-Type: multipart/mixed; boundary="${boundary}"`],
    body: parts(boundary, [`${headers.join("\n")}\n\n${body}`, file]),
  };
}

function base64Lines(random: Random): string {
  if (filling === "") {
    const bytes = Buffer.from(Uint8Array.from({ length: 57 * FILLING_LINES }, () => Math.floor(random() * 256)));
    filling = (bytes.toString("base64").match(/.{76}/g) as string[]).join("\n");
  }
  const lines = Math.floor(72 * 30 ** random());
  const from = Math.floor(random() * (FILLING_LINES - lines));
  return filling.slice(from * 77, (from + lines) * 77 - 1);
}

export function invitationOf(text: string, of: { n: number; dateMs: number; organizer: string }): Written {
  const start = new Date(of.dateMs + 3 * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, "");
  const event = [
    ..."BEGIN:VCALENDAR VERSION:2.0 PRODID:-//bench//EN METHOD:REQUEST BEGIN:VEVENT".split(" "),
    ...[`UID:invitation-${of.n}@example.com`, `DTSTAMP:${start}`, `DTSTART:${start}`, "DURATION:PT1H"],
    ...[`ORGANIZER:mailto:${of.organizer}`, "ATTENDEE;RSVP=TRUE:mailto:alice@example.test", "SUMMARY:Meeting"],
    ...["END:VEVENT", "END:VCALENDAR"],
  ].join("\r\n");
  const boundary = `i${of.n}`;
  return {
    headers: [`Content-Type: multipart/alternative; boundary="${boundary}"`],
    body: parts(boundary, [
      `Content-Type: text/plain; charset=utf-8\n\n${text}`,
      `Content-Type: text/calendar; charset=utf-8; method=REQUEST\nContent-Transfer-Encoding: base64\n\n${Buffer.from(
        event,
      )
        .toString("base64")
        .replace(/(.{76})/g, "$1\n")}`,
    ]),
  };
}

const parts = (boundary: string, contents: readonly string[]) =>
  `${contents.map((content) => `--${boundary}\n${content}\n`).join("")}--${boundary}--\n`;

function quotedPrintable(text: string): string {
  const escaped = text.replace(/=|[^\n -~]/gu, (char) =>
    [...Buffer.from(char)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
  // A line ends before a character that would not fit whole.
  return escaped.replace(/[^\n]{1,72}(?:=[0-9A-F]{2})?(?=[^\n])/g, (line) => (line.length < 72 ? line : `${line}=\n`));
}

/** Header fields and the text of a message before it is spoilt. */
export interface Broken {
  readonly from: string;
  readonly date: string;
  readonly subject: string;
  readonly id: string;
  readonly text: string;
}

const plain = "Content-Type: text/plain; charset=utf-8";

const WAYS: readonly ((of: Broken) => string | Buffer)[] = [
  ({ from, date, subject, text }) => `${from}\n${date}\n${subject}\n${plain}\n\n${text}`,
  ({ from, subject, id, text }) => `${from}\nDate: yesterday\n${subject}\n${id}\n${plain}\n\n${text}`,
  ({ from, date, subject, id, text }) =>
    `${from}\n${date}\n${subject}\n${id}\nContent-Type: multipart/mixed; boundary="never"\n\n${text}`,
  ({ from, date, subject, id, text }) =>
    `${from}\n${date}\n${subject}\n${id}\nContent-Type: multipart/mixed; boundary=x\n\n--x\n${plain}\n\n${text}`,
  ({ from, date, subject, id, text }) =>
    Buffer.from(`${from}\n${date}\n${subject}: r\u00e9union\n${id}\nContent-Type: text/plain\n\n${text}`, "latin1"),
  ({ from, date, subject, id, text }) =>
    `${from}\n${date}\n${subject}\n${id}\nContent-Type: text/plain; charset=none-such\n\n${text}`,
  ({ from, date, subject, id, text }) =>
    `${from}\n${date}\n${subject}\n${id}\n${plain}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text).toString("base64").slice(0, -3)}!!`,
  ({ subject, text }) => `${subject}\n\n${text}`,
];

export function brokenSource(n: number, of: Broken): Buffer {
  const way = WAYS[n % WAYS.length] as (of: Broken) => string | Buffer;
  return Buffer.from(way(of) as string);
}
