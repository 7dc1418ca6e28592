// What a mailto: link asks to write (RFC 6068). Pure. Only what a person would type is taken from it: never a file, never a header.

/** A message that was begun by a link; people as they can be typed. */
export interface Mailto {
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly body: string;
}

const SUBJECT_MAX = 1000;
const BODY_MAX = 100_000;
const PEOPLE_MAX = 10_000;

/** Percent-encoded UTF-8; a `+` is a plus (RFC 6068 §5). What is no encoding stays as it was written. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[\da-f]{2})+/gi, (part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  }
}

/** On one line, without anything that is not seen. */
const oneLine = (text: string, max: number) =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, max);

const lines = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .slice(0, BODY_MAX);

/** Reads a link.
 *  @returns undefined when it is not a mailto: link */
export function readMailto(url: string): Mailto | undefined {
  const [, path = "", query = ""] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(url.trim()) ?? [];
  if (!/^mailto:/i.test(url.trim())) return undefined;
  // A comma that is encoded belongs to an address, one that is not stands between two.
  const people = { to: path.split(",").map(decoded), cc: [] as string[], bcc: [] as string[] };
  let subject = "";
  let body = "";
  for (const field of query.split("&")) {
    const [, name = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(field) ?? [];
    const text = decoded(value);
    const key = decoded(name).toLowerCase();
    if (key === "to" || key === "cc" || key === "bcc") people[key].push(text);
    else if (key === "subject") subject = text;
    else if (key === "body") body = body === "" ? text : `${body}\r\n${text}`;
  }
  const list = (all: readonly string[]) => oneLine(all.filter((one) => one.trim() !== "").join(", "), PEOPLE_MAX);
  return {
    to: list(people.to),
    cc: list(people.cc),
    bcc: list(people.bcc),
    subject: oneLine(subject, SUBJECT_MAX),
    body: lines(body),
  };
}
