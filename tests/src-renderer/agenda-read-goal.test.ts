import { describe, expect, test } from "vitest";
import { readGoal } from "../../src-renderer/agenda/read-goal.ts";

/** A Wednesday. */
const TODAY = "2026-11-18";

describe("a day to go to", () => {
  test.each([
    ["aujourd’hui", "2026-11-18"],
    ["demain", "2026-11-19"],
    ["Après-demain", "2026-11-20"],
    ["hier", "2026-11-17"],
    ["tomorrow", "2026-11-19"],
    ["ven", "2026-11-20"],
    ["vendredi", "2026-11-20"],
    ["mardi", "2026-11-24"],
    ["mercredi", "2026-11-25"],
    ["Sunday", "2026-11-22"],
    ["25/12", "2026-12-25"],
    ["1.2.27", "2027-02-01"],
    ["2028-02-29", "2028-02-29"],
    ["3 décembre", "2026-12-03"],
    ["1er août 2027", "2027-08-01"],
    ["mai 2027", "2027-05-01"],
    ["mars", "2026-03-01"],
    ["july 4", undefined],
    ["4 July", "2026-07-04"],
    ["2031", "2031-01-01"],
    ["s48", "2026-11-23"],
    ["week 1", "2025-12-29"],
    ["s54", undefined],
    ["dans 3 semaines", "2026-12-09"],
    ["in 2 days", "2026-11-20"],
    ["dans 2 mois", "2027-01-01"],
    ["31/02", undefined],
    ["bientôt", undefined],
    ["", undefined],
  ])("“%s” is %s", (text, day) => expect(readGoal(text, TODAY)).toBe(day));
});
