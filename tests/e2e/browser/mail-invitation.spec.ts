// From the mail to the calendar: an invitation is answered from its card, and what its organizer changes is taken in.
import { expect } from "@playwright/test";
import { noMail, onServer, reader, row, say, sources, test } from "./mail-host.ts";
import { letter, meeting } from "./mail-letters.ts";

test.skip(noMail !== undefined, noMail ?? "");
// A record of every step would take longer than the steps.
test.use({ trace: "off" });
// A few seconds each where nothing else runs.
test.describe.configure({ timeout: 180_000 });

/** Tomorrow, basic form. */
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");

test("an invitation is accepted on its card: the organizer is told and the agenda has it, and shows its end", async ({
  page,
  alice,
  bob,
  openMail,
  call,
}) => {
  const { calendar } = await call("calendars.create", { name: "Mine" });
  const day = tomorrow();
  const times = { uid: "meet@example.test", title: "Review", start: `${day}T090000Z`, end: `${day}T100000Z` };
  const from = "Bob <bob@example.test>";
  const asks = { calendar: meeting({ method: "REQUEST", ...times }), text: "Come", subject: "Invitation: Review" };
  await alice.deliver("INBOX", [{ source: letter({ from, ...asks }), internalDateMs: Date.now() - 60_000 }]);
  await openMail();
  await row(page, "Invitation: Review").click();
  const card = reader(page).getByRole("region", { name: say("invite.title", { title: "Review" }) });
  await expect(card).toContainText(say("invite.request", { name: "Bob" }));
  await expect(card).toContainText(say("invite.free"));
  await expect(card).toContainText(say("invite.tells.mail", { name: "Bob" }));
  await card.getByRole("button", { name: say("invite.answer.accepted"), exact: true }).click();
  await expect(card.getByRole("button", { name: say("invite.given.accepted"), exact: true })).toBeVisible();

  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  const [reply = ""] = await sources(bob, "INBOX");
  expect(reply).toMatch(/Content-Type: text\/calendar;[^\n]*(\r\n\s[^\n]*)*method=REPLY/i);
  const around = { fromMs: Date.now(), toMs: Date.now() + 3 * 86_400_000 };
  const agenda = async () =>
    (await call("agenda.range", around)).occurrences.map((one) => [one.title, one.calendarId, one.status]);
  expect(await agenda()).toEqual([["Review", calendar.id, "confirmed"]]);

  const ends = { ...asks, calendar: meeting({ method: "CANCEL", ...times, sequence: 1 }), subject: "Off: Review" };
  await alice.deliver("INBOX", [{ source: letter({ from, ...ends }) }]);
  await row(page, "Off: Review").click();
  await expect(card).toContainText(say("invite.cancelled", { name: "Bob" }));
  await card.getByRole("button", { name: say("invite.apply.cancel") }).click();
  await expect(card).toContainText(say("invite.applied.cancel"));
  expect(await agenda()).toEqual([["Review", calendar.id, "cancelled"]]);
});

test("what overlaps is said, and an answer keeps the word that was added", async ({
  page,
  alice,
  bob,
  openMail,
  call,
}) => {
  const { calendar } = await call("calendars.create", { name: "Mine" });
  const day = tomorrow();
  const wall = (time: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time}`;
  await call("events.create", {
    calendarId: calendar.id,
    title: "Dentist",
    start: wall("09:30"),
    end: wall("10:30"),
    zone: "UTC",
  } as never);
  const asks = meeting({
    method: "REQUEST",
    uid: "b@example.test",
    title: "Lunch",
    start: `${day}T100000Z`,
    end: `${day}T110000Z`,
  });
  await alice.deliver("INBOX", [
    { source: letter({ from: "Bob <bob@example.test>", subject: "Lunch", calendar: asks }) },
  ]);
  await openMail();
  await row(page, "Lunch").click();
  const card = reader(page).getByRole("region", { name: say("invite.title", { title: "Lunch" }) });
  await expect(card).toContainText("Dentist");
  await card.getByRole("button", { name: say("invite.addWord") }).click();
  await card.getByRole("textbox", { name: say("invite.word") }).fill("At the dentist’s");
  await card.getByRole("button", { name: say("invite.answer.declined"), exact: true }).click();
  await expect.poll(() => onServer(bob, "INBOX"), { timeout: 30_000 }).toHaveLength(1);
  const [reply = ""] = await sources(bob, "INBOX");
  const unpacked =
    reply +
    [...reply.matchAll(/base64\r\n(?:[^\r\n]+\r\n)*\r\n([\w+/=\r\n]+)/gi)]
      .map(([, text = ""]) => Buffer.from(text, "base64").toString("latin1"))
      .join("\n");
  expect(unpacked).toContain("PARTSTAT=DECLINED");
  expect(unpacked).toMatch(/At the dentist/);
});
