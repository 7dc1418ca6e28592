// Reads who comes, in which calendar, and where. Pure.
import { fold, pattern, type Reading } from "./folded.ts";

/** A calendar that may be named. */
export interface Named<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

const QUOTED = /(?:"[^"]*"|“[^”]*”|«[^»]*»)/gu;
const WEB = /(?:https?:\/\/|www\.)[^\s\ue000]+/gu;
const GUEST =
  /(?<![\p{L}\p{N}_])(?:(?:avec|with|et|and|inviter|invite|inviting|&|,)\s+)?([a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)/dgu;

/** Words in quotes and addresses of pages are the title, whatever they say. */
export function hideLiteral({ rest, hide }: Reading): void {
  for (const literal of [QUOTED, WEB]) {
    for (const match of rest().matchAll(literal)) hide(match.index, match.index + match[0].length);
  }
}

/** Reads the mail addresses: names alone are not known to be anybody's. */
export function readPeople({ each, text }: Reading): readonly string[] {
  const people: string[] = [];
  each(GUEST, "person", (match) => {
    const [from, to] = match.indices?.[1] ?? [0, 0];
    const address = text.slice(from, to).replace(/[.]+$/u, "");
    if (address.length > 320) return false;
    if (!people.some((one) => one.toLowerCase() === address.toLowerCase())) people.push(address);
    if (!match[0].startsWith("invit")) return true;
    // “invite Anna to lunch” is a lunch.
    const end = match.index + match[0].length;
    const link = /^\s+(?:to|a|au|pour)(?=\s)/u.exec(match.input.slice(end));
    return [match.index, end + (link?.[0].length ?? 0)];
  });
  return people;
}

/** Reads `#Travail`: the longest name that fits, else the only one that begins so. */
export function readCalendar<Id extends string>(
  { each, rest }: Reading,
  calendars: readonly Named<Id>[],
): Id | undefined {
  let found: Id | undefined;
  const known = calendars
    .map(({ id, name }) => ({ id, name: fold(name.trim()) }))
    .sort((a, b) => b.name.length - a.name.length);
  each(/#(\S+)/dgu, "calendar", (match) => {
    if (found !== undefined) return false;
    const after = rest().slice(match.index + 1);
    const whole = known.find(
      ({ name }) => name !== "" && after.startsWith(name) && !/^[\p{L}\p{N}]/u.test(after.slice(name.length)),
    );
    const begun = (match[1] ?? "").replace(/[,;.]+$/u, "");
    const starting = known.filter(({ name }) => name.startsWith(begun));
    const one = whole ?? (starting.length === 1 ? starting[0] : undefined);
    found = one?.id;
    const length = whole ? whole.name.length : begun.length;
    return one !== undefined && [match.index, match.index + 1 + length];
  });
  return found;
}

const STOP = "\\s+(?:avec|with|pour|for|re|concernant|about|and|et)\\s|[,;()\\ue000]|$";
/** Before the hour a place must look like one; after it there is little else it could be. */
const LEADS = "(?:chez|au|aux|a la|a l'|a|dans la|dans le|dans l'|dans|at the|at|in the|in|en salle|salle|room|bureau)";
const PLACE = pattern(`(${LEADS})(?:\\s+|(?<='))([^,;()\\ue000]+?)(?=${STOP})`);
const AT_SIGN = /(?<![\p{L}\p{N}_.])@\s?([^,;()@\ue000]+?)(?=\s+(?:avec|with|pour|for)\s|[,;()@\ue000]|$)/dgu;
const ROOM = /^(?:en salle|salle|room|bureau)$/u;
/** « parler au docteur », « appel à la mairie »: the word before asks for a person, not for a place. */
const TO_SOMEBODY =
  /(?:(?<!din|dejeun|soup|gout)er|ir|re|appel|message|lettre|mail|reponse|cadeau|visite|merci|talk|speak|write|look|point)$/u;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function nameOf(lead: string, name: string): string {
  const article = /(la|le|l')$/u.exec(lead)?.[1];
  const whole =
    lead === "chez" || ROOM.test(lead)
      ? `${lead.replace(/^en /u, "")} ${name}`
      : article === "l'"
        ? `l’${name}`
        : article
          ? `${article} ${name}`
          : name;
  return capital(whole);
}

/** Reads the place. */
export function readPlace({ each, text, rest, spans }: Reading): string | undefined {
  let place: string | undefined;
  each(AT_SIGN, "place", (match) => {
    const [from, to] = match.indices?.[1] ?? [0, 0];
    const name = text.slice(from, to).trim();
    if (place !== undefined || name === "") return false;
    place = capital(name);
    return true;
  });
  // The hour, not "every Tuesday" at the beginning, is what a place follows.
  const firstWhen = Math.min(...spans.filter(({ kind }) => kind === "date" || kind === "time").map(({ from }) => from));
  each(PLACE, "place", (match) => {
    const [, lead = ""] = match;
    const [from, to] = match.indices?.[2] ?? [0, 0];
    const name = text.slice(from, to).trim();
    const before = rest().slice(0, match.index).trimEnd();
    const isAfter = match.index > firstWhen;
    const looksSo =
      lead === "chez" ||
      ROOM.test(lead) ||
      (/^\p{Lu}/u.test(name) && lead !== "a" && lead !== "in" && !TO_SOMEBODY.test(before));
    if (place !== undefined || name === "" || match.index === 0 || (!isAfter && !looksSo)) return false;
    if (/^\d+$/u.test(name) && !ROOM.test(lead)) return false;
    place = nameOf(lead, name);
    return [match.index, to];
  });
  return place;
}
