import { describe, expect, test } from "vitest";
import { parseDocument } from "../../src-main/providers/feeds/parse.ts";
import { rss } from "../servers/feeds.ts";

const URL_OF_FEED = "https://news.example.com/feed.xml";
const parse = (text: string) => parseDocument(text, URL_OF_FEED);
const only = async (item: string) =>
  (await parse(rss([]).replace("</channel>", `<item>${item}</item></channel>`))).entries[0];
const DATE = "Wed, 18 Nov 2026 09:00:00 +0100";

describe("formats", () => {
  test("RSS 2.0", async () => {
    const item = { guid: "a", title: "One", link: "https://news.example.com/1", date: DATE, text: "First" };
    expect(await parse(rss([item]))).toEqual({
      title: "The Gazette",
      siteUrl: "https://news.example.com/",
      entries: [
        {
          guid: "a",
          title: "One",
          summary: "First",
          url: "https://news.example.com/1",
          publishedMs: Date.UTC(2026, 10, 18, 8),
        },
      ],
    });
  });

  test("RSS 1.0, whose items stand beside the channel and are named by rdf:about", async () => {
    const { entries } = await parse(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
       <channel rdf:about="https://x.example.com/"><title>Old</title><link>https://x.example.com/</link></channel>
       <item rdf:about="https://x.example.com/1"><title>T</title><link>https://x.example.com/1</link><dc:creator>Ann</dc:creator><dc:date>2026-11-18T09:00:00Z</dc:date></item></rdf:RDF>`,
    );
    expect(entries).toEqual([
      expect.objectContaining({
        guid: "https://x.example.com/1",
        author: "Ann",
        publishedMs: Date.UTC(2026, 10, 18, 9),
      }),
    ]);
  });

  test("Atom: the page an entry stands for, not its enclosure or its comments", async () => {
    const { title, entries } = await parse(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &amp;amp; B</title><id>f</id>
       <entry><id>urn:1</id><title>Less &lt; more</title><updated>2026-11-18T10:00:00+01:00</updated><author><name>Bo</name></author>
       <link rel="enclosure" href="https://x.example.com/a.mp3"/><link rel="replies" href="https://x.example.com/c"/><link href="https://x.example.com/1"/>
       <content type="html">&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;</content></entry></feed>`,
    );
    expect(title).toBe("A & B");
    expect(entries).toEqual([
      {
        guid: "urn:1",
        title: "Less < more",
        summary: "Hello you",
        url: "https://x.example.com/1",
        author: "Bo",
        publishedMs: Date.UTC(2026, 10, 18, 9),
      },
    ]);
  });

  test("JSON Feed", async () => {
    const feed = {
      version: "https://jsonfeed.org/version/1.1",
      title: "J",
      home_page_url: "https://j.example.com",
      items: [{ id: 7, url: "/p", title: "T", content_html: "<p>x</p>", date_published: "2026-11-18T09:00:00Z" }],
    };
    expect(await parse(JSON.stringify(feed))).toMatchObject({
      siteUrl: "https://j.example.com/",
      entries: [{ guid: "7", title: "T", summary: "x", url: "https://news.example.com/p" }],
    });
  });
});

describe("what is stored is plain text", () => {
  test("markup, scripts, pictures and their addresses go; entities are read once more in HTML", async () => {
    const html =
      '<p>Fish &amp;amp; chips</p><script>alert(1)</script><style>p{}</style><img src="https://t.example.com/pixel.gif" alt="pixel"><a href="https://x.example.com">more</a>';
    const entry = await only(
      `<title>A &amp;amp; B &lt;b&gt;bold&lt;/b&gt;</title><description><![CDATA[${html}]]></description>`,
    );
    expect(entry?.title).toBe("A & B bold");
    expect(entry?.summary).toBe("Fish &amp; chips more");
  });

  test("no control character, line break or mark that turns the writing stays in a title", async () => {
    const entry = await only("<title>a\u0000b\n c\u202Ed\u2066e\u200B</title>");
    expect(entry?.title).toBe("a b cde");
  });

  test("long titles and summaries are cut, an untitled item is named by its text", async () => {
    const entry = await only(`<title>${"t".repeat(5000)}</title><description>${"word ".repeat(5000)}</description>`);
    expect([entry?.title.length, (entry?.summary.length ?? 0) <= 500]).toEqual([300, true]);
    const untitled = await only("<description>&lt;p&gt;Just a note&lt;/p&gt;</description>");
    expect(untitled?.title).toBe("Just a note");
  });

  test.each([
    ["javascript:alert(1)", undefined],
    ["data:text/html,x", undefined],
    ["file:///etc/passwd", undefined],
    ["ftp://x.example.com/a", undefined],
    ["https://user:pw@x.example.com/a", "https://x.example.com/a"],
    ["/a?b=1&amp;c=2", "https://news.example.com/a?b=1&c=2"],
    ["//cdn.example.com/a", "https://cdn.example.com/a"],
    ["https://", undefined],
  ])("a link is http or https and absolute: %s", async (link, url) => {
    expect((await only(`<title>t</title><link>${link}</link>`))?.url).toBe(url);
  });

  test("relative links start at the nearest xml:base", async () => {
    const { entries } = await parse(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example.com/x/"><title>t</title><id>f</id><updated>2026-11-18T10:00:00Z</updated>
       <entry xml:base="y/"><id>1</id><title>t</title><link href="z"/></entry><entry><id>2</id><title>t</title><link href="z"/></entry></feed>`,
    );
    expect(entries.map(({ url }) => url)).toEqual(["https://b.example.com/x/y/z", "https://b.example.com/x/z"]);
  });

  test("a permanent guid is the link where there is none", async () => {
    expect((await only("<title>t</title><guid>https://x.example.com/1</guid>"))?.url).toBe("https://x.example.com/1");
    expect(
      (await only('<title>t</title><guid isPermaLink="false">https://x.example.com/1</guid>'))?.url,
    ).toBeUndefined();
  });
});

