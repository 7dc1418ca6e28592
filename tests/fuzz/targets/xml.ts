// XML of strangers: a CalDAV server's answers, feeds, lists of feeds, a provider's servers.
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { HttpResponse } from "../../../src-main/ports.ts";
import { readAutoconfig } from "../../../src-main/providers/autoconfig/document.ts";
import { caldavProvider } from "../../../src-main/providers/caldav/index.ts";
import { parseError, parseMultistatus } from "../../../src-main/providers/caldav/multistatus.ts";
import { createFeedReader } from "../../../src-main/providers/feeds/index.ts";
import { readList } from "../../../src-main/providers/feeds/opml.ts";
import type { CalendarConnection } from "../../../src-main/providers/provider.ts";
import { eventXml, multistatus, row, statusRow } from "../../servers/fake-dav.ts";
import { rss } from "../../servers/feeds.ts";
import { broken, brokenBytes, type Format } from "../mutate.ts";
import { drained, inTurn, target } from "../target.ts";
import { answering } from "../world.ts";

const WORDS = [
  "<",
  ">",
  "</",
  "/>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?xml version='1.0' encoding='utf-16'?>",
  '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
  "&c;",
  "&#0;",
  "&#x110000;",
  "&#xd800;",
  "&amp;",
  "&",
  '"',
  "'",
  "=",
  " xmlns=''",
  " xmlns:D='x'",
  "<__proto__>",
  "<constructor a='1'/>",
  "<a b='1' b='2'>",
  "\u0000",
];
const PAIRS = [
  ["<a>", "</a>"],
  ["<D:response>", "</D:response>"],
  ["<!--", "-->"],
  ["<outline text='x'>", "</outline>"],
] as const;

const STATE = "<D:sync-token>t1</D:sync-token><S:getctag>c1</S:getctag>";
const CALENDAR = `<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>Work</D:displayname><A:calendar-color>#FF0000FF</A:calendar-color><C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>${STATE}`;
const MEETING = eventXml("a").replace("SUMMARY", "DTSTART:20261105T090000Z\nSUMMARY");
const body = (rows: readonly string[], token?: string) => multistatus(rows, token).body ?? "";
const HOMES = row(
  "/",
  "<D:current-user-principal><D:href>/me/</D:href></D:current-user-principal><C:calendar-home-set><D:href>/home/</D:href></C:calendar-home-set>",
);
const DAV: Format = {
  seeds: [
    body([HOMES]),
    body([row("/home/", "<D:resourcetype><D:collection/></D:resourcetype>"), row("/home/cal/", CALENDAR)]),
    body(
      [
        row("/home/cal/", CALENDAR),
        row("/home/cal/a.ics", '<D:getetag>"1"</D:getetag><D:resourcetype/>'),
        row("/home/cal/b%20c.ics", '<D:getetag>W/"2"</D:getetag><D:getcontenttype>text/calendar</D:getcontenttype>'),
        statusRow("/home/cal/gone.ics", "404 Not Found"),
        statusRow("/home/cal/", "507 Insufficient Storage"),
      ],
      "http://example.test/sync/2",
    ),
    body([
      row("/home/cal/a.ics", `<D:getetag>"1"</D:getetag><C:calendar-data>${MEETING}</C:calendar-data>`),
      row("/home/cal/b.ics", `<D:getetag>"2"</D:getetag><C:calendar-data><![CDATA[${MEETING}]]></C:calendar-data>`),
    ]),
    '<?xml version="1.0"?><D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>',
  ],
  words: [
    ...WORDS,
    "<D:href>",
    "</D:href>",
    "<D:href>//[::1/</D:href>",
    "%zz",
    "%ff",
    "HTTP/1.1 9999 ",
    "/home/cal/",
    "../",
  ],
  pairs: PAIRS,
};

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/"><title type="html">A &amp;amp; B</title><id>f</id>
<entry xml:base="b/"><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">T</div></title><updated>2026-11-18T10:00:00+01:00</updated><author><name>Bo</name></author>
<link rel="enclosure" href="a.mp3"/><link href="1"/><content type="html">&lt;p&gt;Hello&lt;/p&gt;</content></entry></feed>`;
const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/"><title>Old</title><link>https://x.example/</link></channel><item rdf:about="https://x.example/1"><title>T</title><dc:creator>Ann</dc:creator><dc:date>2026-11-18T09:00:00Z</dc:date></item></rdf:RDF>`;
const JSON_FEED = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  title: "J",
  home_page_url: "https://j.example.com",
  items: [{ id: 7, url: "/p", title: "T", content_html: "<p>x</p>", date_published: "2026-11-18T09:00:00Z" }],
});
const PAGE = `<!doctype html><html><head><base href="/b/"><link rel="alternate" type="application/rss+xml" title="News" href="feed.xml"></head></html>`;
const FEED: Format = {
  seeds: [
    rss([{ guid: "a", title: "One", link: "/1", date: "Wed, 18 Nov 2026 09:00:00 +0100", text: "<p>&lt;b>x" }]),
    ATOM,
    RDF,
    JSON_FEED,
    PAGE,
    `\ufeff${ATOM}`,
    Buffer.from(ATOM, "utf16le").toString("latin1"),
  ],
  words: [
    ...WORDS,
    "<item>",
    "</item>",
    "<pubDate>",
    "encoding='x-unknown'",
    "\u00ff\u00fe",
    "<link href='",
    "{",
    "[",
    "null,",
  ],
  pairs: [...PAIRS, ["[", "]"], ['{"a":', "}"]],
};

