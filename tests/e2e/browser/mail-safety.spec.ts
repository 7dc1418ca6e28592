// Mail that means no good: nothing in it runs, asks or leads away; pictures come when they are asked for.
import { expect } from "@playwright/test";
import { body, noMail, reader, row, say, test } from "./mail-host.ts";
import { letter } from "./mail-letters.ts";

test.skip(noMail !== undefined, noMail ?? "");
// A record of every step would take longer than the steps.
test.use({ trace: "off" });
// A few seconds each where nothing else runs.
test.describe.configure({ timeout: 180_000 });

/** A picture of a company that follows its readers, and one that only shows something. */
const newsletter = (name: string) => `<h1>${name}</h1>
<p>What is new.</p>
<img src="http://pictures.example.test/${name}.png" width="120" height="60" alt="A meadow">
<img src="https://list.mailchimp.com/track/open.php?u=1&id=2" width="1" height="1">`;

test("pictures of elsewhere are kept back and trackers named, until they are asked for: once, then for their sender", async ({
  page,
  alice,
  openMail,
  pictures,
}) => {
  await alice.deliver("INBOX", [
    { source: letter({ subject: "Spring", html: newsletter("spring") }), internalDateMs: Date.now() - 60_000 },
    { source: letter({ subject: "Summer", html: newsletter("summer") }), internalDateMs: Date.now() },
  ]);
  await openMail();
  const drawn = () =>
    body(page)
      .locator("img[alt='A meadow']")
      .evaluate((image: HTMLImageElement) => image.src.startsWith("data:image/png") && image.naturalWidth);

  await row(page, "Summer").click();
  await expect(reader(page)).toContainText(say("reader.remote.trackers_one", { count: "1" }));
  await expect(reader(page)).toContainText(say("reader.remote.hidden_one"));
  await reader(page)
    .getByRole("button", { name: say("reader.remote.details") })
    .click();
  const details = page.getByRole("dialog", { name: say("reader.remote.details") });
  await expect(details).toContainText("Mailchimp");
  expect(pictures.asked).toEqual([]);
  // The place kept for a picture has its shape.
  const place = await body(page).locator("img[alt='A meadow']").boundingBox();
  expect([place?.width, place?.height]).toEqual([120, 60]);
  await expect(body(page).locator("img")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await reader(page)
    .getByRole("button", { name: say("reader.remote.show"), exact: true })
    .click();
  await expect.poll(drawn).toBe(1);
  expect(pictures.asked).toEqual(["connection", "/summer.png"]);

  await row(page, "Spring").click();
  await expect(reader(page)).toContainText(say("reader.remote.hidden_one"));
  await reader(page)
    .getByRole("button", { name: say("reader.remote.details") })
    .click();
  await details.getByRole("button", { name: say("reader.remote.always", { address: "carol@example.com" }) }).click();
  await expect.poll(drawn).toBe(1);
  await page.reload();
  await alice.deliver("INBOX", [{ source: letter({ subject: "Autumn", html: newsletter("autumn") }) }]);
  await row(page, "Autumn").click();
  await expect.poll(drawn).toBe(1);
  expect(pictures.asked).not.toContain("/track/open.php");
});

/** Every way of asking or leaving that we know of, to a server that counts. */
const hostile = (at: string) => `<html><head>
<meta http-equiv="refresh" content="0;url=${at}/refresh"><base href="${at}/">
<link rel="stylesheet" href="${at}/link"><link rel="prefetch" href="${at}/prefetch"><link rel="dns-prefetch" href="${at}">
<style>@import url(${at}/import); @font-face{font-family:x;src:url(${at}/font)} p{font-family:x;background:url(${at}/css)}
  li{list-style-image:url("${at}/list")} a{cursor:url(${at}/cursor),auto} p::after{content:url(${at}/content)}</style>
<script>fetch("${at}/script"); top.location="${at}/top"</script></head>
<body background="${at}/background" onload="fetch('${at}/onload')"><p style="background-image:url(${at}/inline)">Hostile</p>
<img src="${at}/img" onerror="fetch('${at}/onerror')" srcset="${at}/srcset 2x"><picture><source srcset="${at}/source"><img></picture>
<svg onload="fetch('${at}/svg')"><image href="${at}/svgimage"/><use href="${at}/use#a"/><script>fetch("${at}/svgscript")</script></svg>
<iframe src="${at}/iframe" srcdoc="<script>fetch('${at}/srcdoc')</script>"></iframe><object data="${at}/object"></object><embed src="${at}/embed">
<video src="${at}/video" poster="${at}/poster" autoplay></video><audio src="${at}/audio" autoplay></audio><track src="${at}/track">
<form action="${at}/form" id="f"><input name="q" value="1"><input type="image" src="${at}/input"><button>Send</button></form>
<table background="${at}/table"><tr><td background="${at}/cell">x</td></tr></table><ul><li>x</li></ul>
<math><mtext><mglyph><style><img src=x onerror="fetch('${at}/math')"></style></mglyph></mtext></math>
<noscript><p title="</noscript><img src=${at}/noscript onerror=fetch('${at}/mutation')>"></noscript>
<a href="javascript:fetch('${at}/javascript')" id="js">Script</a> <a href="data:text/html,<script>fetch('${at}/data')</script>">Data</a>
<a href="#inner" ping="${at}/ping" target="_top">Inner</a> <map name="m"><area href="javascript:fetch('${at}/area')" shape="default"></map>
</body></html>`;

test("hostile HTML asks nobody anything, opens nothing and leads nowhere", async ({
  page,
  alice,
  openMail,
  pictures,
}) => {
  const at = `https://127.0.0.1:${pictures.port}`;
  const outside: string[] = [];
  const home = () => page.evaluate(() => location.pathname);
  await alice.deliver("INBOX", [{ source: letter({ subject: "Hostile", html: hostile(at) }) }]);
  await openMail();
  page.on("request", (request) => request.url().startsWith(at) && outside.push(request.url()));
  page.context().on("page", (opened) => outside.push(opened.url()));
  page.on("dialog", (dialog) => outside.push(dialog.message()));
  await row(page, "Hostile").click();
  await expect(body(page)).toContainText("Hostile");
  const there = await home();
  for (const name of ["Script", "Data", "Inner", "Send"]) {
    const one = body(page).getByText(name, { exact: true });
    if ((await one.count()) > 0) await one.first().click();
  }
  // Even the way that asks for pictures gets none of a private network.
  const show = reader(page).getByRole("button", { name: say("reader.remote.show"), exact: true });
  if (await show.isVisible()) await show.click();
  await expect(show).toBeHidden();
  await expect(body(page)).toContainText("Hostile");
  expect(await home()).toBe(there);
  expect(await body(page).locator("script, iframe, form, object, embed, svg, video, audio, link, base").count()).toBe(
    0,
  );
  expect([pictures.asked, outside]).toEqual([[], []]);
});

test("a link opens outside, over http too; one that pretends is asked about", async ({ page, alice, openMail }) => {
  const html = `<p><a href="http://plain.example.com/a">Plain</a> <a href="https://evil.example.net/">www.example.com</a></p>`;
  await alice.deliver("INBOX", [{ source: letter({ subject: "Links", html }) }]);
  await openMail();
  await page.context().route(/example\.(com|net)/, (route) => route.fulfill({ body: "outside" }));
  await row(page, "Links").click();
  const opened = page.context().waitForEvent("page");
  await body(page).getByText("Plain").click();
  expect((await opened).url()).toBe("http://plain.example.com/a");
  await body(page).getByText("www.example.com").click();
  const question = page.getByRole("dialog", { name: say("reader.link.title") });
  await expect(question).toContainText("evil.example.net");
  await question.getByRole("button", { name: say("reader.link.stay") }).click();
  expect(page.context().pages()).toHaveLength(2);
});

test("search finds by who, words, files and folders", async ({ page, alice, openMail, call }) => {
  await alice.deliver("INBOX", [
    { source: letter({ subject: "Budget plan", text: "The figures of spring", from: "Dora <dora@example.com>" }) },
    { source: letter({ subject: "Holiday", text: "Mountains and figures", file: { name: "route.txt", text: "Go" } }) },
  ]);
  await alice.deliver("Archive", [{ source: letter({ subject: "Old budget", text: "Long ago" }), flags: ["\\Seen"] }]);
  await openMail();
  await call("sync.run", {});
  await expect(row(page, "Holiday")).toBeVisible();
  await page.keyboard.press("/");
  const box = page.getByRole("search", { name: say("mail.search.label") }).getByRole("textbox");
  const found = async (query: string, subjects: readonly string[]) => {
    await box.fill(query);
    const names = async () =>
      (await page.locator(".mail-list .ml-words").allInnerTexts()).map((text) =>
        ["Budget plan", "Holiday", "Old budget"].find((one) => text.includes(one)),
      );
    await expect.poll(async () => (await names()).toSorted()).toEqual([...subjects].toSorted());
  };
  await found("figures", ["Budget plan", "Holiday"]);
  await found("from:dora figures", ["Budget plan"]);
  await found("has:attachment", ["Holiday"]);
  await found("subject:budget", ["Budget plan", "Old budget"]);
  await found("subject:budget is:unread", ["Budget plan"]);
  await found("in:archive budget", ["Old budget"]);
  await found("figures -spring", ["Holiday"]);
  await found("dora OR mountains", ["Budget plan", "Holiday"]);
  await found('"of spring"', ["Budget plan"]);
});
