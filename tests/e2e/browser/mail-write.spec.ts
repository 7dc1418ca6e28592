// Writing mail through the page: what leaves is what was written, once; what does not leave waits where it can be seen.
import { expect, type Page } from "@playwright/test";
import { composer, noMail, onServer, PNG, reader, row, say, sources, test } from "./mail-host.ts";
import { letter } from "./mail-letters.ts";

test.skip(noMail !== undefined, noMail ?? "");
// A record of every step would take longer than the steps.
test.use({ trace: "off" });
// A few seconds each where nothing else runs.
test.describe.configure({ timeout: 180_000 });

const TEXT = "Grüße, élève; 日本";

/** Writes to Bob. */
async function write(page: Page, subject: string, text: string): Promise<void> {
  await page.getByRole("button", { name: say("mail.write") }).click();
  await composer(page).getByLabel(say("compose.to"), { exact: true }).fill("bob@example.test");
  await composer(page).getByLabel(say("compose.subject")).fill(subject);
  await composer(page)
    .getByRole("textbox", { name: say("compose.text") })
    .fill(text);
}

const send = (page: Page) =>
  composer(page)
    .getByRole("button", { name: new RegExp(`^${say("compose.send")}`) })
    .first()
    .click();

/** The content of the part whose head has these words. */
function partWith(source: string, words: RegExp): Buffer {
  const parts = source.split(/\r\n--[^\r\n]+\r\n/);
  const part = parts.find((one) => words.test(one.slice(0, one.indexOf("\r\n\r\n"))));
  if (part === undefined) throw new Error(`no part with ${words}`);
  const content = part.slice(part.indexOf("\r\n\r\n") + 4).split("\r\n--")[0] ?? "";
  return /base64/i.test(part.slice(0, part.indexOf("\r\n\r\n")))
    ? Buffer.from(content, "base64")
    : Buffer.from(
        content
          .replace(/=\r\n/g, "")
          .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      );
}

test("a message with a file and a picture arrives byte by byte, and lies in Sent once", async ({
  page,
  alice,
  bob,
  openMail,
}) => {
  const bytes = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 7) % 256));
  await openMail();
  await write(page, `Plan ${TEXT}`, TEXT);
  const picker = composer(page).locator("input[type=file]");
  await picker.setInputFiles({ name: "données.bin", mimeType: "application/octet-stream", buffer: bytes });
  await expect(composer(page)).toContainText("données.bin");
  await composer(page)
    .getByRole("button", { name: say("rich.picture") })
    .click({ noWaitAfter: true });
  await picker.setInputFiles({ name: "meadow.png", mimeType: "image/png", buffer: PNG });
  await expect(composer(page).locator(".rich img[data-cid]")).toBeVisible();
  await send(page);
  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  const [arrived = ""] = await sources(bob, "INBOX");
  expect(partWith(arrived, /donn|%C3%A9/i).equals(bytes)).toBe(true);
  expect(partWith(arrived, /image\/png/i).equals(PNG)).toBe(true);
  expect(partWith(arrived, /text\/plain/i).toString("utf8")).toContain(TEXT);
  expect(arrived).toMatch(/Content-ID: <[^>]+>/i);
  expect(arrived).not.toMatch(/^Bcc:/im);
  await expect.poll(() => onServer(alice, "Sent")).toEqual(["\\Seen"]);
  const [filed = ""] = await sources(alice, "Sent");
  const idOf = (source: string) => /^Message-ID: *(\S+)/im.exec(source)?.[1];
  expect(idOf(filed)).toBe(idOf(arrived));
});

test("an answer names what it answers; the original is marked", async ({ page, alice, bob, openMail }) => {
  const messageId = "<question@example.test>";
  const from = "Bob <bob@example.test>";
  await alice.deliver("INBOX", [{ source: letter({ from, subject: "Question", text: "At noon?", messageId }) }]);
  await openMail();
  await row(page, "Question").click();
  await expect(reader(page)).toContainText("At noon?");
  await expect(
    reader(page)
      .getByRole("button", { name: say("reader.reply") })
      .first(),
  ).toBeVisible();
  await page.keyboard.press("r");
  await composer(page)
    .getByRole("textbox", { name: say("compose.text") })
    .pressSequentially("Yes");
  await send(page);
  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  const [arrived = ""] = await sources(bob, "INBOX");
  expect(arrived).toContain(`In-Reply-To: ${messageId}`);
  expect(arrived).toMatch(/^References:\s+<question@example\.test>/m);
  expect(arrived).toMatch(/^Subject: Re: Question/m);
  expect(arrived).toContain("At noon?");
  await expect.poll(() => onServer(alice, "INBOX")).toEqual(["\\Answered \\Seen"]);
});

test("a draft is kept over a reload and on the server; sending can be taken back, or wait for its hour", async ({
  page,
  alice,
  bob,
  openMail,
  call,
}) => {
  await openMail({ undoSeconds: 60 });
  await write(page, "Slow thought", "Not finished");
  await expect(composer(page).getByRole("status").first()).toContainText(/enregistré/);
  await expect.poll(() => onServer(alice, "Drafts"), { timeout: 30_000 }).toHaveLength(1);
  await page.reload();
  await page
    .locator(".mail-side")
    .getByRole("button", { name: new RegExp(`^${say("mail.role.drafts")}`) })
    .first()
    .click();
  await row(page, "Slow thought").click();
  await page.getByRole("button", { name: say("reader.editDraft") }).click();
  await expect(composer(page).getByRole("textbox", { name: say("compose.text") })).toContainText("Not finished");

  await send(page);
  await page
    .locator(".toast")
    .getByRole("button", { name: say("common.undo") })
    .click();
  await expect(composer(page).getByRole("textbox", { name: say("compose.text") })).toContainText("Not finished");

  await composer(page)
    .getByRole("button", { name: say("compose.sendMore") })
    .click();
  await page
    .getByRole("menuitem", { name: new RegExp(say("compose.later.tomorrow")) })
    .first()
    .click();
  await expect
    .poll(async () => (await call("mail.outbox", {})).outgoing.map(({ state }) => state))
    .toEqual(["scheduled"]);
  await page
    .locator(".mail-side")
    .getByRole("button", { name: new RegExp(`^${say("mail.outbox")}`) })
    .click();
  const waiting = page.getByRole("list", { name: say("outbox.list") }).getByRole("listitem");
  await expect(waiting).toContainText("Slow thought");
  expect(await onServer(bob, "INBOX")).toEqual([]);
  await waiting.getByRole("button", { name: say("outbox.sendNow") }).click();
  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  await expect.poll(() => onServer(alice, "Drafts")).toEqual([]);
});

test("while the server is away a message waits in sight, and leaves by itself once", async ({
  page,
  alice,
  bob,
  openMail,
  way,
  call,
}) => {
  await openMail();
  way.smtp.set({ refuse: true });
  await write(page, "Through the storm", "Hello");
  await send(page);
  await page
    .locator(".mail-side")
    .getByRole("button", { name: new RegExp(`^${say("mail.outbox")}`) })
    .click();
  const waiting = page.getByRole("list", { name: say("outbox.list") }).getByRole("listitem");
  const tried = new RegExp(say("outbox.state.queuedAgain", { when: "" }).trim());
  await expect(waiting).toContainText(tried, { timeout: 30_000 });
  way.smtp.set({});
  await call("sync.run", {});
  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  await expect(waiting).toHaveCount(0);
  await expect.poll(() => onServer(alice, "Sent")).toHaveLength(1);
  expect(await onServer(bob, "INBOX")).toHaveLength(1);
});
