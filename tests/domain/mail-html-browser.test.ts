// What safeHtml lets through, in a real browser: parsed once more, with DOMPurify and without, where scripts may run and where not.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import { HOSTILE_HTML } from "../fixtures/hostile-html.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";

const PURIFY = readFileSync(createRequire(import.meta.url).resolve("dompurify/dist/purify.min.js"), "utf8");
/** The reader's frame (knowledge, mail R2), and one that would run and fetch whatever is left. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src mailimg: data: blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">`;
const READER_FRAME = { sandbox: "allow-same-origin", head: POLICY };
const OPEN_FRAME = {
  sandbox: "allow-same-origin allow-scripts allow-forms allow-modals allow-popups allow-top-navigation",
  head: "",
};
const ALLOWED_REQUESTS = /^(?:about:|data:image\/|blob:)/;

describe.skipIf(!existsSync(chromiumPath()))("hostile HTML, made safe and shown", () => {
  let browser: Browser;
  let page: Page;
  const seen: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
    page = await browser.newPage();
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url === "https://app.example/")
        return route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" });
      if (!ALLOWED_REQUESTS.test(url)) seen.push(`requested ${url}`);
      return route.abort();
    });
    page.on("dialog", (dialog) => {
      seen.push(`ran ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("framenavigated", (frame) => {
      if (!/^(?:about:|https:\/\/app\.example\/$)/.test(frame.url())) seen.push(`navigated to ${frame.url()}`);
    });
    page.on("popup", () => seen.push("opened a window"));
    await page.goto("https://app.example/");
    await page.addScriptTag({ content: PURIFY });
  });
  afterAll(() => browser?.close());

  /** Shows all of it and tells what is there that should not be; comes back once it is loaded, painted and quiet. */
  async function show(shown: readonly Shown[]): Promise<string[]> {
    seen.length = 0;
    const left = await page.evaluate(showInFrames, shown);
    return [...seen, ...left];
  }

  test("the watchers see what they are there for: untreated, these run and fetch", async () => {
    const untreated = (html: string) => show([{ ...OPEN_FRAME, name: "", html, purify: false }]);
    expect(await untreated("<img src=x onerror=alert(1)>")).toContain("ran 1");
    expect(await untreated("<img src=https://evil.example/a.png>")).toContain("requested https://evil.example/a.png");
    const sheet = await untreated("<style>@import 'https://evil.example/a.css'</style>");
    expect(sheet).toContain("requested https://evil.example/a.css");
    const left = await untreated("<form id=a onclick=x><a href='javascript:1'>x</a></form>");
    expect(left).toEqual(
      expect.arrayContaining(["element form", "attribute onclick", "attribute id", "link javascript:1"]),
    );
  });

  const BATCH = 25;
  const batches = Array.from({ length: Math.ceil(HOSTILE_HTML.length / BATCH) }, (_, n) => n * BATCH);
  test.each(batches)("snippets from %i on run nothing, fetch nothing and go nowhere", async (from) => {
    const shown = HOSTILE_HTML.slice(from, from + BATCH).flatMap(([name, html]) => {
      const safe = safeHtml(html, {
        cidUrls: new Map([["pic", "blob:https://app.example/x"]]),
        remote: "blocked",
      }).html;
      // Through the reader, the editor and the reader again it stays what it is.
      const again = safeHtml(safe, { cidUrls: new Map(), remote: "blocked" }).html;
      return [
        { ...READER_FRAME, name, html: safe, purify: true },
        { ...OPEN_FRAME, name, html: safe, purify: false },
        { ...OPEN_FRAME, name, html: again, purify: true },
      ];
    });
    expect(await show(shown)).toEqual([]);
  });
});

interface Shown {
  /** Goes before what is told of it. */
  readonly name: string;
  readonly html: string;
  readonly purify: boolean;
  readonly sandbox: string;
  readonly head: string;
}

interface PageElement {
  readonly localName: string;
  readonly namespaceURI: string;
  readonly outerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}
interface PageFrame {
  srcdoc: string;
  readonly contentDocument: {
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
    readonly styleSheets: Iterable<{ readonly cssRules: Iterable<{ readonly cssText: string }> }>;
  } | null;
  setAttribute(name: string, value: string): void;
  addEventListener(name: string, listener: (event: unknown) => void, options: object): void;
  remove(): void;
}
/** What showInFrames uses of the page; everything else here runs under Node. */
declare const document: {
  createElement(name: "iframe"): PageFrame;
  readonly body: { append(...frames: PageFrame[]): void };
};
declare const requestAnimationFrame: (callback: (time: unknown) => void) => void;

/** Runs in the page. */
async function showInFrames(all: readonly Shown[]): Promise<string[]> {
  const TAGS =
    /^(?:html|head|body|style|a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)$/;
  const BAD_NAMES =
    /^(?:on|id$|name$|srcset|poster|ping|action|formaction|background|contenteditable|autofocus|tabindex|accesskey|is$|slot|popover|download|target|xlink|usemap|cite$|srcdoc|form$)/;
  const purifier = (globalThis as unknown as { DOMPurify: { sanitize(html: string, options: object): string } })
    .DOMPurify;
  const options = { USE_PROFILES: { html: true }, FORCE_BODY: true, ADD_TAGS: ["style"], SANITIZE_NAMED_PROPS: true };
  const frames = all.map(({ html, purify, sandbox, head }) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", sandbox);
    frame.srcdoc = `<!doctype html>${head}<body>${purify ? purifier.sanitize(html, options) : html}`;
    return frame;
  });
  const loaded = frames.map(
    (frame) => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true })),
  );
  document.body.append(...frames);
  await Promise.all(loaded);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const told: string[] = [];
  for (const [n, frame] of frames.entries()) {
    const left: string[] = [];
    const inner = frame.contentDocument;
    for (const element of inner?.querySelectorAll("*") ?? []) {
      const tag = element.localName;
      // The policy is ours; a second one would be theirs.
      if (tag === "meta" && element === inner?.querySelector("meta") && element.outerHTML.includes("mailimg:"))
        continue;
      if (!TAGS.test(tag) || element.namespaceURI !== "http://www.w3.org/1999/xhtml") left.push(`element ${tag}`);
      for (const { name, value } of element.attributes) {
        if (BAD_NAMES.test(name)) left.push(`attribute ${name}`);
        if (name === "href" && !/^(?:https?:\/\/|mailto:|tel:)/.test(value)) left.push(`link ${value}`);
        if (name === "src" && !/^(?:blob:|mailimg:|data:image\/(?:png|gif|jpe?g|webp);)/.test(value))
          left.push(`picture ${value}`);
        if (name === "style" && /url|image-set|position|expression|behavior|var\(/i.test(value))
          left.push(`style ${value}`);
      }
    }
    for (const sheet of inner?.styleSheets ?? [])
      for (const { cssText } of sheet.cssRules)
        if (/url\(|@import|@font-face|@keyframes|position|image-set|content\s*:/i.test(cssText))
          left.push(`rule ${cssText}`);
    if (!inner) left.push("the frame is gone");
    frame.remove();
    const name = all[n]?.name ?? "";
    told.push(...left.map((one) => (name === "" ? one : `${name}: ${one}`)));
  }
  return told;
}
