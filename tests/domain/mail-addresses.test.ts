import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressKey,
  asciiDomain,
  formatMailbox,
  isAddress,
  mailboxesOf,
  needsSmtpUtf8,
  parseRecipient,
  parseRecipients,
} from "../../src-main/domain/mime/addresses.ts";

const A = { address: "a@b.example" };
const named = (name: string, address = A.address) => ({ address, name });

describe("one recipient, as typed", () => {
  test.each<[string, { address: string; name?: string }]>([
    ["a@b.example", A],
    ["  <a@b.example> ", A],
    ["Alice Martin <a@b.example>", named("Alice Martin")],
    ['"Martin, Alice" <a@b.example>', named("Martin, Alice")],
    ['"say \\"hi\\"" <a@b.example>', named('say "hi"')],
    ["'Alice' <a@b.example>", named("Alice")],
    ["a@b.example (Alice)", named("Alice")],
    ["Alice (the first) <a@b.example>", named("Alice")],
    ["a@b.example <a@b.example>", A],
    ["mailto:a@b.example", A],
    ["\u200ba@b.example\u202c", A],
    ["J. R. O’Neil <a@b.example>", named("J. R. O’Neil")],
    ["Zoë <zoë@bücher.example>", named("Zoë", "zoë@bücher.example")],
    ["a@[192.0.2.1]", { address: "a@[192.0.2.1]" }],
    ["o'brien+tag@b.example", { address: "o'brien+tag@b.example" }],
    ['"a b"@c.example', { address: '"a b"@c.example' }],
  ])("%s", (text, mailbox) => {
    expect(parseRecipient(text)).toEqual(mailbox);
  });

  test.each([
    "",
    "alice",
    "a@",
    "@b.example",
    "a@b@c.example",
    "a@b..example",
    "a@-b.example",
    "a@1.2.3.4",
    "a b@c.example",
    "a.@b.example",
    "a@b.example, c@d.example",
    "a@b.example\r\nBcc: c@d.example",
    "<a@b.example",
    "Name <a@b.example> rest",
    `${"x".repeat(65)}@b.example`,
    `a@${"x.".repeat(200)}example`,
  ])("%j is none, or not one", (text) => {
    expect(() => parseRecipient(text)).toThrow(expect.objectContaining({ reason: "invalid-input" }));
  });

  test("a quoted local part is not another address (CVE-2025-13033)", () => {
    expect(parseRecipient('"eve@evil.example x"@b.example')).toEqual({ address: '"eve@evil.example x"@b.example' });
    expect(parseRecipient('"eve@evil.example" <a@b.example>')).toEqual(named("eve@evil.example"));
  });
});

describe("a list, as pasted", () => {
  const addresses = (text: string) => parseRecipients(text).mailboxes.map(({ address }) => address);

  test.each<[string, string[], string[]]>([
    [
      "a@b.example, c@d.example;e@f.example\ng@h.example",
      ["a@b.example", "c@d.example", "e@f.example", "g@h.example"],
      [],
    ],
    ["a@b.example c@d.example", ["a@b.example", "c@d.example"], []],
    ["A <a@b.example> C D <c@d.example>", ["a@b.example", "c@d.example"], []],
    ["Team: a@b.example, C <c@d.example>; e@f.example", ["a@b.example", "c@d.example", "e@f.example"], []],
    ["undisclosed-recipients:;", [], []],
    ["a@b.example, nobody, c@d.example", ["a@b.example", "c@d.example"], ["nobody"]],
    ["a@b.example, A@B.Example, <a@b.example>", ["a@b.example"], []],
    [",, ;\n", [], []],
    ['"unclosed <a@b.example>, c@d.example', ["a@b.example", "c@d.example"], []],
  ])("%s", (text, expected, refused) => {
    expect(addresses(text)).toEqual(expected);
    expect(parseRecipients(text).refused).toEqual(refused);
  });

  test("a surname before a comma is part of the name after it, not somebody", () => {
    expect(parseRecipients("Dupont, Jean <j@d.example>; Müller, Eva <e@m.example>").mailboxes).toEqual([
      { address: "j@d.example", name: "Dupont, Jean" },
      { address: "e@m.example", name: "Müller, Eva" },
    ]);
    expect(parseRecipients("marie, Bob <b@d.example>")).toEqual({
      mailboxes: [{ address: "b@d.example", name: "Bob" }],
      refused: ["marie"],
    });
  });

  test("never throws, never invents an address, and is quick on nonsense", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        for (const { address } of parseRecipients(text).mailboxes) {
          expect(isAddress(address)).toBe(true);
          expect(text.replace(/\p{Cf}/gu, "")).toContain(address.replace(/\p{Cf}/gu, ""));
        }
      }),
      { seed: 6 },
    );
    for (const mark of ["(", '"', "<", "\\", "@", ",", "a@b.example ", "<a@b.example>", "x:"])
      parseRecipients(mark.repeat(50_000));
  });

  test("what is shown is understood again", () => {
    const names = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .map((name) => name.replace(/[\s\p{C}]+/gu, " ").trim());
    fc.assert(
      fc.property(names, (name) => {
        fc.pre(name !== "" && !/^'.*'$/.test(name) && name !== "a@b.example");
        expect(parseRecipient(formatMailbox(named(name)))).toEqual(named(name));
      }),
      { seed: 6 },
    );
  });
});

test("recipients are given as text or taken apart", () => {
  expect(mailboxesOf(["Alice <a@b.example>", A])).toEqual([named("Alice"), A]);
});

test("domains are compared and sent as A-labels, local parts are left alone", () => {
  expect(asciiDomain("Ünal@Bücher.Example")).toBe("Ünal@xn--bcher-kva.example");
  expect(addressKey("Bob@BÜCHER.example")).toBe(addressKey("bob@xn--bcher-kva.example"));
  expect(["é@b.example", "e@é.example"].map(needsSmtpUtf8)).toEqual([true, false]);
});
