// Reading mail and sorting it, on a real server: what is done on the page is there, and what is there comes to the page.
import { expect } from "@playwright/test";
import { act, folder, noMail, onServer, reader, row, say, test } from "./mail-host.ts";
import { letter } from "./mail-letters.ts";

test.skip(noMail !== undefined, noMail ?? "");
// A record of every step would take longer than the steps.
test.use({ trace: "off" });
// A few seconds each where nothing else runs.
test.describe.configure({ timeout: 180_000 });

const MINUTE = 60_000;

test("the newest comes first, new mail comes by itself, and what was read is read without a server", async ({
  page,
  alice,
  openMail,
  way,
}) => {
  const nowMs = Date.now();
  const dated = Array.from({ length: 30 }, (_, n) => ({
    source: letter({ subject: `Number ${n}`, text: `Text of ${n}`, dateMs: nowMs - (30 - n) * MINUTE }),
    internalDateMs: nowMs - (30 - n) * MINUTE,
  }));
  await alice.deliver("INBOX", dated);
  await openMail();
  await expect(row(page, "Number 29")).toBeVisible();
  const shown = await page.locator(".mail-list").getByRole("row").allInnerTexts();
  const numbers = shown.map((text) => Number(/Number (\d+)/.exec(text)?.[1])).filter((n) => !Number.isNaN(n));
  expect(numbers.slice(0, 5)).toEqual([29, 28, 27, 26, 25]);

  await alice.deliver("INBOX", [{ source: letter({ subject: "Just now", text: "Hello there" }) }]);
  await expect(row(page, "Just now")).toBeVisible();
  await row(page, "Just now").click();
  await expect(reader(page)).toContainText("Hello there");
  await expect.poll(() => onServer(alice, "INBOX")).toContain("\\Seen");

  // Everything is here by now, and then the server is not.
  await expect(page.locator(".mail-side .mf-state .ok")).toBeVisible();
  way.imap.set({ refuse: true });
  await row(page, "Number 27").click();
  await expect(reader(page)).toContainText("Text of 27");
});

test("read, star, archive, junk, delete and move: each with one way back, and each on the server", async ({
  page,
  alice,
  openMail,
}) => {
  await alice.flow.mailboxCreate("Projects");
  await alice.deliver("INBOX", [{ source: letter({ subject: "Sort me", text: "Somewhere" }) }]);
  await openMail();
  const line = row(page, "Sort me");
  await line.click();
  await expect(reader(page)).toContainText("Somewhere");
  await expect.poll(() => onServer(alice, "INBOX")).toEqual(["\\Seen"]);
  const undo = page
    .locator(".toast")
    .last()
    .getByRole("button", { name: say("common.undo") });

  await page.keyboard.press("s");
  await expect.poll(() => onServer(alice, "INBOX")).toEqual(["\\Flagged \\Seen"]);
  await act(page, "mail.deed.unread").click();
  await expect.poll(() => onServer(alice, "INBOX")).toEqual(["\\Flagged"]);

  for (const [word, path] of [
    ["mail.deed.archive", "Archive"],
    ["mail.deed.junk", "Junk"],
    ["mail.deed.delete", "Trash"],
  ] as const) {
    await line.click();
    await act(page, word).click();
    await expect(line).toBeHidden();
    await expect.poll(() => onServer(alice, path)).toHaveLength(1);
    expect(await onServer(alice, "INBOX")).toEqual([]);
    await undo.click();
    await expect(line).toBeVisible();
    await expect.poll(() => onServer(alice, "INBOX")).toHaveLength(1);
    expect(await onServer(alice, path)).toEqual([]);
  }

  await line.dragTo(folder(page, "Projects"));
  await expect(line).toBeHidden();
  await expect.poll(() => onServer(alice, "Projects")).toHaveLength(1);
  await folder(page, "Projects").getByRole("button").first().click();
  await expect(line).toBeVisible();
});
