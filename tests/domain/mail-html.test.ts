import { describe, expect, test } from "vitest";
import { cleanSheet, cleanStyle } from "../../src-main/domain/mail-html/css.ts";
import { linkify } from "../../src-main/domain/mail-html/linkify.ts";
import { quoteStartOfText } from "../../src-main/domain/mail-html/quotes.ts";
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import { textOfHtml } from "../../src-main/domain/mail-html/text.ts";
import { HOSTILE_HTML } from "../fixtures/hostile-html.ts";

const safe = (html: string, remote: "allowed" | "blocked" = "blocked", cids: Record<string, string> = {}) =>
  safeHtml(html, { cidUrls: new Map(Object.entries(cids)), remote });

describe("HTML that is made safe (mail R3, R4)", () => {
  test("there are enough hostile snippets, and none leaves a script, a handler or an address that runs", () => {
    expect(HOSTILE_HTML.length).toBeGreaterThanOrEqual(120);
    for (const [name, html] of HOSTILE_HTML) {
      const tags = safe(html).html.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        expect(tag, name).not.toMatch(
          /^<\/?(?:script|iframe|object|embed|form|input|svg|math|meta|base|link|template|noscript)/i,
        );
        expect(tag.replace(/"[^"]*"/g, '""'), name).not.toMatch(/\son\w+\s*=/i);
        expect(tag, name).not.toMatch(/(?:href|src)="\s*(?:javascript|vbscript|file|data:text|\/|\\)/i);
      }
    }
  });

  test("keeps what newsletters are made of", () => {
    const html = `<table width="600" bgcolor="#ffffff" cellpadding="0" align="center"><tbody><tr><td colspan="2" valign="top" style="padding:8px;color:#333"><h1>Title</h1><p dir="rtl" lang="ar">x</p><ul type="disc"><li value="3">y</li></ul></td></tr></tbody></table>`;
    expect(safe(html).html).toBe(html);
  });

  test("a body's colours and style are those of a box", () => {
    expect(safe('<html><head><title>t</title></head><body bgcolor="#eee" style="margin:0">x</body></html>').html).toBe(
      '<div bgcolor="#eee" style="margin:0">x</div>',
    );
  });

  test("style sheets keep rules and media queries, and lose everything that fetches or covers", () => {
    const { html } = safe(
      "<style>@import url(x);p{color:red;background:url(https://a.example/x.png)}@media (max-width:600px){.a{width:100%!important;position:fixed}}@font-face{src:url(x)}</style><p>x</p>",
    );
    expect(html).toBe("<style>p{color:red}\n@media (max-width:600px){.a{width:100%!important}}</style><p>x</p>");
  });

  test("a style sheet inside a comment is no style sheet", () => {
    expect(safe("<!--[if mso]><style>p{color:red}</style><![endif]--><p>x</p>").html).toBe("<p>x</p>");
  });

  test.each([
    ["color:RED;Background-Color:#FFF", "color:RED;background-color:#FFF"],
    [
      "width:calc(100% - 2px);background:linear-gradient(red,blue)",
      "width:calc(100% - 2px);background:linear-gradient(red,blue)",
    ],
    ["color:red;}p{x:y", "color:red"],
    ["color:re\\64", ""],
    ["font-family:'A<b>'", ""],
    ["width:expression(alert(1))", ""],
    ["background:url(x)", ""],
    ["position:absolute;top:0", ""],
    ["color:red!important", "color:red!important"],
  ])("a style %s becomes %s", (style, clean) => {
    expect(cleanStyle(style).css).toBe(clean);
  });

  test("nothing that is written out can end its element", () => {
    for (const css of [
      "p{content:'</style>'}",
      "</style><b>",
      "@media </style>{p{color:red}}",
      "[title='</style>']{color:red}",
      "a\\3c /style{color:red}",
    ])
      expect(cleanSheet(css).css).not.toContain("<");
  });

  test("links keep addresses that may be opened, written anew", () => {
    const { html, links } = safe(
      "<a href=' HTTPS://Example.com/a b '>go &amp; <b>see</b></a><a href='tel:+41 22'>t</a><a href='x:y'>no</a>",
    );
    expect(html).toContain('href="https://example.com/a%20b"');
    expect(html).toContain('href="tel:+4122"');
    expect(html).toContain("<a>no</a>");
    expect(links[0]).toEqual({ href: "https://example.com/a%20b", text: "go & see" });
  });
});

describe("pictures (mail R6, R7)", () => {
  test("of others are kept back, and shown once allowed, over https alone", () => {
    const html = '<img src="http://cdn.example.com/a.png" width="600" alt="A">';
    expect(safe(html).html).toBe('<img width="600" alt="A" data-remote="https://cdn.example.com/a.png" />');
    expect(safe(html).remote).toEqual({ blocked: 1, trackers: [], urls: [{ url: "https://cdn.example.com/a.png" }] });
    expect(safe(html, "allowed").html).toContain('src="https://cdn.example.com/a.png"');
    expect(safe(html, "allowed").remote.blocked).toBe(0);
  });

  test.each([
    ['<img src="https://x.list-manage.com/track/open.php?u=1">', "Mailchimp"],
    ['<img src="https://ct.sendgrid.net/wf/open?upn=x" width="1" height="1">', "SendGrid"],
    ['<img src="https://pixel.example.org/o.gif" width="1" height="1">', "pixel.example.org"],
    ['<img src="https://pixel.example.org/o.gif" style="width:1px;height:1px">', "pixel.example.org"],
    ['<img src="https://pixel.example.org/o.gif" style="display: none">', "pixel.example.org"],
    ['<div style="display:none"><p><img src="https://pixel.example.org/o.gif"></p></div>', "pixel.example.org"],
    ['<td background="https://t.sidekickopen.com/x.png">x</td>', "Sidekick"],
    ['<p style="background:url(https://emltrk.com/x)">x</p>', "Litmus"],
    ["<style>p{background:url('https://track.customer.io/x')}</style>", "Customer.io"],
  ])("that track are never shown, even when allowed, and are named: %s", (html, name) => {
    for (const remote of ["blocked", "allowed"] as const) {
      const result = safe(html, remote);
      expect(result.remote.trackers).toEqual([name]);
      expect(result.html).not.toMatch(/src=|data-remote|url\(/);
    }
  });

  test("a picture after a hidden part is not hidden", () => {
    const { remote } = safe('<div style="display:none">x</div><img src="https://cdn.example.com/a.png">');
    expect(remote).toMatchObject({ blocked: 1, trackers: [] });
  });

  test("of the message itself are shown by their Content-ID, and those of another message are not", () => {
    const cids = { "a@x": "blob:https://app.example/1", "bad@x": "https://evil.example/x.png" };
    expect(safe('<img src="cid:a@x">', "blocked", cids).html).toContain('src="blob:https://app.example/1"');
    expect(safe('<img src="CID:a%40x">', "blocked", cids).html).toContain("blob:");
    for (const cid of ["other@y", "bad@x"])
      expect(safe(`<img src="cid:${cid}">`, "allowed", cids).html).toBe("<img />");
  });

  test.each([
    "http://127.0.0.1/x",
    "https://localhost/x",
    "https://[::1]/x",
    "https://0x7f.1/x",
    "https://printer.local/x",
    "https://a:b@cdn.example.com/x",
    "https://cdn.example.com:8443/x",
    "ftp://cdn.example.com/x",
  ])("of the user's own network, or with a password or a port, are not even offered: %s", (url) => {
    expect(safe(`<img src="${url}" width=9 height=9>`, "allowed").html).toBe('<img width="9" height="9" />');
  });
});

describe("the budget (mail R8)", () => {
  test.each([
    ["too long", "x".repeat(2_000_001)],
    ["too many elements", "<b>x</b>".repeat(50_001)],
    ["too deep", "<b>".repeat(2_000)],
    ["nothing but signs", "<".repeat(200_000)],
  ])("a page that is %s is told to be shown as text", (_what, html) => {
    expect(safe(html)).toEqual({ html: "", remote: { blocked: 0, trackers: [], urls: [] }, links: [], tooBig: true });
    expect(() => textOfHtml(html)).not.toThrow();
  });

  test("a big newsletter is within it", () => {
    expect(safe("<p style='color:red'>some words</p>".repeat(20_000)).tooBig).toBe(false);
  });
});

describe("the quoted tail", () => {
  test.each([
    [
      "Gmail",
      '<div>Yes</div><div class="gmail_quote"><div class="gmail_attr">Le lun. 2 mars 2020, Bob a écrit :</div><blockquote>When?</blockquote></div>',
    ],
    ["Apple Mail", '<div>Yes</div><blockquote type="cite"><div>On 2 Mar 2020, Bob wrote:</div>When?</blockquote>'],
    [
      "Thunderbird",
      '<p>Yes</p><div class="moz-cite-prefix">Le 02/03/2020, Bob a écrit :</div><blockquote type="cite">When?</blockquote>',
    ],
    [
      "Outlook on the web",
      '<div>Yes</div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg"><b>From:</b> Bob</div><div>When?</div>',
    ],
    [
      "Outlook",
      '<p>Yes</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>De :</b> Bob</p></div></div><p>When?</p>',
    ],
    ["Yahoo", '<div>Yes</div><div class="yahoo_quoted">When?</div>'],
    ["Proton", '<div>Yes</div><div class="protonmail_quote">When?</div>'],
  ])("of %s begins where the older message does", (_who, html) => {
    const { html: shown, fold } = safe(html);
    expect(fold).toBeDefined();
    const at = shown.indexOf(`data-quote="${fold}"`);
    expect(textOfHtml(shown.slice(0, shown.lastIndexOf("<", at)))).toBe("Yes");
    expect(shown.slice(at)).toContain("When?");
  });

  test("is not where something is said below, nor where nothing is said above", () => {
    expect(safe("<p>Yes</p><blockquote>When?</blockquote><p>And where?</p>").fold).toBeUndefined();
    expect(safe("<blockquote>When?</blockquote>").fold).toBeUndefined();
    const two = safe("<p>a</p><blockquote>1</blockquote><p>b</p><blockquote>2</blockquote>");
    expect(two.html.slice(two.html.indexOf(`data-quote="${two.fold}"`))).not.toContain("<p>b</p>");
  });

  test.each([
    ["Yes.\n\nOn Mon, 2 Mar 2020 at 10:00, Bob <bob@example.com> wrote:\n> When?\n", "Yes.\n\n"],
    ["Oui.\n\nLe lun. 2 mars 2020 à 10:00, Bob <bob@example.com>\na écrit :\n\n> Quand ?\n", "Oui.\n\n"],
    ["Ja.\n\nAm 2. März 2020 um 10:00 schrieb Bob:\n> Wann?", "Ja.\n\n"],
    ["Yes.\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\n\nWhen?", "Yes.\n\n"],
    ["Oui.\n\n-----Message d'origine-----\nDe : Bob\nEnvoyé : lundi\n\nQuand ?", "Oui.\n\n"],
    ["Yes.\n\n________________________________\nFrom: Bob\nSent: Monday\n\nWhen?", "Yes.\n\n"],
    ["Oui.\n\nDe : Bob\nDate : lundi\nÀ : Alice\n\nQuand ?", "Oui.\n\n"],
    ["Yes.\n> When?\n", "Yes.\n"],
    ["Yes.\n> When?\n\n-- \nAlice\n", "Yes.\n"],
  ])("of a plain text: %j", (text, own) => {
    expect(text.slice(0, quoteStartOfText(text))).toBe(own);
  });

  test.each([
    "> When?\nOn Friday.\n",
    "Just words.\n",
    "a > b\n",
    "______\nBlank to fill in: ____\n",
    "From: here to there we walk.\n",
  ])("is not in %j", (text) => expect(quoteStartOfText(text)).toBeUndefined());
});

describe("links in plain text", () => {
  const found = (text: string) => linkify(text).filter(({ kind }) => kind !== "text");

  test.each([
    ["see https://a.example/x?y=1&z=2.", "url", "https://a.example/x?y=1&z=2"],
    ["(https://a.example/w_(x))", "url", "https://a.example/w_(x)"],
    ["www.a.example, then", "url", "www.a.example"],
    ["<https://a.example>", "url", "https://a.example"],
    ["write to bob.smith+x@a.example!", "email", "bob.smith+x@a.example"],
    ["ring +41 22 123 45 67 now", "phone", "+41 22 123 45 67"],
    ["ring 0041 (22) 123-45-67", "phone", "0041 (22) 123-45-67"],
  ])("%s", (text, kind, shown) => {
    expect(found(text)).toEqual([expect.objectContaining({ kind, text: shown })]);
  });

  test.each([
    "javascript:alert(1)",
    "http://",
    "www.",
    "a@b",
    "1.2.3.4",
    "on 2020-03-02 10:00",
    "file:///etc/passwd",
    "x http:// y",
  ])("nothing in %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("the segments are the text again", () => {
    const text = 'A <b onclick="x">https://a.example/"><script></b> & bob@a.example +41221234567 é 🎉';
    expect(
      linkify(text)
        .map((segment) => segment.text)
        .join(""),
    ).toBe(text);
  });
});

describe("text of HTML", () => {
  test.each([
    ["<p>Hello</p><p>World <a href='https://x.example'>there</a></p>", "Hello\nWorld there"],
    ["<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
    ["<blockquote>a<br>b</blockquote>", "> a\n> b"],
    ["<div style='display:none'>hidden</div><script>x</script><style>y</style>shown", "shown"],
    ["a&nbsp;b&zwnj;c &euro; &#128512;", "a bc € 😀"],
    ["<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"],
    ["<h1>Title</h1>text", "Title\ntext"],
    ["", ""],
    ["no tags < at all", "no tags < at all"],
  ])("%s", (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  test("of what is too much for a converter it is still the words", () => {
    expect(textOfHtml(`${"<div>".repeat(30_000)}words`)).toBe("words");
    expect(textOfHtml(`<style>x</style>${"<b>a</b> ".repeat(200_000)}`)).toMatch(/^a a a/);
  });
});
