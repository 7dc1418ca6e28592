// What an independent writer (nodemailer) writes, our reader reads as it was meant: words, names, texts, files, any letters.
import fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { expect, test } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";

/** One line of letters of any script, without those that a reader drops on purpose. */
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map(
  (text) =>
    text
      .replace(/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, "")
      .replace(/[\s\p{Z}]+/gu, " ")
      .trim() || "x",
);
const body = fc.array(words, { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));
const files = fc.array(fc.tuple(words, fc.uint8Array({ maxLength: 300 })), { maxLength: 3 });

test("messages of any letters, with HTML and files, come back as they were written", () =>
  fc.assert(
    fc.asyncProperty(words, words, body, fc.option(body), files, async (subject, name, text, html, attached) => {
      const attachments = attached.map(([stem, content]) => ({
        filename: `${stem}.bin`,
        content: Buffer.from(content),
      }));
      const page = html === null ? undefined : `<p>${html.replace(/[&<]/g, "")}</p>`;
      const from = { name, address: "a@example.com" };
      const source = await new MailComposer({ from, to: "b@example.com", subject, text, html: page, attachments })
        .compile()
        .build();
      const read = readMessage(new Uint8Array(source));
      expect(read.subject).toBe(subject);
      expect(read.from).toEqual([from]);
      expect(read.text.trimEnd()).toBe(text.trimEnd());
      expect(read.html?.trimEnd()).toBe(page?.trimEnd());
      expect(read.parts.map(({ content }) => [...(content ?? [])])).toEqual(
        attached.map(([, content]) => [...content]),
      );
      expect({ cuts: read.cuts, fault: read.fault }).toEqual({ cuts: [], fault: undefined });
    }),
    { seed: 20_261_123, numRuns: 400 * Number(process.env.MAIL_FUZZ ?? 1) },
  ));
