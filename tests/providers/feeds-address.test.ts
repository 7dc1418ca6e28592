import { expect, test } from "vitest";
import { isPrivateAddress } from "../../src-main/host/public-address.ts";
import { addressesOf, isPage, namedFeeds } from "../../src-main/providers/feeds/address.ts";
import { decode } from "../../src-main/providers/feeds/charset.ts";
import { readList, writeList } from "../../src-main/providers/feeds/opml.ts";

test.each([
  ["news.example.com", ["https://news.example.com/", "http://news.example.com/"]],
  ["  news.example.com/rss#top ", ["https://news.example.com/rss", "http://news.example.com/rss"]],
  ["https://news.example.com/rss", ["https://news.example.com/rss"]],
  ["http://news.example.com/rss", ["http://news.example.com/rss"]],
  ["feed:https://news.example.com/rss", ["https://news.example.com/rss"]],
  ["feed:http://news.example.com/rss", ["http://news.example.com/rss"]],
  ["feed://news.example.com/rss", ["https://news.example.com/rss", "http://news.example.com/rss"]],
  ["localhost:8080/rss", ["https://localhost:8080/rss", "http://localhost:8080/rss"]],
])("%s may mean %j", (typed, urls) => {
  expect(addressesOf(typed)).toEqual(urls);
});

test.each([
  "news",
  "two words.com",
  "ftp://x.example.com",
  "javascript:alert(1)",
  "https://ann:pw@x.example.com/feed",
  "",
])("%s is no address of a feed", (typed) => {
  expect(() => addressesOf(typed)).toThrow(expect.objectContaining({ reason: "invalid-input" }));
});

test("a page names its feeds: articles before comments, relative to its base, whatever the order of attributes", () => {
  const page = `<!doctype html><head><base href="/blog/"><!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->
    <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
    <link href='feed.xml?a=1&amp;b=2' type='application/atom+xml' rel='alternate'>
    <LINK REL=alternate TYPE=application/feed+json HREF=https://cdn.example.com/feed.json>
    <link rel="stylesheet" href="a.css"><link rel="alternate" hreflang="fr" href="/fr">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>`;
  expect(namedFeeds(page, "https://x.example.com/a/b")).toEqual([
    "https://x.example.com/blog/feed.xml?a=1&b=2",
    "https://cdn.example.com/feed.json",
    "https://x.example.com/blog/comments.xml",
  ]);
});

test("a page is told from a feed by what is in it, not by what the server calls it", () => {
  expect(isPage("<!DOCTYPE html><html>", "application/rss+xml")).toBe(true);
  expect(isPage("<?xml version='1.0'?><rss version='2.0'>", "text/html")).toBe(false);
  expect(isPage("<?xml version='1.0'?><feed>", "application/xml")).toBe(false);
});

test.each([
  "127.0.0.1",
  "[::1]",
  "[::ffff:10.0.0.1]",
  "10.9.8.7",
  "172.31.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "[fe80::1]",
  "[fd00::1]",
  "0.0.0.0",
  "100.64.0.1",
])("%s is private", (host) => expect(isPrivateAddress(host)).toBe(true));

test.each(["8.8.8.8", "172.32.0.1", "[2606:4700::1]", "localhost", "10.example.com"])("%s is not", (host) =>
  expect(isPrivateAddress(host)).toBe(false),
);

const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

test.each([
  ["UTF-8, said so", bytes("é", "utf8"), "text/xml; charset=utf-8"],
  ["UTF-8 without a word", bytes("é", "utf8"), "text/xml"],
  ["Latin-1 by its header", bytes("é", "latin1"), "text/xml; charset=ISO-8859-1"],
  ["Latin-1 by its declaration", bytes('<?xml version="1.0" encoding="iso-8859-1"?>é', "latin1"), "text/xml"],
  [
    "Latin-1 that the header calls UTF-8",
    bytes('<?xml version="1.0" encoding="windows-1252"?>é', "latin1"),
    "text/xml; charset=utf-8",
  ],
  [
    "Latin-1 that everything calls UTF-8",
    bytes('<?xml version="1.0" encoding="utf-8"?>é', "latin1"),
    "text/xml; charset=utf-8",
  ],
  ["a charset nobody knows", bytes("é", "utf8"), "text/xml; charset=klingon"],
  ["UTF-16 by its mark", bytes("\uFEFFé", "utf16le"), "text/xml; charset=utf-8"],
])("%s is read", (_, raw, type) => {
  expect(decode(raw, type).at(-1)).toBe("é");
});

test("one wrong byte spoils one letter only", () => {
  const raw = new Uint8Array([...bytes("été ", "utf8"), 0xff, ...bytes(" hôtel", "utf8")]);
  expect(decode(raw, "text/xml; charset=utf-8")).toBe("été \ufffd hôtel");
});

test("a list without any feed is written too, and read", async () => {
  expect(await readList(await writeList([]))).toEqual([]);
});

test("a list of feeds goes out and comes in again, folders and foreign addresses left out", async () => {
  const list = [{ url: "https://x.example.com/feed?a=1&b=2", title: "“X” & co", siteUrl: "https://x.example.com/" }];
  const text = await writeList(list);
  expect(await readList(text)).toEqual(list);
  const folder =
    '<outline text="Folder"><outline text="In" xmlUrl="feed://y.example.com/f"/><outline text="No" xmlUrl="file:///etc"/></outline>';
  expect(await readList(text.replace("<body>", `<body>${folder}`))).toEqual([
    { url: "https://y.example.com/f", title: "In" },
    ...list,
  ]);
  await expect(readList("<html>")).rejects.toMatchObject({ reason: "malformed", params: { what: "feed-list" } });
});
