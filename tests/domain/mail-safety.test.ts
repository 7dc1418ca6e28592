import { describe, expect, test } from "vitest";
import { authenticationOf } from "../../src-main/domain/mail-safety/authentication.ts";
import { editDistance, isMixedScript, skeletonOf } from "../../src-main/domain/mail-safety/confusables.ts";
import {
  foldName,
  type KnownPeople,
  type MessageFacts,
  warningsOf,
} from "../../src-main/domain/mail-safety/warnings.ts";
import type { Mailbox } from "../../src-preload/contract/mail.ts";

const OWN = ["mx.example.org"];
const found = (...values: string[]) => authenticationOf(values, OWN, "example.com");

describe("what the server found out (RFC 8601, mail T6)", () => {
  test("is read with its comments, quotes, properties and spaces", () => {
    const result = found(
      'mx.example.org 1 ; spf=pass (sender "(is)" fine) smtp.mailfrom=a@example.com ; dkim = pass (2048 bit) header.d=Example.com header.s=s1 header.b="AbC/12" ; dmarc=pass (p=reject) header.from=example.com',
    );
    expect(result).toEqual({
      verdict: "pass",
      spf: "pass",
      dkim: "pass",
      dmarc: "pass",
      signedBy: ["example.com"],
      signatures: [{ domain: "example.com", selector: "s1", start: "AbC/12" }],
    });
  });

  test.each([
    ["of another server", "evil.example; dmarc=pass"],
    ["of a name that begins like ours", "mx.example.org.evil.example; dmarc=pass"],
    ["without a name", "dmarc=pass"],
    ["of a version nobody knows", "mx.example.org 2; dmarc=pass"],
    ["hidden in a comment", "evil.example (; mx.example.org; dmarc=pass"],
    ["empty", ""],
    ["none", "mx.example.org; none"],
  ])("is nothing when the header is %s", (_what, value) => {
    expect(found(value).verdict).toBe("none");
  });

  test("is nothing when no server is trusted", () => {
    expect(authenticationOf(["mx.example.org; dmarc=pass"], [], "example.com").verdict).toBe("none");
  });

  test("comes from the top: one with our server's name below a stranger's came with the message", () => {
    expect(found("mx.example.org; dmarc=fail", "mx.example.org; spf=pass smtp.mailfrom=example.com").verdict).toBe(
      "fail",
    );
    expect(found("mx.example.org; spf=none", "relay.example; x=y", "mx.example.org; dmarc=pass")).toMatchObject({
      spf: "none",
    });
    expect(found("mx.example.org; spf=none", "relay.example; x=y", "mx.example.org; dmarc=pass").dmarc).toBeUndefined();
    expect(found("relay.example; spf=pass", "mx.example.org; dmarc=pass").verdict).toBe("none");
    expect(found("garbage = ; ", "mx.example.org; dmarc=pass").verdict).toBe("none");
  });

  test.each([
    ["mx.example.org; dkim=pass header.d=example.com", "pass"],
    ["mx.example.org; dkim=pass header.d=mail.example.com", "pass"],
    ["mx.example.org; dkim=pass header.i=@example.com", "pass"],
    ["mx.example.org; spf=pass smtp.mailfrom=bounce.example.com", "pass"],
    ["mx.example.org; dkim=pass header.d=evil.example", "partial"],
    ["mx.example.org; dkim=fail header.d=example.com; dkim=pass header.d=example.com", "pass"],
    ["mx.example.org; dkim=pass header.d=example.com; dmarc=fail", "fail"],
    ["mx.example.org; spf=fail; dkim=none", "fail"],
    ["mx.example.org; spf=softfail", "partial"],
    ["mx.example.org; dmarc=pass (unclosed", "none"],
    ['mx.example.org; dkim=pass header.d="example.com', "none"],
  ])("%s is told as %s", (value, verdict) => {
    expect(found(value).verdict).toBe(verdict);
  });
});

const people: KnownPeople = {
  knows: (address) => address === "bob@example.com",
  addressesOfName: (name) => (name === "bob martin" ? ["bob@example.com"] : []),
  domains: ["example.com", "infomaniak.com", "banque-cantonale.ch"],
};
const facts = (from: Mailbox | Mailbox[], more: Partial<MessageFacts> = {}): MessageFacts => ({
  from: [from].flat(),
  replyTo: [],
  links: [],
  authentication: { verdict: "none", signedBy: [], signatures: [] },
  ...more,
});
const kinds = (message: MessageFacts) => warningsOf(message, people).map(({ kind }) => kind);

