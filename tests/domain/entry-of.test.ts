// Words of strangers that every object answers to: nowhere are they taken for an entry of a table.
import { describe, expect, test } from "vitest";
import { entryOf } from "../../src-main/domain/entry-of.ts";
import { parseMailQuery } from "../../src-main/domain/mail/query.ts";
import { textOfHtml } from "../../src-main/domain/mail-html/text.ts";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import { zoneNameOf } from "../../src-main/domain/zone-names.ts";
import { readContents } from "../../src-main/providers/webcal/contents.ts";

describe.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s", (word) => {
  test("is in no table", () => expect(entryOf({ a: 1 }, word)).toBeUndefined());

  test("is a word to look for, also before a colon", () => {
    const { query } = parseMailQuery(`${word}:x`, 0, () => 0);
    expect(query).toMatchObject({ kind: "words", field: "any" });
    for (const operator of ["is", "has"])
      expect(parseMailQuery(`${operator}:${word}`, 0, () => 0)).toEqual({
        query: undefined,
        ignored: [`${operator}:${word}`],
      });
  });

  test("is no entity", () => expect(textOfHtml(`<p>a &${word}; b</p>`)).toContain("b"));
  test("is no time zone", () => expect(zoneNameOf(word, word)).toBeUndefined());

  test("is no charset: the text is read all the same", () => {
    const source = Buffer.from(`From: a@example.com\r\nContent-Type: text/plain; charset=${word}\r\n\r\nbonjour`);
    expect(readMessage(source)).toMatchObject({ text: "bonjour" });
  });

  test("is no colour of a published calendar", () => {
    const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nCOLOR:${word}\r\nNAME:N\r\nEND:VCALENDAR\r\n`;
    expect(readContents(text, "https://cal.example.test/a.ics").about).toEqual({ name: "N" });
  });
});