const OPML = `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Folder"><outline type="rss" text="A" title="A" xmlUrl="feed://a.example/feed" htmlUrl="https://a.example/"/></outline></body></opml>`;
const server = (tag: string, type: string) =>
  `<${tag} type="${type}"><hostname>%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></${tag}>`;
const CONFIG = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="example.com">${server("incomingServer", "imap")}${server("outgoingServer", "smtp")}</emailProvider></clientConfig>`;

const never = new AbortController().signal;
const ROOT = "https://dav.example.test/";
const KNOWN = () => new Map([["a.ics", '"0"']]);

/** Everything that a look at an account asks for. */
function lookAround(connection: CalendarConnection): Promise<"read" | "rejected"> {
  const url = `${ROOT}home/cal/`;
  const cursor = JSON.stringify({ method: "sync-collection", token: "t0" });
  return inTurn([
    () => connection.calendars(never),
    () => drained(connection.changes(url, cursor, KNOWN, never)),
    () => drained(connection.changes(url, undefined, KNOWN, never)),
    () => connection.fetch(url, "/home/cal/a.ics", never),
  ]);
}

/** One connection's answers in turn, the last for ever. */
const answers = fc.array(fc.tuple(fc.constantFrom(207, 207, 207, 200, 403, 404, 507), broken(DAV)), {
  minLength: 1,
  maxLength: 6,
});

export const XML_TARGETS = [
  target({
    name: "XML: a multistatus, an error",
    share: 2,
    inputs: broken(DAV),
    open: async () => ({
      entry: (text) => {
        const found = parseMultistatus(text);
        const error = parseError(text);
        return found === undefined && error === undefined ? "rejected" : "read";
      },
    }),
  }),
  target({
    name: "XML: a CalDAV server's answers, a whole look at it",
    share: 2,
    inputs: answers,
    open: async () => ({
      entry: async (all) => {
        let turn = 0;
        const headers = { "content-type": "application/xml", dav: "1, calendar-access", etag: '"1"' };
        const world = answering(({ url }): HttpResponse => {
          // Signing in goes well: what comes then is what is tried.
          const [status, text] = turn++ < 2 ? [207, body([HOMES])] : (all[(turn - 3) % all.length] ?? [207, ""]);
          return { status, headers, body: text, url };
        });
        const login = { kind: "caldav", url: ROOT, username: "alice", password: "p" } as const;
        const connection = await caldavProvider.connect(login, world, never);
        return lookAround(connection);
      },
    }),
  }),
  target({
    name: "XML, HTML and JSON: a feed, or the page that names it",
    share: 2,
    inputs: fc.tuple(fc.constantFrom("application/rss+xml", "text/html", "", "text/xml; charset=x"), brokenBytes(FEED)),
    open: async () => ({
      entry: async ([type, bytes]) => {
        const { net, clock } = answering(({ url }) => ({
          status: 200,
          headers: { "content-type": type },
          body: "",
          bytes,
          url,
        }));
        await createFeedReader({ net, clock }).find("news.example.com", never);
      },
    }),
  }),
  target({
    name: "XML: a list of feeds",
    share: 0.5,
    inputs: broken({ seeds: [OPML], words: WORDS, pairs: PAIRS }),
    open: async () => ({ entry: (text) => readList(text) }),
  }),
  target({
    name: "XML: a provider's mail servers",
    inputs: broken({ seeds: [CONFIG], words: [...WORDS, "%EMAILADDRESS%", "<authentication>"], pairs: PAIRS }),
    open: async () => ({ entry: (text) => readAutoconfig(text, "ann@example.com") ?? "rejected" }),
  }),
];
