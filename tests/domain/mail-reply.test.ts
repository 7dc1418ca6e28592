import { describe, expect, test } from "vitest";
import { plainOfHtml } from "../../src-main/domain/mime/build-plain.ts";
import { type AnsweredMessage, blankBody, type ReplyOptions, replyTo } from "../../src-main/domain/mime/reply.ts";
import { answerHeaders } from "../../src-main/domain/mime/reply-headers.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";

const identity = (id: string, address: string, more: Partial<Identity> = {}) =>
  ({ id, accountId: "1", address, signature: "", isDefault: false, ...more }) as Identity;
const ALICE = identity("i1", "alice@example.com", { name: "Alice", isDefault: true });
const SHOP = identity("i2", "shop@example.com");
const WORK = identity("i3", "alice@work.example", { accountId: "2" as Identity["accountId"] });

const MESSAGE: AnsweredMessage = {
  from: { address: "bob@example.test", name: "Bob" },
  to: [{ address: "alice@example.com" }, { address: "carol@example.test" }],
  cc: [{ address: "dave@example.test" }, { address: "ALICE@example.com" }],
  subject: "Plans",
  messageId: "<m2@example.test>",
  references: ["<m1@example.test>"],
  sentMs: Date.UTC(2026, 10, 23, 13, 5),
  text: "Hello Alice,\n\n> you wrote\n\nBob",
  html: "<p>Hello <b>Alice</b></p><script>alert(1)</script>",
};
const OPTIONS: ReplyOptions = {
  kind: "reply",
  identities: [ALICE, SHOP, WORK],
  accountId: "1",
  ownAddresses: ["alice@old.example"],
  locale: "en",
  zone: "Europe/Zurich",
};
const reply = (message: Partial<AnsweredMessage> = {}, options: Partial<ReplyOptions> = {}) =>
  replyTo({ ...MESSAGE, ...message }, { ...OPTIONS, ...options });
const people = ({ to, cc }: { to: { address: string }[]; cc: { address: string }[] }) => [
  to.map(({ address }) => address),
  cc.map(({ address }) => address),
];
const all = (message: Partial<AnsweredMessage>, options: Partial<ReplyOptions> = {}) =>
  people(reply(message, { kind: "reply-all", ...options }));
const one = (message: Partial<AnsweredMessage>) => people(reply(message));

describe("who is answered", () => {
  test("the author; all: the others too, never oneself, nobody twice", () => {
    expect(one({})).toEqual([["bob@example.test"], []]);
    expect(all({})).toEqual([["bob@example.test", "carol@example.test"], ["dave@example.test"]]);
    const twice = [
      { address: "Carol@Example.test" },
      { address: "bob@example.test" },
      { address: "alice@old.example" },
    ];
    expect(all({ cc: twice })).toEqual([["bob@example.test", "carol@example.test"], []]);
  });

  test("one's own tagged address is oneself, a stranger's is not", () => {
    expect(all({ to: [{ address: "alice+news@example.com" }, { address: "bob+x@example.test" }], cc: [] })).toEqual([
      ["bob@example.test", "bob+x@example.test"],
      [],
    ]);
  });

  test("where the author asks for it", () => {
    const replyTo = [{ address: "office@example.test" }];
    expect(one({ replyTo })).toEqual([["office@example.test"], []]);
    expect(all({ replyTo })).toEqual([["office@example.test", "carol@example.test"], ["dave@example.test"]]);
    expect(one({ replyTo: [{ address: "alice@example.com" }] })).toEqual([["bob@example.test"], []]);
  });

  test("one's own message goes on to those it went to", () => {
    const from = { address: "alice@example.com" };
    expect(one({ from })).toEqual([["carol@example.test"], []]);
    expect(all({ from })).toEqual([["carol@example.test"], ["dave@example.test"]]);
    expect(one({ from, to: [from], cc: [] })).toEqual([["alice@example.com"], []]);
  });

  describe("on a mailing list", () => {
    const list = { address: "list@example.test" };
    const onList = { to: [list], cc: [], listPost: "list@example.test" };

    test("an answer to the author is not for the list, even where the list says it is", () => {
      expect(one({ ...onList, replyTo: [list] })).toEqual([["bob@example.test"], []]);
      expect(one({ ...onList, replyTo: [list, { address: "bob@home.example" }] })).toEqual([["bob@home.example"], []]);
    });

    test("an answer to all reaches the list, also where it is in no header", () => {
      expect(all({ ...onList, replyTo: [list] })).toEqual([["bob@example.test", "list@example.test"], []]);
      expect(all({ ...onList, to: [] })).toEqual([["bob@example.test"], ["list@example.test"]]);
    });

    test("Mail-Followup-To says who all are", () => {
      expect(all({ ...onList, followupTo: [list, { address: "alice@example.com" }] })).toEqual([
        ["list@example.test"],
        [],
      ]);
      expect(one({ ...onList, followupTo: [list] })).toEqual([["bob@example.test"], []]);
    });
  });

  test("a forward is for nobody yet", () => {
    expect(people(reply({}, { kind: "forward" }))).toEqual([[], []]);
  });
});

