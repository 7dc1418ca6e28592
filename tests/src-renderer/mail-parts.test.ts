import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { darkGround, darkInk } from "../../src-renderer/mail/dark-mail.ts";
import { splitText } from "../../src-renderer/mail/fold-quote.ts";
import { folderTree } from "../../src-renderer/mail/folder-tree.ts";
import { lineDates } from "../../src-renderer/mail/line-dates.ts";
import { linkTarget } from "../../src-renderer/mail/link-target.ts";
import { type Line, linesBefore, rowAt, rowOfLine, rowsOf } from "../../src-renderer/mail/list-rows.ts";
import { initials } from "../../src-renderer/mail/people.ts";
import { completions, filtersOf } from "../../src-renderer/mail/search-operators.ts";
import { extended, NONE, toggled, within } from "../../src-renderer/mail/selection.ts";
import { snoozeTimes } from "../../src-renderer/mail/snooze-times.ts";
import { isBefore, type Known, NOTHING, startFor, withPage } from "../../src-renderer/mail/thread-page.ts";
import { folderSeed } from "./fake-mail-seed.ts";

const thread = (position: number, id = position): Line =>
  ({ id: `t${id}`, messageIds: [String(position)] }) as unknown as Line;

/** An engine with these threads, newest first. */
function engine(positions: readonly number[]) {
  const all = [...positions].sort((a, b) => b - a).map((at) => thread(at));
  return (cursor: string | undefined, limit: number) => {
    const rest = all.filter((one) => cursor === undefined || isBefore(cursor, one.messageIds[0] as string));
    const lines = rest.slice(0, limit);
    const nextCursor = rest.length > limit ? (lines.at(-1)?.messageIds[0] as string) : undefined;
    return { lines, total: all.length, ...(nextCursor !== undefined && { nextCursor }) };
  };
}

/** Asks page after page until all is known. */
function readAll(ask: ReturnType<typeof engine>, limit: number, from: Known = NOTHING): Known {
  let known = from;
  for (let n = 0; n < 500 && !known.isWhole; n++) {
    const start = known.starts.at(-1) as (typeof known.starts)[number];
    known = withPage(known, start, ask(start.cursor, limit));
  }
  return known;
}

const ids = (known: Known) => known.lines.map(({ id }) => id);

describe("the lines of a list, from pages", () => {
  test("are those of the engine, in its order, whatever the size of a page", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (at, limit) => {
          const known = readAll(engine(at), limit);
          expect(ids(known)).toEqual([...at].sort((a, b) => b - a).map((one) => `t${one}`));
          expect(known.total).toBe(at.length);
        },
      ),
    );
  });

  test("become those of the engine again when each page is asked once more, whatever changed meanwhile", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 2, max: 20 }), (before, after, limit) => {
        const ask = engine(after);
        let known = readAll(engine(before), limit);
        for (let n = 0; n < known.starts.length; n++) {
          const start = known.starts[n] as (typeof known.starts)[number];
          known = withPage(known, start, ask(start.cursor, limit));
        }
        expect(ids(known)).toEqual([...after].sort((a, b) => b - a).map((one) => `t${one}`));
      }),
    );
  });

  test("stay as they are below a page that is renewed", () => {
    const known = readAll(engine([90, 80, 70, 60, 50, 40]), 2);
    const top = withPage(known, startFor(known, 0), engine([95, 90, 80, 70, 60, 50, 40])(undefined, 2));
    expect(ids(top)).toEqual(["t95", "t90", "t80", "t70", "t60", "t50", "t40"]);
  });

  test("show a thread once, where it stands now", () => {
    const known = readAll(engine([90, 80, 70]), 5);
    const page = { lines: [thread(99, 70), thread(90), thread(80)], total: 3 };
    expect(ids(withPage(known, startFor(known, 0), page))).toEqual(["t70", "t90", "t80"]);
  });
});

describe("choosing", () => {
  const order = ["a", "b", "c", "d", "e"];
  test("Shift takes the range from where the choice began, Ctrl one more or less", () => {
    const range = extended(toggled(NONE, "b"), "d", order);
    expect([...range.ids]).toEqual(["b", "c", "d"]);
    expect([...toggled(range, "c").ids]).toEqual(["b", "d"]);
    expect([...extended(range, "a", order).ids].sort()).toEqual(["a", "b", "c", "d"]);
  });
  test("what is gone from the list is not chosen any more", () => {
    expect([...within(extended(toggled(NONE, "b"), "d", order), new Set(["a", "b"])).ids]).toEqual(["b"]);
  });
});

test("folders stand by their role, their own under their parents, junk and bin last", () => {
  const own = folderSeed().filter(({ accountId }) => accountId === "a1");
  expect(
    folderTree(own, "fr").map(({ folder, children }) => [folder.id, children.map((one) => one.folder.id)]),
  ).toEqual([
    ["in1", []],
    ["drafts1", []],
    ["sent1", []],
    ["archive1", []],
    ["missions", ["geneve", "musee"]],
    ["junk1", []],
    ["trash1", []],
  ]);
});

test("the search offers operators in the language of the page, and folders for the one that takes them", () => {
  const known = { folders: ["Réception", "Genève Mobilités"], people: [], tongue: "fr" } as const;
  expect(completions("bonjour d", known).map(({ text }) => text)).toEqual(["bonjour de:", "bonjour dans:"]);
  expect(completions("dans:gen", known).map(({ text }) => text)).toEqual(['dans:"Genève Mobilités" ']);
  expect(completions("est:", known).map(({ text }) => text)).toContain("est:nonlu ");
});

