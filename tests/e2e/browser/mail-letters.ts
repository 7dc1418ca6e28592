// Mails for the page, as files. Addresses at example.com stand for people elsewhere.

let made = 0;

interface Letter {
  readonly from?: string;
  readonly to?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** iCalendar text, with the method of the answer it asks for. */
  readonly calendar?: { readonly method: string; readonly text: string };
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly headers?: readonly string[];
  /** A file, by its name. */
  readonly file?: { readonly name: string; readonly text: string };
  readonly dateMs?: number;
}

const base64 = (text: string) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n");

function partsOf({ text = "", html, calendar, file }: Letter): string[][] {
  const part = (type: string, content: string, ...more: readonly string[]) => [
    `Content-Type: ${type}`,
    "Content-Transfer-Encoding: base64",
    ...more,
    "",
    base64(content),
  ];
  return [
    part("text/plain; charset=utf-8", text),
    ...(html === undefined ? [] : [part("text/html; charset=utf-8", html)]),
    ...(calendar ? [part(`text/calendar; charset=utf-8; method=${calendar.method}`, calendar.text)] : []),
    ...(file
      ? [part(`text/plain; name=${file.name}`, file.text, `Content-Disposition: attachment; filename=${file.name}`)]
      : []),
  ];
}

/** A message as it lies on a server. */
export function letter(given: Letter): string {
  const { from = "Carol <carol@example.com>", to = "alice@example.test", subject } = given;
  const {
    dateMs = Date.now(),
    messageId = `<letter-${++made}-${dateMs}@example.com>`,
    inReplyTo,
    headers = [],
  } = given;
  const parts = partsOf(given);
  const kind = given.file ? "mixed" : "alternative";
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${new Date(dateMs).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${messageId}`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${inReplyTo}`, `References: ${inReplyTo}`]),
    ...headers,
    "MIME-Version: 1.0",
    `Content-Type: multipart/${kind}; boundary=part`,
    "",
    ...parts.flatMap((part) => ["--part", ...part]),
    "--part--",
    "",
  ].join("\r\n");
}

interface Meeting {
  readonly method: "REQUEST" | "CANCEL";
  readonly uid: string;
  readonly title: string;
  /** Basic form, in UTC. */
  readonly start: string;
  readonly end: string;
  readonly sequence?: number;
  readonly organizer?: string;
}

/** An invitation to Alice, or its end. */
export function meeting({ method, uid, title, start, end, sequence = 0, organizer = "bob@example.test" }: Meeting) {
  const text = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", `METHOD:${method}`, "BEGIN:VEVENT"],
    ...[`UID:${uid}`, `SEQUENCE:${sequence}`, "DTSTAMP:20260101T000000Z", `DTSTART:${start}`, `DTEND:${end}`],
    ...[`SUMMARY:${title}`, `STATUS:${method === "CANCEL" ? "CANCELLED" : "CONFIRMED"}`],
    ...[`ORGANIZER;CN=Bob:mailto:${organizer}`, "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.test"],
    ...["ATTENDEE;CN=Alice;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.test", "END:VEVENT"],
    ...["END:VCALENDAR", ""],
  ].join("\r\n");
  return { method, text };
}
