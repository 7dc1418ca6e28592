import { describe, expect, test } from "vitest";
import { bareSubject, forwardSubject, replySubject } from "../../src-main/domain/mime/subject.ts";

describe("subjects", () => {
  test.each([
    ["Plans", "Re: Plans", "Tr: Plans"],
    ["Re: Plans", "Re: Plans", "Tr: Plans"],
    ["RE : Re: AW: Plans", "Re: Plans", "Tr: Plans"],
    ["Fwd: TR: WG: Plans", "Re: Plans", "Tr: Plans"],
    ["Re[2]: Re (3): SV: VS: Antw: Plans", "Re: Plans", "Tr: Plans"],
    ["回复：转发: Plans", "Re: Plans", "Tr: Plans"],
    ["[team] Re: [team] Plans", "Re: [team] Plans", "Tr: [team] Plans"],
    ["Re: [team] Plans", "Re: [team] Plans", "Tr: [team] Plans"],
    ["[team] Plans", "Re: [team] Plans", "Tr: [team] Plans"],
    ["Report: done", "Re: Report: done", "Tr: Report: done"],
    ["R: a language", "Re: R: a language", "Tr: R: a language"],
    ["Track: 5", "Re: Track: 5", "Tr: Track: 5"],
    ["", "Re:", "Tr:"],
    ["a\r\nBcc: x", "Re: a Bcc: x", "Tr: a Bcc: x"],
  ])("%j", (subject, answered, forwarded) => {
    expect([replySubject(subject), forwardSubject(subject, "fr")]).toEqual([answered, forwarded]);
    expect(replySubject(answered)).toBe(answered);
  });

  test("English forwards are called Fwd, and a thousand prefixes cost nothing", () => {
    expect(forwardSubject("Tr: Plans", "en")).toBe("Fwd: Plans");
    expect(bareSubject(`${"Re: ".repeat(50)}x`)).toBe("x");
    bareSubject("Re: ".repeat(200_000));
  });
});
