// What people type, and links that say what is to be typed.
import fc from "fast-check";
import { parseMailQuery } from "../../../src-main/domain/mail/query.ts";
import { checkLink } from "../../../src-main/domain/mail-safety/links.ts";
import { parseRecipients } from "../../../src-main/domain/mime/addresses.ts";
import { addressesOf } from "../../../src-main/providers/feeds/address.ts";
import { readMailto } from "../../../src-renderer/compose/mailto.ts";
import { readRecipients } from "../../../src-renderer/compose/recipients.ts";
import { parseEvent, type QuickScene } from "../../../src-renderer/quick-add/parse.ts";
import { broken, type Format } from "../mutate.ts";
import { target } from "../target.ts";

export const QUERY: Format = {
  seeds: [
    "from:anna has:attachment after:2026",
    '(subject:"two words" OR -to:bob) older_than:3d size>2M',
    "in:inbox is:unread label:travail larger:1M before:2026-11-01",
    "de:anna pièce-jointe avant:hier SAUF (à:bob OU copie:eve)",
  ],
  words: [
    "constructor:",
    "__proto__:x",
    "toString:y",
    "from:",
    "-",
    "(",
    ")",
    '"',
    "OR ",
    "NOT ",
    "AND ",
    "*",
    "is:",
    "has:constructor",
    "is:__proto__",
    "after:99999",
    "newer:9999999999y",
    "larger:1e999G",
    "NEAR(",
    "^",
    ":",
  ],
  pairs: [
    ["(", ")"],
    ["-(", ")"],
    ["NOT ", ""],
    ["a OR (", ")"],
  ],
};

const SENTENCES: Format = {
  seeds: [
    "déjeuner avec Anna demain 12h30 au Lutetia, chaque mardi",
    "meeting with bob@example.com next friday 3pm for 2 hours at HQ every month until march #Travail !10",
    "réunion du 3 au 7 mars de 9h à 17h rappel 2 jours avant",
    "every other tuesday from 8 to 9 except in august",
    "le 30/02/2026 à 25h61",
  ],
  words: [
    "constructor",
    "__proto__",
    "chaque ",
    "every ",
    "dans 99999999999 ans",
    "in 1e9 weeks",
    "à ",
    "@",
    "#",
    "!",
    "/",
    "h",
    "pm",
    "jusqu'à ",
    "until ",
    "-",
    "–",
    "31/12/9999",
    "29 février",
    "25h",
    "00:00",
    "(",
    '"',
    ",",
    "1er",
    "ﬁ",
    "İ",
  ],
  pairs: [
    ["(", ")"],
    ['"', '"'],
    ["chaque ", ""],
  ],
};

const LINKS: Format = {
  seeds: [
    "mailto:ann@example.com?subject=Hello%20there&body=a%0D%0Ab&cc=bob@example.com",
    "mailto:%22A%2C%20B%22%20%3Ca@b.example%3E,c@d.example",
    "https://user:pw@xn--80ak6aa92e.com:443/a?b=c#d",
    "feed://news.example.com/rss",
    '"Keller, Nora" <nora@example.com>; bob@example.com, eve',
    "group: a@b.example, (comment (nested)) c@d.example;",
  ],
  words: [
    "%",
    "%E2%82",
    "%00",
    "%0D%0ABcc:",
    "?",
    "&",
    "&attach=/etc/passwd",
    "mailto:",
    "javascript:",
    "tel:",
    "<",
    ">",
    '"',
    "\\",
    "(",
    "@",
    ",",
    ";",
    ":",
    "[::1]",
    "\u202e",
    "．",
    "xn--",
  ],
  pairs: [
    ["(", ")"],
    ["<", ">"],
    ['"', '"'],
  ],
};

const NOW = Date.parse("2026-11-18T10:15:00+01:00");
const dayStart = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day);

export const TEXT_TARGETS = [
  target({
    name: "text: a search in mail",
    share: 1,
    inputs: broken(QUERY),
    open: async () => ({ entry: (text) => parseMailQuery(text, NOW, dayStart) }),
  }),
  target({
    name: "text: a sentence that becomes an event",
    share: 1,
    inputs: fc.tuple(
      broken(SENTENCES),
      fc.constantFrom("fr" as const, "en" as const),
      fc.constantFrom("Europe/Paris", "Pacific/Apia", "UTC"),
    ),
    open: async () => {
      const calendars = [{ id: "w", name: "Travail" }];
      return {
        entry: ([text, language, zone]) => {
          const scene: QuickScene<string> = { nowMs: NOW, zone, language, defaultMinutes: 60, calendars };
          const { start, end } = parseEvent(text, scene);
          if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(start) || end <= start)
            throw new Error(`no event: ${start} to ${end}`);
        },
      };
    },
  }),
  target({
    name: "text: links and addresses",
    share: 1,
    inputs: broken(LINKS),
    open: async () => ({
      entry: (text) => {
        checkLink(text, text);
        readRecipients(text);
        readMailto(text);
        parseRecipients(text);
        addressesOf(text);
      },
    }),
  }),
];
