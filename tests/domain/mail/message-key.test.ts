import { describe, expect, test } from "vitest";
import { keyText, sortDateMs } from "../../../src-main/domain/mail/message-key.ts";

const SERVER = Date.UTC(2026, 9, 1);
const DAY = 86_400_000;
const ONE = { messageId: "<one@example.test>", from: "bob@example.test", dateMs: SERVER, size: 1000 };

describe("what makes two copies one message (mail rule 48)", () => {
  test("the server's own id, whatever else they say", () => {
    expect(keyText({ ...ONE, emailId: "M1" })).toBe(keyText({ emailId: "M1", size: 7 }));
    expect(keyText({ ...ONE, emailId: "M1" })).not.toBe(keyText({ ...ONE, emailId: "M2" }));
  });

  test("else Message-ID, sender, date and size together: an id alone may be anybody's", () => {
    expect(keyText({ ...ONE, from: "Bob@Example.test" })).toBe(keyText(ONE));
    const others = [
      { from: "eve@example.test" },
      { dateMs: SERVER + 1 },
      { size: 1001 },
      { messageId: "<two@example.test>" },
    ];
    for (const other of others) expect(keyText({ ...ONE, ...other })).not.toBe(keyText(ONE));
  });

  test("without a Message-ID nothing but the header itself", () => {
    expect(keyText({ from: "bob@example.test", dateMs: SERVER, size: 1000 })).toBeUndefined();
  });
});

describe("when a message is from (mail rule 62)", () => {
  test.each([
    ["what its sender says", SERVER - 3 * DAY, SERVER - 3 * DAY],
    ["a day ahead of the server at most", SERVER + 400 * DAY, SERVER + DAY],
    ["ten years before at most", 0, SERVER - 3650 * DAY],
    ["the server's date where the sender's cannot be read", undefined, SERVER],
    ["the server's date where the sender's is none", Number.NaN, SERVER],
  ])("%s", (_what, sentMs, expected) => expect(sortDateMs(sentMs, SERVER)).toBe(expected));

  test("never before 1970, whatever both say", () => {
    expect(sortDateMs(-5, -5)).toBe(0);
    expect(sortDateMs(undefined, Number.NaN)).toBe(0);
  });
});
