import { describe, expect, test } from "vitest";
import { inOtherLanguage } from "../../src-renderer/i18n/other-language.ts";
import { type Choice, commandChoices, listed, matching } from "../../src-renderer/palette/items.ts";
import { NO_FILTERS, searchInput } from "../../src-renderer/search/filters.ts";
import { matchAny, matchText } from "../../src-renderer/ui/match.ts";
import { keyCaps } from "../../src-renderer/ui/say-keys.ts";

const run = () => {};
const choice = (id: string, label: string, group = "Actions", words: readonly string[] = []): Choice => ({
  ...{ id, label, group, words, run },
});

describe("matching what was typed", () => {
  test("accents and case do not matter, and the marks lie on the letters as they are written", () => {
    expect(matchText("reglages", "Ouvrir les Réglages")?.ranges).toEqual([[11, 19]]);
    expect(matchText("THÈME", "Passer au theme sombre")?.ranges).toEqual([[10, 15]]);
  });
  test("every word must be there, in any order", () => {
    expect(matchText("sombre theme", "Passer au thème sombre")).toBeDefined();
    expect(matchText("sombre bleu", "Passer au thème sombre")).toBeUndefined();
  });
  test("initials find a command, letters inside words alone do not", () => {
    expect(matchText("sn", "Sync now")).toBeDefined();
    expect(matchText("yn", "Sn ycn")).toBeUndefined();
  });
  test("signs that mean something in patterns are letters like others", () => {
    expect(matchText("c++ (v2)", "Point C++ (v2)")).toBeDefined();
    expect(matchText("[", "abc")).toBeUndefined();
  });
  test("a word of the label counts for more than one it is also known by", () => {
    const own = matchAny("import", "Import a file", [])?.score ?? 0;
    const other = matchAny("import", "Ouvrir", ["import"])?.score ?? 0;
    expect(own).toBeGreaterThan(other);
  });
});

test("the best match comes first, with the rest of its group under it; recent ones win among equals", () => {
  const choices = [
    choice("a", "Agenda: semaine", "Vue"),
    choice("b", "Semaine", "Vue"),
    choice("c", "Cette semaine", "Aller"),
  ];
  expect(matching(choices, "semaine", []).map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(matching(choices, "cette", ["c"]).map(({ id }) => id)).toEqual(["c"]);
});

test("with nothing typed the recent ones lead, and nothing is listed twice", () => {
  const items = listed([choice("a", "A"), choice("b", "B", "Pages"), choice("c", "C")], ["b", "gone"], "Récents");
  expect(items.map(({ id, group }) => [id, group])).toEqual([
    ["b", "Récents"],
    ["a", "Actions"],
    ["c", "Actions"],
  ]);
});

test("a command is known by its words in the other language; what only moves a selection is left out", () => {
  const commands = [
    { id: "settings.open", label: "Réglages", group: "Partout", run },
    { id: "event.down", label: "Suivant", group: "Partout", keysOnly: true, run },
  ];
  const [only, ...others] = commandChoices(commands, inOtherLanguage);
  expect(others).toEqual([]);
  expect(only?.words).toContain("Settings");
});

test("keys are written as they are on the keyboard", () => {
  expect(keyCaps("Mod+Shift+l", false)).toEqual(["Ctrl", "Shift", "L"]);
  expect(keyCaps("Mod+Shift+l", true)).toEqual(["⌘", "⇧", "L"]);
  expect(keyCaps("g h", false)).toEqual(["G", "H"]);
  expect(keyCaps("Mod+,", false)).toEqual(["Ctrl", ","]);
});

test("filters become the engine's question: periods are whole days where the person is", () => {
  const scene = { today: "2026-11-18", zone: "Europe/Paris", limit: 50 };
  const at = (iso: string) => Date.parse(iso);
  expect(searchInput(" point ", NO_FILTERS, scene)).toEqual({ query: "point", limit: 50, order: "nearest" });
  expect(searchInput("", { ...NO_FILTERS, period: "month", unanswered: true }, scene)).toEqual({
    query: "",
    limit: 50,
    order: "nearest",
    fromMs: at("2026-11-01T00:00+01:00"),
    toMs: at("2026-12-01T00:00+01:00"),
    answer: "needs-action",
  });
  expect(searchInput("", { ...NO_FILTERS, period: "past" }, scene)).toMatchObject({
    order: "past",
    toMs: at("2026-11-18T00:00+01:00"),
  });
});