describe("identity", () => {
  test("without a guid it is the address, without one the text", async () => {
    const { entries } = await parse(
      rss([
        { title: "A", link: "https://x.example.com/a" },
        { title: "B", date: DATE },
      ]),
    );
    expect(entries[0]?.guid).toBe("https://x.example.com/a");
    expect(entries[1]?.guid).toContain("B");
  });

  test("a guid that every item bears names none; the same item twice is one", async () => {
    const items = [
      { guid: "site", title: "A", link: "https://x.example.com/a" },
      { guid: "site", title: "B", link: "https://x.example.com/b" },
      { guid: "site", title: "B", link: "https://x.example.com/b" },
    ];
    const { entries } = await parse(rss(items));
    expect(entries.map(({ guid }) => guid)).toEqual(["https://x.example.com/a", "https://x.example.com/b"]);
  });

  test("an endless guid is kept as a short one", async () => {
    const [entry] = (await parse(rss([{ guid: "g".repeat(100_000), title: "t" }]))).entries;
    expect(entry?.guid.length).toBeLessThan(100);
  });
});

describe("dates", () => {
  test.each([
    ["Wed, 18 Nov 2026 09:00:00 EST", Date.UTC(2026, 10, 18, 14)],
    ["Wed, 18 Nov 2026 09:00:00", Date.UTC(2026, 10, 18, 9)],
    ["2026-11-18T09:00:00", Date.UTC(2026, 10, 18, 9)],
    ["2026-11-18", Date.UTC(2026, 10, 18)],
    ["yesterday", undefined],
    ["Thu, 01 Jan 1970 00:00:00 GMT", undefined],
    ["", undefined],
  ])("%s", async (date, ms) => {
    expect((await only(`<title>t</title><pubDate>${date}</pubDate>`))?.publishedMs).toBe(ms);
  });

  test("the newest 500 are taken, wherever the feed puts them", async () => {
    const items = Array.from({ length: 700 }, (_, n) => ({
      guid: `${n}`,
      title: `${n}`,
      date: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toUTCString(),
    }));
    const { entries } = await parse(rss(items));
    expect([entries.length, entries[0]?.title, entries.at(-1)?.title]).toEqual([500, "699", "200"]);
  });
});

describe("hostile and broken files", () => {
  const head = '<?xml version="1.0"?>';
  const body = rss([{ title: "&lol9;", link: "https://x.example.com/1" }]).replace(head, "");

  test("entities of a DTD are never expanded, and never fetched", async () => {
    const bomb = `${head}<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol9 "${"&lol;".repeat(1000)}">]>${body}`;
    expect((await parse(bomb)).entries[0]?.title).toBe("&lol9;");
    const external = `${head}<!DOCTYPE r [<!ENTITY lol9 SYSTEM "file:///etc/passwd">]>${body}`;
    expect((await parse(external)).entries[0]?.title).toBe("&lol9;");
    const old = `${head}<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example.com/rss.dtd">${body}`;
    expect((await parse(old)).entries).toHaveLength(1);
  });

  test.each([
    ["elements nested without end", rss([]).replace("</channel>", `${"<a>".repeat(100_000)}</channel>`)],
    ["a tag of four megabytes", rss([]).replace("</channel>", `<item ${'a="b" '.repeat(600_000)}/></channel>`)],
    ["a million elements", rss([]).replace("</channel>", `${"<a/>".repeat(1_000_000)}</channel>`)],
    ["a document cut in the middle", rss([{ title: "One" }, { title: "Two" }]).slice(0, -60)],
    ["a DTD that never ends", `${head}<!DOCTYPE r [${"[".repeat(100_000)}`],
    ["comments that never end", rss([{ title: "<!--".repeat(100_000) }])],
    ["names that reach into objects", rss([]).replace("</channel>", "<__proto__><x>1</x></__proto__></channel>")],
    ["JSON that is no feed", '{"a":1}'],
    ["cut JSON", '{"version":"https://jsonfeed.org/version/1.1","items":['],
    ["nothing", ""],
    ["another XML", "<opml><body/></opml>"],
  ])("%s", async (_, text) => {
    const began = performance.now();
    await expect(parse(text)).rejects.toMatchObject({ reason: "malformed", params: { what: "feed" } });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test("deep and endless HTML inside an item takes no time", async () => {
    const began = performance.now();
    const items = Array.from({ length: 500 }, (_, n) => ({
      guid: `${n}`,
      title: "t",
      text: "&lt;div&gt;".repeat(900),
    }));
    expect((await parse(rss(items))).entries).toHaveLength(500);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