describe("warnings", () => {
  test.each([
    ["a name that is another address", { address: "x@evil.example", name: "boss@example.com" }, ["name-pretends"]],
    ["a name that is an address of the same firm", { address: "x@mail.example.com", name: "boss@example.com" }, []],
    [
      "a known name with a new address",
      { address: "bob@evil.example", name: "Bob  Mártin" },
      ["known-name-new-address"],
    ],
    ["a known name with its address", { address: "bob@example.com", name: "Bob Martin" }, []],
    ["a first name alone", { address: "bob@evil.example", name: "Bob" }, []],
    ["a letter turned into a digit", { address: "x@inf0maniak.com" }, ["look-alike"]],
    ["a letter more", { address: "x@infomanniak.com" }, ["look-alike"]],
    ["two letters swapped", { address: "x@infomanika.com" }, ["look-alike"]],
    ["a Cyrillic letter", { address: "x@xn--nfomaniak-24h.com" }, ["look-alike"]],
    ["the same name under an end that anybody can buy", { address: "x@infomaniak.shop" }, ["look-alike"]],
    ["the same name in another country", { address: "x@infomaniak.fr" }, []],
    ["the name with something added", { address: "x@infomaniak-support.com" }, ["look-alike"]],
    ["rn for m", { address: "x@exarnple.com" }, ["look-alike"]],
    ["a domain of its own", { address: "x@news.other.net" }, []],
    ["a part of a known domain", { address: "x@mail.infomaniak.com" }, []],
  ])("%s", (_what, from, expected) => {
    expect(kinds(facts(from))).toEqual(expected);
  });

  test("several senders, answers elsewhere, failed authentication", () => {
    expect(kinds(facts([{ address: "a@other.example" }, { address: "b@third.example" }]))).toEqual(["several-senders"]);
    const elsewhere = { replyTo: [{ address: "x@evil.example" }] };
    expect(kinds(facts({ address: "a@other.example" }, elsewhere))).toEqual(["reply-elsewhere"]);
    expect(kinds(facts({ address: "a@other.example" }, { ...elsewhere, listId: "l.example" }))).toEqual([]);
    expect(kinds(facts({ address: "a@other.example" }, { replyTo: [{ address: "x@mail.other.example" }] }))).toEqual(
      [],
    );
    const failed = facts(
      { address: "a@other.example" },
      { authentication: { verdict: "fail", signedBy: [], signatures: [] } },
    );
    expect(warningsOf(failed, people)).toEqual([{ kind: "not-authentic", detail: "other.example" }]);
  });

  test("a link that shows another address, but not a mailing service's redirect in authentic mail", () => {
    const links = [{ href: "https://evil.example.net/login", text: "https://www.example.com/login" }];
    expect(kinds(facts({ address: "a@other.org" }, { links }))).toEqual(["link-pretends"]);
    const redirect = [{ href: "https://x.list-manage.com/track?u=1", text: "www.shop.com" }];
    const authentication = { verdict: "pass" as const, signedBy: ["shop.com"], signatures: [] };
    expect(kinds(facts({ address: "a@shop.com" }, { links: redirect, authentication }))).toEqual([]);
    expect(kinds(facts({ address: "a@shop.com" }, { links: redirect }))).toEqual(["link-pretends"]);
  });

  test("names are compared without accents, case and spaces", () => {
    expect(foldName("  BOB\u00a0Mártín-Doe ")).toBe("bob martin doe");
  });
});

describe("look-alikes", () => {
  test("texts that look the same have the same skeleton, others have not", () => {
    for (const [a, b] of [
      ["paypal", "pаypаl"],
      ["apple", "аррӏе"],
      ["example", "exarnple"],
      ["google", "g00gle"],
      ["infomaniak", "lnfomaniak"],
    ] as const)
      expect(skeletonOf(a)).toBe(skeletonOf(b));
    expect(skeletonOf("paypal")).not.toBe(skeletonOf("payroll"));
  });

  test("scripts are mixed or posing, or honest", () => {
    for (const label of ["pаypal", "аррӏе", "αpple"]) expect(isMixedScript(label)).toBe(true);
    for (const label of ["paypal", "münchen", "почта", "例え", "한국", "a-1"]) expect(isMixedScript(label)).toBe(false);
  });

  test.each([
    ["kitten", "kitten", 0],
    ["kitten", "kittne", 1],
    ["kitten", "kiten", 1],
    ["kitten", "sitting", 3],
    ["a", "abcdefgh", 4],
  ])("%s and %s are %i edits apart", (a, b, edits) => {
    expect(editDistance(a, b, 3)).toBe(edits);
  });
});
