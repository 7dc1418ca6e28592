import { describe, expect, it } from "vitest";
import { fold } from "../../src-main/domain/fold.ts";

describe("text as it is searched", () => {
  it.each([
    ["Réunion d’ÉQUIPE", "reunion d equipe"],
    ["cœur, Straße, Łódź, Ærø", "coeur strasse lodz aero"],
    ["anna.b@example.com", "anna b example com"],
    ["ﬁn ２", "fin 2"],
    ["İstanbul", "istanbul"],
    ["会議 room", "会 議 room"],
    [" \t% — ☕ ", ""],
  ])("%s becomes %s", (text, folded) => expect(fold(text)).toBe(folded));
});
