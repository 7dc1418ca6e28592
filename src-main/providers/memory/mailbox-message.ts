// Writes the demo's messages: RFC 5322 headers, MIME parts, one invitation (RFC 6047). Real mail is built elsewhere.
const LINE = 76;

/** Something besides the text. */
export type Piece =
  | { readonly kind: "pdf" | "csv" | "png"; readonly title: string }
  | {
      readonly kind: "invitation";
      readonly title: string;
      readonly startMs: number;
      readonly people: readonly string[];
    };

interface Writing {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly dateMs: number;
  readonly references: readonly string[];
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** A newsletter under this number. */
  readonly news?: string;
}

/** CRLF, UTF-8; the same writing always gives the same bytes. */
export function composed(writing: Writing): Uint8Array {
  const { references, news } = writing;
  const boundary = `=_${writing.messageId.replace(/\W/g, "")}`;
  const body = [...textsOf(writing, `${boundary}a`), ...writing.pieces.map((piece) => partOf(piece, writing))];
  const [only] = body;
  const content = body.length === 1 && only !== undefined ? only : multipart("mixed", boundary, body);
  const headers = [
    `From: ${people([writing.from])}`,
    `To: ${people(writing.to)}`,
    `Subject: ${encoded(writing.subject)}`,
    `Date: ${new Date(writing.dateMs).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${writing.messageId}`,
    ...(references.length > 0 ? [`In-Reply-To: ${references.at(-1)}`, `References: ${references.join("\r\n ")}`] : []),
    ...(news === undefined ? [] : newsHeaders(writing.from, news)),
    "MIME-Version: 1.0",
  ];
  return Buffer.from([...headers, content].join("\r\n"));
}

function newsHeaders(from: string, news: string): readonly string[] {
  const domain = /@([\w.]+)/.exec(from)?.[1] ?? "example.com";
  return [
    `List-Id: <letter.${domain}>`,
    `List-Unsubscribe: <https://${domain}/unsubscribe/${news}>`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    `Authentication-Results: demo.cadran; dkim=pass header.d=${domain}; spf=pass smtp.mailfrom=${domain}; dmarc=pass header.from=${domain}`,
  ];
}

function textsOf({ text, news, subject }: Writing, boundary: string): readonly string[] {
  const plain = part("text/plain; charset=utf-8", "8bit", crlf(text));
  if (news === undefined) return [plain];
  const html = `<!doctype html><html><body style="font-family:sans-serif;color:#263238">
<img src="https://images.example.com/header-${news}.jpg" width="600" height="120" alt="">
<h1 style="color:#2e7d32">${escaped(subject)}</h1><p>${escaped(text)}</p>
<p><a href="https://www.example.com/read/${news}">example.com</a></p>
<img src="https://track.example.com/open/${news}.gif" width="1" height="1" alt=""></body></html>`;
  return [multipart("alternative", boundary, [plain, part("text/html; charset=utf-8", "8bit", crlf(html))])];
}

const crlf = (text: string) => `${text.replace(/\r?\n/g, "\r\n")}\r\n`;
const escaped = (text: string) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);

const part = (type: string, encoding: string, body: string, ...more: readonly string[]) =>
  [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, ...more, "", body].join("\r\n");

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const inside = parts.map((one) => `--${boundary}\r\n${one}\r\n`).join("");
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inside}--${boundary}--\r\n`;
}

function partOf(piece: Piece, writing: Writing): string {
  if (piece.kind === "invitation") return invitation(piece, writing);
  const types = { pdf: "application/pdf", csv: "text/csv", png: "image/png" } as const;
  const name = `${piece.title
    .normalize("NFD")
    .replace(/[^\w ]/g, "")
    .trim()
    .replaceAll(" ", "-")
    .toLowerCase()}.${piece.kind}`;
  const bytes = { pdf: () => pdf(piece.title), csv: () => Buffer.from(CSV), png: () => Buffer.from(PNG, "base64") };
  const lines =
    bytes[piece.kind]()
      .toString("base64")
      .match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
  const disposition = `Content-Disposition: attachment; filename="${name}"`;
  return part(`${types[piece.kind]}; name="${name}"`, "base64", lines.join("\r\n"), disposition);
}

const CSV = "month;subscriptions;support\r\n1;1180;240\r\n2;1254;221\r\n3;1322;158\r\n";

/** A small picture: one blue pixel, drawn as large as a reader likes. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==";

/** A page with a title (ISO 32000). */
function pdf(title: string): Buffer {
  const words = title.normalize("NFD").replace(/[^ -~]|[()\\]/g, "");
  const page = `BT /F1 20 Tf 60 760 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, "latin1");
}

function invitation(piece: Extract<Piece, { kind: "invitation" }>, { messageId, from, dateMs }: Writing): string {
  const moment = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
  const attendees = piece.people.map((person) => {
    const accepted = person === from ? "ACCEPTED" : "NEEDS-ACTION;RSVP=TRUE";
    return `ATTENDEE;CN=${nameOf(person)};PARTSTAT=${accepted}:mailto:${addressOf(person)}`;
  });
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cadran//Demo//EN",
    "METHOD:REQUEST",
    "BEGIN:VEVENT",
    `UID:${messageId.slice(1, -1)}`,
    "SEQUENCE:0",
    `DTSTAMP:${moment(dateMs)}`,
    `DTSTART:${moment(piece.startMs)}`,
    `DTEND:${moment(piece.startMs + 3_600_000)}`,
    `SUMMARY:${piece.title.replace(/[\\;,]/g, "\\$&")}`,
    `ORGANIZER;CN=${nameOf(from)}:mailto:${addressOf(from)}`,
    ...attendees,
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ];
  return part("text/calendar; charset=utf-8; method=REQUEST", "8bit", lines.join("\r\n"));
}

const nameOf = (person: string) => person.replace(/ <.*/, "");
const addressOf = (person: string) => /<(.*)>/.exec(person)?.[1] ?? person;
const people = (list: readonly string[]) =>
  list.map((person) => `${encoded(nameOf(person))} <${addressOf(person)}>`).join(",\r\n ");

/** RFC 2047: words of at most 75 characters, never cut inside a character. */
function encoded(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [];
  let piece = "";
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 42) {
      words.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...words, piece].map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}