describe("what the header says of answers", () => {
  const headers = (text: string) => answerHeaders(Buffer.from(`${text}\r\n\r\nList-Post: <mailto:body@example.test>`));

  test("the list's address, and who is to be answered by all", () => {
    expect(
      headers(
        "List-Post: <mailto:list%2Bx@example.test?subject=a> (all)\r\nMail-Followup-To: a@b.example,\r\n c@d.example",
      ),
    ).toEqual({
      listPost: "list+x@example.test",
      followupTo: [{ address: "a@b.example" }, { address: "c@d.example" }],
    });
  });

  test.each([
    "",
    "List-Post: NO",
    "List-Post: <https://x.example>",
    "List-Post: <mailto:%E0>",
    "Mail-Followup-To: nobody",
  ])("nothing: %j", (text) => {
    expect(headers(text)).toEqual({});
  });
});

describe("as whom", () => {
  const idOf = (message: Partial<AnsweredMessage>, options: Partial<ReplyOptions> = {}) =>
    reply(message, options).identityId;

  test("the address it was sent to, or that wrote it", () => {
    expect(idOf({})).toBe("i1");
    expect(idOf({ to: [{ address: "SHOP@example.com" }], cc: [] })).toBe("i2");
    expect(idOf({ to: [{ address: "shop+order@example.com" }], cc: [] })).toBe("i2");
    expect(idOf({ from: { address: "shop@example.com" } })).toBe("i2");
    expect(idOf({ to: [], cc: [], bcc: [{ address: "shop@example.com" }] })).toBe("i2");
  });

  test("of the message's own account first, else of another, else the account's usual one", () => {
    const both = { to: [{ address: "alice@work.example" }, { address: "shop@example.com" }], cc: [] };
    expect(idOf(both)).toBe("i2");
    expect(idOf(both, { accountId: "2" })).toBe("i3");
    expect(idOf({ to: [{ address: "alice@work.example" }], cc: [] })).toBe("i3");
    expect(idOf({ to: [], cc: [] })).toBe("i1");
    expect(idOf({}, { identities: [] })).toBeUndefined();
  });
});

describe("threads", () => {
  test("the chain goes on", () => {
    expect(reply()).toMatchObject({
      inReplyTo: "<m2@example.test>",
      references: ["<m1@example.test>", "<m2@example.test>"],
    });
    expect(reply({ references: [], inReplyTo: "<m0@example.test>" }).references).toEqual([
      "<m0@example.test>",
      "<m2@example.test>",
    ]);
  });

  test("a forward begins a thread of its own; a message without id cannot be named", () => {
    expect(reply({}, { kind: "forward" })).toMatchObject({ references: [] });
    expect(reply({ messageId: undefined }).inReplyTo).toBeUndefined();
  });
});

