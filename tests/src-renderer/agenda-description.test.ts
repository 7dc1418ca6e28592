import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { piecesOf, readDescription } from "../../src-renderer/agenda/description.ts";

describe("descriptions", () => {
  test("marks of programs are not shown, words around them are", () => {
    expect(
      readDescription("Ordre du jour [cadran:9f2] en trois points\nID: 4f1c-22aa\nX-MISSION-ID: 77\nÀ lundi").text,
    ).toBe("Ordre du jour  en trois points\nÀ lundi");
  });

  test("a line that only looks like an id to a hasty reader stays", () => {
    const text = "Idée : préparer la salle\nUID du badge à demander\nX-ray de la semaine";
    expect(readDescription(text)).toEqual({ text, boilerplate: "" });
  });

  test("what a meeting service adds between its lines is folded away", () => {
    const line = "_".repeat(60);
    const text = `Merci de relire la note.\n${line}\nRéunion Microsoft Teams\nhttps://teams.microsoft.com/l/1\n${line}\nBien à vous`;
    expect(readDescription(text)).toEqual({
      text: "Merci de relire la note.\nBien à vous",
      boilerplate: "Réunion Microsoft Teams\nhttps://teams.microsoft.com/l/1",
    });
  });

  test("a drawn line without a service behind it is the author’s", () => {
    const text = "Un\n--------------------\nDeux";
    expect(readDescription(text)).toEqual({ text, boilerplate: "" });
  });

  test("an invitation of a service without lines is folded from its first sentence on", () => {
    const { text, boilerplate } = readDescription(
      "Notes\nAnna is inviting you to a scheduled Zoom meeting.\nJoin Zoom Meeting",
    );
    expect(text).toBe("Notes");
    expect(boilerplate).toMatch(/^Anna is inviting[\s\S]*Join Zoom Meeting$/);
  });
});

describe("links in a text", () => {
  const links = (text: string) => piecesOf(text).flatMap(({ href }) => (href ? [href] : []));

  test.each([
    ["Voir https://wiki.example.com/a?b=1.", ["https://wiki.example.com/a?b=1"]],
    ["(https://example.com/x)", ["https://example.com/x"]],
    ["Écrire à anna.b@example.com, merci", ["mailto:anna.b@example.com"]],
    ["Appeler +41 22 555 01 23 ou 01 23 45 67 89", ["tel:+41225550123", "tel:0123456789"]],
    ["Le 03.11.2026 14", []],
    ["Dossier 2026-11-18 14:00, réf 120394857612", []],
    ["javascript:alert(1) file:///etc/passwd", []],
  ])("%s", (text, expected) => expect(links(text)).toEqual(expected));

  test("the pieces joined are the text, and only safe addresses are links", () => {
    const words = fc.constantFrom(
      "https://a.example.com/",
      "javascript:",
      "a@b.example.com",
      "+41 22 555 01 23",
      " ",
      "<",
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
        const text = parts.join("");
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const { href } of pieces) expect(href ?? "tel:").toMatch(/^(https?:\/\/|mailto:|tel:)/);
      }),
    );
  });
});