test("filters of a query can be taken out one by one; a time of day is none", () => {
  expect(filtersOf('de:nora à 10:30 dans:"Genève Mobilités"')).toEqual([
    { raw: "de:nora", without: 'à 10:30 dans:"Genève Mobilités"' },
    { raw: 'dans:"Genève Mobilités"', without: "de:nora à 10:30 " },
  ]);
});

test("later is never in the past, and this evening only while the day lasts", () => {
  const at = (time: string) => snoozeTimes(Date.parse(`2026-11-18T${time}:00+01:00`), "Europe/Paris");
  expect(at("10:15").map(({ name }) => name)).toEqual(["evening", "tomorrow", "weekend", "week", "month"]);
  expect(at("19:00").map(({ name }) => name)).not.toContain("evening");
  // On a Friday, tomorrow is the weekend: it is offered once.
  const friday = snoozeTimes(Date.parse("2026-11-20T19:00:00+01:00"), "Europe/Paris");
  expect(friday.map(({ name }) => name)).toEqual(["tomorrow", "week", "month"]);
});

test("a link is known for what it leads to, and for what it pretends", () => {
  expect(linkTarget("https://login.example.net/x", "www.bank.example.com")).toMatchObject({
    host: "login.example.net",
    pretends: "www.bank.example.com",
  });
  expect(linkTarget("https://www.example.com/a", "example.com/a")?.pretends).toBeUndefined();
  expect(linkTarget("http://example.com/", "Lire la suite")).toMatchObject({ pretends: undefined, isPlain: true });
  for (const href of ["javascript:alert(1)", "data:text/html,x", "/relative", "file:///etc/passwd"])
    expect(linkTarget(href, "x"), href).toBeUndefined();
});

test("the quoted tail of a text is everything from the line that leads it in; said below, it stays", () => {
  expect(splitText("Oui.\n\nLe 3, Nora a écrit :\n> Viens-tu ?\n")).toEqual({
    said: "Oui.",
    tail: "Le 3, Nora a écrit :\n> Viens-tu ?\n",
  });
  const answered = "> Viens-tu ?\nOui.";
  expect(splitText(answered)).toEqual({ said: answered, tail: "" });
  expect(splitText("> rien d’autre")).toEqual({ said: "> rien d’autre", tail: "" });
});

test("in dark, white grounds and dark letters change; what was made for dark stays", () => {
  expect(darkGround("rgb(255, 255, 255)")).toBe("transparent");
  expect(darkGround("rgb(240, 244, 250)")).toMatch(/^oklch\(from rgb\(240/);
  expect(darkGround("rgba(0, 0, 0, 0)")).toBeUndefined();
  expect(darkGround("rgb(20, 22, 30)")).toBeUndefined();
  expect(darkInk("rgb(30, 30, 30)")).toMatch(/^oklch/);
  expect(darkInk("rgb(250, 250, 250)")).toBeUndefined();
});

test("two letters stand for a name, one for a single word, a sign for none", () => {
  expect(["Nora Keller", "Musée de l’Horlogerie", "CFF", "alice@example.com", "123"].map(initials)).toEqual([
    "NK",
    "ML",
    "C",
    "AC",
    "?",
  ]);
});

test("rows are headings and lines, found by their number", () => {
  const at = (day: string) => ({ id: day, dateMs: Date.parse(`${day}T10:00:00+01:00`) }) as unknown as Line;
  const days = ["2026-11-18", "2026-11-18", "2026-11-17", "2026-11-14", "2026-11-13", "2026-10-30", "2026-10-02"];
  const rows = rowsOf(days.map(at), "2026-11-18", "Europe/Paris");
  const drawn = Array.from({ length: rows.count + 1 }, (_, n) => {
    const row = rowAt(rows, n);
    return row?.kind === "head" ? `${row.span} ${row.day}` : row?.line.id;
  });
  expect(drawn).toEqual([
    ...["day 2026-11-18", "2026-11-18", "2026-11-18", "day 2026-11-17", "2026-11-17"],
    ...["week 2026-11-12", "2026-11-14", "2026-11-13", "month 2026-10-01", "2026-10-30", "2026-10-02", undefined],
  ]);
  expect(days.map((_, line) => linesBefore(rows, rowOfLine(rows, line)))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(days.map((_, line) => rowOfLine(rows, line))).toEqual([1, 2, 4, 6, 7, 9, 10]);
});

test("a line says when it is from as shortly as its heading allows", () => {
  const { short, full } = lineDates("2026-11-18", "fr", "Europe/Paris");
  const ms = (day: string) => Date.parse(`${day}T00:30:00+01:00`);
  expect(["2026-11-18", "2026-11-17", "2026-11-12", "2026-11-11", "2025-12-31"].map((day) => short(ms(day)))).toEqual([
    ...["00:30", "00:30", "jeu.", "11 nov.", "31 déc. 2025"],
  ]);
  expect(full(ms("2026-11-12"))).toBe("jeudi 12 novembre 2026, 00:30");
});

test("what nobody counted has at least a page more, until its end is known", () => {
  const first = withPage(NOTHING, startFor(NOTHING, 0), { lines: [thread(9), thread(8)], nextCursor: "8" });
  expect(first).toMatchObject({ total: 4, isWhole: false });
  const whole = withPage(first, first.starts[1] as (typeof first.starts)[number], { lines: [thread(7)] });
  expect(whole).toMatchObject({ total: 3, isWhole: true });
});
