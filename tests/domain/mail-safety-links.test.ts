import { describe, expect, test } from "vitest";
import { authenticationOf } from "../../src-main/domain/mail-safety/authentication.ts";
import { checkLink } from "../../src-main/domain/mail-safety/links.ts";
import { unsubscribeOf } from "../../src-main/domain/mail-safety/unsubscribe.ts";

describe("links (mail L1–L4)", () => {
  test.each([
    ["https://example.com/x", "read more", []],
    ["https://example.com/x", "example.com", []],
    ["https://mail.example.com/x", "www.example.com", []],
    ["https://evil.net/x", "www.example.com", ["pretends"]],
    ["https://evil.net/x", "https://example.com/login", ["pretends"]],
    ["https://evil.net/x", "exa\u200bmple.com", ["pretends"]],
    ["https://a.github.io/", "b.github.io", ["pretends"]],
    ["https://evil.net/x", "report.pdf", []],
    ["https://evil.net/x", "write to bob@example.com", []],
    ["https://example.com@evil.net/", "click", ["userinfo"]],
    ["https://192.0.2.1/", "click", ["ip-host"]],
    ["https://0x7f.0.0.1/", "click", ["ip-host"]],
    ["https://2130706433/", "click", ["ip-host"]],
    ["https://[2001:db8::1]/", "click", ["ip-host"]],
    ["https://example.com:8443/", "click", ["odd-port"]],
    ["https://example.com:443/", "click", []],
    ["http://example.com/", "click", ["insecure"]],
    ["https://аррӏе.com/", "click", ["mixed-script"]],
    ["https://pаypal.com/", "click", ["mixed-script"]],
    ["https://münchen.de/", "click", []],
    ["https://почта.рф/", "click", []],
  ])("%s shown as %j: %j", (href, text, concerns) => {
    expect(checkLink(href, text)?.concerns).toEqual(concerns);
  });

  test.each([
    ["https://münchen.de/", "münchen.de"],
    ["https://xn--mnchen-3ya.de/", "münchen.de"],
    ["https://pаypal.com/", "xn--pypal-4ve.com"],
    ["https://examplẹ.com/", "xn--exampl-uh8b.com"],
  ])("the host of %s is shown as %s", (href, shown) => {
    expect(checkLink(href, "")?.shown).toBe(shown);
  });

  test.each([
    "javascript:alert(1)",
    "file:///x",
    "ftp://x.example",
    "data:text/html,x",
    "smb://x",
    "//x.example",
    "x.example",
    "",
    "https://",
    "ms-msdt:x",
    "mailto:",
    "tel:x",
  ])("%j may not be opened", (href) => expect(checkLink(href, "")).toBeUndefined());

  test("a mailto keeps what a stranger may fill in, and never a file", () => {
    const link = checkLink(
      "mailto:a@example.com?subject=Hi%20there&attach=/etc/passwd&BODY=x%0D%0Ay&attachment=z&bcc=b@example.com",
      "",
    );
    expect(link?.href).toBe("mailto:a@example.com?subject=Hi%20there&body=x%0Ay&bcc=b%40example.com");
    expect(link?.shown).toBe("a@example.com");
    expect(checkLink("mailto:a@example.com%0d%0aBcc:x@evil.example", "")?.href).not.toMatch(/%0d|%0a/i);
  });
});

const found = (...values: string[]) => authenticationOf(values, ["mx.example.org"], "example.com");

describe("leaving a list (RFC 8058, mail L5)", () => {
  const dkim = "v=1; a=rsa-sha256; d=example.com; s=s1; h=From : To:List-Unsubscribe:List-Unsubscribe-Post; b=AbC 123";
  const headers = {
    listUnsubscribe: ["<mailto:u@example.com?subject=out>, <https://example.com/u?x=1>"],
    listUnsubscribePost: ["List-Unsubscribe=One-Click"],
    dkimSignatures: [dkim],
  };
  const passing = found("mx.example.org; dkim=pass header.d=example.com header.s=s1 header.b=AbC1");

  test("takes one click when a passing signature covers both headers", () => {
    expect(unsubscribeOf(headers, passing)).toEqual({
      oneClick: true,
      url: "https://example.com/u?x=1",
      mailto: "mailto:u@example.com?subject=out",
    });
  });

  test.each([
    ["no signature passed", headers, found("mx.example.org; dkim=fail header.d=example.com header.s=s1")],
    ["another domain's passed", headers, found("mx.example.org; dkim=pass header.d=evil.example header.s=s1")],
    ["another selector's passed", headers, found("mx.example.org; dkim=pass header.d=example.com header.s=s2")],
    [
      "another signature of it passed",
      headers,
      found("mx.example.org; dkim=pass header.d=example.com header.s=s1 header.b=Zzz"),
    ],
    [
      "it does not cover the second header",
      { ...headers, dkimSignatures: [dkim.replace(":List-Unsubscribe-Post", "")] },
      passing,
    ],
    [
      "it covers something of a similar name",
      { ...headers, dkimSignatures: [dkim.replace("List-Unsubscribe:", "X-List-Unsubscribe:")] },
      passing,
    ],
    [
      "there are two such headers",
      { ...headers, listUnsubscribePost: [...headers.listUnsubscribePost, "List-Unsubscribe=One-Click"] },
      passing,
    ],
    ["it says something else", { ...headers, listUnsubscribePost: ["List-Unsubscribe=Two-Click"] }, passing],
    [
      "two signatures, and which passed is not said",
      { ...headers, dkimSignatures: [dkim, dkim.replace(/:List.*;/, ";")] },
      found("mx.example.org; dkim=pass header.d=example.com"),
    ],
    [
      "DMARC failed",
      headers,
      found("mx.example.org; dmarc=fail; dkim=pass header.d=example.com header.s=s1 header.b=AbC1"),
    ],
  ])("does not when %s", (_what, given, authentication) => {
    expect(unsubscribeOf(given, authentication)?.oneClick).toBe(false);
  });

  test.each([
    ["<http://example.com/u>"],
    ["<https://127.0.0.1/u>"],
    ["<https://a:b@example.com/u>"],
    ["https://example.com/without-brackets"],
    ["<mailto:a@example.com,b@example.com>"],
    ["<mailto:a@example.com?bcc=b@example.com>"],
    ["<javascript:alert(1)>"],
    [""],
  ])("offers nothing for %s", (value) => {
    expect(unsubscribeOf({ ...headers, listUnsubscribe: [value] }, passing)).toBeUndefined();
  });

  test("offers nothing when the header is there twice: one of them may be a stranger's", () => {
    expect(
      unsubscribeOf({ ...headers, listUnsubscribe: [...headers.listUnsubscribe, "<https://evil.example/u>"] }, passing),
    ).toBeUndefined();
  });
});