describe("words", () => {
  test("are quoted, with a line that says whose they are, on the reader's clock", () => {
    const { text, html } = reply();
    expect(text).toBe(
      "\n\nOn Monday, 23 November 2026 at 14:05, Bob <bob@example.test> wrote:\n> Hello Alice,\n>\n>> you wrote\n>\n> Bob",
    );
    expect(html).toBe(
      "<p></p><p>On Monday, 23 November 2026 at 14:05, Bob &lt;bob@example.test&gt; wrote:</p>" +
        '<blockquote type="cite"><p>Hello <b>Alice</b></p></blockquote>',
    );
  });

  test("in French too, at the same moment elsewhere", () => {
    expect(reply({}, { locale: "fr", zone: "America/Montreal" }).text).toContain(
      "Le lundi 23 novembre 2026 à 08:05, Bob <bob@example.test> a écrit\u00a0:\n",
    );
    expect(reply({ sentMs: undefined, from: undefined }, { locale: "fr" }).text).toContain("Quelqu’un a écrit\u00a0:");
  });

  test("of a stranger are sanitised; pictures of the message stay, those of trackers do not", () => {
    const html =
      '<p onclick="x()">a<img src="cid:p1@x"><img src="cid:p2%40x"><img src="cid:p%223"><img src="https://pictures.example/a.png" width="50"><img src="https://t.example/p" width="1" height="1">' +
      '<iframe src="https://x.example"></iframe><a href="javascript:x()">l</a></p>';
    const quoted = reply({ html }).html;
    expect(quoted.match(/cid:[^"]*/g)).toEqual(["cid:p1@x", "cid:p2@x"]);
    expect(quoted).toContain("https://pictures.example/a.png");
    expect(quoted).not.toMatch(/onclick|iframe|javascript|t\.example|mailimg/);
  });

  test("of a page too big to show are quoted as text", () => {
    const { html } = reply({ html: "<b>".repeat(100_000), text: "the words" });
    expect(html).toContain('<blockquote type="cite"><p>the words</p></blockquote>');
  });

  test("chosen alone are quoted alone, sanitised again, and bring no files", () => {
    const { html, text, carry } = reply({}, { selection: '<b>only this</b><img src=x onerror="y()">' });
    expect(html).toContain("<b>only this</b>");
    expect(html).not.toMatch(/onerror|Hello/);
    expect(text).toMatch(/\n> only this$/);
    expect(carry).toBe("inline");
  });

  test("of plain text become HTML that says the same, quotes by depth", () => {
    const { html } = reply({ html: undefined, text: "a <b>\nline\n\n> one\n>> two\nback" });
    expect(html).toContain(
      '<blockquote type="cite"><p>a &lt;b&gt;<br>line</p><blockquote type="cite"><p>one</p>' +
        '<blockquote type="cite"><p>two</p></blockquote></blockquote><p>back</p></blockquote>',
    );
  });

  test("that are passed on have a head that says what they were, without hidden recipients", () => {
    const draft = reply({ bcc: [{ address: "eve@example.test" }] }, { kind: "forward", locale: "fr" });
    expect(draft.text).toBe(
      "\n\n---------- Message transféré ----------\nDe\u00a0: Bob <bob@example.test>\n" +
        "Date\u00a0: lundi 23 novembre 2026 à 14:05\nObjet\u00a0: Plans\nÀ\u00a0: alice@example.com, carol@example.test\n" +
        "Cc\u00a0: dave@example.test, ALICE@example.com\n\nHello Alice,\n\n> you wrote\n\nBob",
    );
    expect(draft.html).toContain("<p>Hello <b>Alice</b></p>");
    expect(draft.html).not.toContain("<blockquote");
    expect(draft.carry).toBe("all");
  });
});

describe("signatures", () => {
  const signed = { identities: [{ ...ALICE, signature: "<p>Alice Martin</p>", replySignature: "<p>A.</p>" }] };

  test("stand under what one writes and over what one answers; answers have their own", () => {
    const { html, text } = reply({}, signed);
    expect(html.indexOf("A.")).toBeLessThan(html.indexOf("wrote:"));
    expect(html).toMatch(/^<p><\/p><div data-signature=""><p>A\.<\/p><\/div><p>On/);
    expect(text).toMatch(/^\n\n-- \nA\.\n\nOn /);
  });

  test("or under everything, where one answers below", () => {
    const { html, text } = reply({}, { ...signed, place: "under" });
    expect(html).toMatch(/<\/blockquote><p><\/p><div data-signature="">/);
    expect(text).toMatch(/> Bob\n\n\n-- \nA\.$/);
  });

  test("a new message has the other one; none leaves nothing behind", () => {
    expect(blankBody(signed.identities[0])).toEqual({
      html: '<p></p><div data-signature=""><p>Alice Martin</p></div>',
      text: "\n\n-- \nAlice Martin",
    });
    expect(blankBody(ALICE)).toEqual({ html: "<p></p>", text: "" });
    expect(reply().html).not.toContain("data-signature");
  });

  test("in the plain text have their mark", () => {
    expect(plainOfHtml('<p>Hi</p><div data-signature=""><p>Alice</p></div>')).toBe("Hi\n\n-- \nAlice");
  });
});

test("editing again takes everything as it was", () => {
  const draft = reply(
    { from: { address: "shop@example.com" }, bcc: [{ address: "eve@example.test" }] },
    { kind: "edit" },
  );
  expect(draft).toMatchObject({
    identityId: "i2",
    to: MESSAGE.to,
    cc: MESSAGE.cc,
    bcc: [{ address: "eve@example.test" }],
    subject: "Plans",
    html: "<p>Hello <b>Alice</b></p>",
    text: MESSAGE.text,
    references: ["<m1@example.test>"],
    carry: "all",
  });
});
