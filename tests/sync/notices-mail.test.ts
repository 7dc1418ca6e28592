// What people are told of mail, of troubles and of invitations: on a whole engine, with its server in memory.
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { atWork, NOVEMBER } from "../commands/at-work.ts";
import { letter, type MailTestWorld, mailWorld } from "../commands/mail-world.ts";
import { eventText } from "../servers/dav.ts";
import type { TestEngine } from "../support/test-engine.ts";

const take = async ({ call }: Pick<TestEngine, "call">) => (await call("notices.take", {})).notices;
const list = async ({ call }: Pick<TestEngine, "call">) => (await call("notices.list", {})).notices;

/** An account whose first look is behind it: what was there already is no news. */
async function inbox(): Promise<MailTestWorld> {
  const world = await mailWorld();
  await world.receive(letter("Old"));
  await take(world);
  return world;
}

describe("new mail", () => {
  it("is told once with who wrote and what about, and stays on the list until it is read", async () => {
    const world = await inbox();
    const told = world.nextFeed("notices");
    const [id] = await world.receive(letter("Lunch?"));
    await told;
    const messageId = id as NonNullable<typeof id>;
    expect(await take(world)).toMatchObject([
      { kind: "mail", subject: "Lunch?", messageId, from: { address: "bob@example.test" }, snippet: "Hello" },
    ]);
    expect(await take(world)).toEqual([]);
    expect((await list(world)).map((one) => one.kind === "mail" && one.messageId)).toContain(messageId);
    await world.call("mail.flag", { ids: [messageId], add: ["\\Seen"] });
    expect((await list(world)).map((one) => one.kind === "mail" && one.messageId)).not.toContain(messageId);
  });

  it("that was read or removed before anybody was told is never told", async () => {
    const world = await inbox();
    const [read, gone] = await world.receive(letter("Read"), letter("Gone"));
    await world.call("mail.flag", { ids: [read as NonNullable<typeof read>], add: ["\\Seen"] });
    await world.call("mail.remove", { ids: [gone as NonNullable<typeof gone>] });
    expect(await take(world)).toEqual([]);
  });

  it("of a folder that does not notify is not told; of one that was chosen it is", async () => {
    const world = await inbox();
    const folderId = await world.folderId("inbox");
    await world.call("mail.changeFolder", { id: folderId, notify: false });
    await world.receive(letter("Quietly"));
    expect(await take(world)).toEqual([]);
    await world.call("mail.changeFolder", { id: folderId, notify: true });
    await world.receive(letter("Aloud"));
    expect(await take(world)).toMatchObject([{ subject: "Aloud" }]);
  });

  it("that was put off is told again when it comes back", async () => {
    const world = await inbox();
    world.engine.start();
    const [id] = await world.receive(letter("Not now"));
    expect(await take(world)).toMatchObject([{ subject: "Not now" }]);
    const untilMs = world.clock.nowMs() + 3_600_000;
    await world.call("mail.snooze", { ids: [id as NonNullable<typeof id>], untilMs });
    const told = world.nextFeed("notices");
    world.clock.advance(3_600_000);
    await told;
    expect(await take(world)).toMatchObject([{ subject: "Not now" }]);
    expect(await take(world)).toEqual([]);
  });

  it("in quiet hours waits for their end", async () => {
    const world = await inbox();
    await world.call("settings.set", { notices: { quietDays: [0, 1, 2, 3, 4, 5, 6] } });
    await world.receive(letter("Later"));
    expect(await take(world)).toEqual([]);
    await world.call("settings.set", { notices: {} });
    expect(await take(world)).toMatchObject([{ subject: "Later" }]);
  });
});

describe("a trouble", () => {
  it("is told when a server refuses the password, once, and again only when it comes back", async () => {
    let refuses = false;
    const world = await mailWorld({
      before: () => {
        if (refuses) throw new Failure("wrong-password");
      },
    });
    world.engine.start();
    const trouble = { kind: "trouble", what: "sign-in", subject: "alice@example.test", accountId: world.accountId };
    const fails = async () => {
      refuses = true;
      const told = world.nextFeed("notices");
      await world.sync().catch(() => undefined);
      await told;
    };
    await fails();
    expect(await take(world)).toMatchObject([trouble]);
    await world.sync().catch(() => undefined);
    expect(await take(world)).toEqual([]);
    expect(await list(world)).toMatchObject([trouble]);
    refuses = false;
    await world.call("accounts.update", { id: world.accountId, password: "alice-pw" });
    expect(await list(world)).toEqual([]);
    // It is looked at after the change, not within it.
    for (let n = 0; n < 3; n++) await new Promise((done) => setImmediate(done));
    await fails();
    expect(await take(world)).toMatchObject([trouble]);
  });
});

describe("a reminder of an invitation", () => {
  it("is told to who accepted or has not answered, never to who declined", async () => {
    const people = [
      "ORGANIZER:mailto:boss@elsewhere.test",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@elsewhere.test",
      "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ann@office.test",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "DESCRIPTION:x",
      "TRIGGER:-PT10M",
      "END:VALARM",
      "",
    ].join("\r\n");
    const world = await atWork();
    world.engine.start();
    for (const uid of ["open", "no"]) {
      const text = eventText(uid, uid).replace("END:VEVENT", `${people}END:VEVENT`);
      world.server.store("ann", `${uid}.ics`, text);
    }
    await world.sync();
    const { occurrences } = await world.call("agenda.range", NOVEMBER);
    const [first] = occurrences;
    const no = occurrences.find(({ title }) => title === "no")?.eventId as EventId;
    await world.call("events.respond", { id: no, answer: "declined" });
    const told = world.nextFeed("notices");
    world.clock.advance((first?.startMs ?? 0) - 9 * 60_000 - world.clock.nowMs());
    await told;
    expect((await take(world)).map((one) => one.kind === "reminder" && one.title)).toEqual(["open"]);
  });
});
