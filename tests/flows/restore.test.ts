// Back to a backup with real servers on the other side: agenda on Radicale, mail on Dovecot and Exim, changed here and there before
// and after the copy. Once the next engine has looked, both sides are equal, nothing is there twice, and nothing went.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../src-main/engine/clock.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { createImapProvider } from "../../src-main/providers/imap/index.ts";
import { smtpSubmission } from "../../src-main/providers/smtp/index.ts";
import type { CalendarId, EventId, MessageId } from "../../src-preload/contract/shapes.ts";
import { letter } from "../commands/mail-world.ts";
import { missingServer } from "../servers/child.ts";
import { eventText, rawClient } from "../servers/dav.ts";
import { imapClient } from "../servers/imap-client.ts";
import { missingMail, startMail } from "../servers/mail.ts";
import { startRadicale } from "../servers/radicale.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";
import { NOVEMBER, objectNames } from "./story.ts";

const skip = missingMail() ?? missingServer("radicale");
const PAGE = 4096;

const DAMAGES = {
  "every row can still be read": (file: string) => {
    const bytes = readFileSync(file);
    bytes.writeUInt32BE(bytes.length / PAGE + 50, 32);
    bytes.writeUInt32BE(77, 36);
    writeFileSync(file, bytes);
  },
  "nothing can be read": (file: string) => writeFileSync(file, "no database ".repeat(20_000)),
};

async function world() {
  const mail = await startMail();
  onTestFinished(() => mail.stop());
  const dav = await startRadicale();
  onTestFinished(() => dav.stop());
  const other = rawClient("alice", "alice-pw");
  const url = `${dav.url}alice/work/`;
  await other.makeCalendar(url, "Work");
  const put = (n: number, title: string) => other.put(`${url}e${n}.ics`, eventText(`e${n}@example.test`, title));
  const clientOf = async (user: "alice" | "bob") => {
    const client = await imapClient(mail.imap, user, mail.users[user]);
    onTestFinished(() => client.close());
    return client;
  };
  const [alice, bob] = [await clientOf("alice"), await clientOf("bob")];
  const vault = memoryVault();
  const open = (folder: string): TestEngine => {
    const engine = testEngine({
      ...{ folder, vault, clock: systemClock, submission: smtpSubmission },
      mailbox: createImapProvider({ debounceMs: 10 }),
    });
    onTestFinished(() => engine.close());
    return engine;
  };
  const subjects = async (client: typeof alice, path: string) => {
    await client.flow.mailboxOpen(path);
    const found: string[] = [];
    for await (const one of client.flow.fetch("1:*", { envelope: true })) found.push(one.envelope?.subject ?? "");
    await client.flow.mailboxOpen("INBOX");
    return found.toSorted();
  };
  const titles = async () => {
    const texts = await Promise.all((await objectNames(other, url)).map((name) => other.get(url + name)));
    return texts.flatMap(({ body }) => /^SUMMARY:(.*?)\r?$/m.exec(body)?.[1] ?? []).toSorted();
  };
  const remove = (n: number) => other.remove(`${url}e${n}.ics`);
  return { mail, dav, put, remove, alice, bob, open, subjects, titles };
}

type World = Awaited<ReturnType<typeof world>>;

/** Accounts, and a day around a backup. The engine is not started: what is not synced waits, as it does offline. */
async function tellDay({ mail, dav, put, remove, alice, open, subjects }: World, folder: string): Promise<void> {
  const engine = open(folder);
  const { call } = engine;
  const sync = () => call("sync.run", {});
  for (const n of [1, 2, 3, 4, 5]) await put(n, `Event ${n}`);
  const deliver = (...all: string[]) =>
    alice.deliver(
      "INBOX",
      all.map((subject) => ({ source: letter(subject) })),
    );
  await deliver("To archive early", "To archive late", "To stay");
  const login = { username: "alice", password: "alice-pw" };
  const { calendars } = await call("accounts.add", { kind: "caldav", url: dav.url, ...login });
  const calendarId = calendars[0]?.id as CalendarId;
  const { account } = await call("accounts.add", {
    ...{ kind: "mail", address: "alice@example.test", name: "Alice", password: mail.users.alice },
    imap: { host: "localhost", port: mail.imap.imaps, security: "tls" },
    smtp: { host: "localhost", port: mail.smtp.submissionsPort, security: "tls" },
    ...{ caFile: mail.caFile, calendars: false },
  });
  await sync();
  const times = { start: "2026-11-24T10:00", end: "2026-11-24T11:00" };
  const create = (title: string) => call("events.create", { calendarId, title, ...times });
  const eventOf = async (title: string): Promise<EventId> => {
    const { occurrences } = await call("agenda.range", NOVEMBER);
    return occurrences.find((one) => one.title === title)?.eventId as EventId;
  };
  const rename = async (from: string, title: string) =>
    call("events.update", { id: await eventOf(from), changes: { title } });
  const mailOf = async (subject: string): Promise<MessageId> => {
    const { threads } = await call("mail.list", { role: "inbox", limit: 50 });
    return threads.find((one) => one.subject === subject)?.messageIds[0] as MessageId;
  };
  const archive = async (subject: string) => call("mail.move", { ids: [await mailOf(subject)], role: "archive" });
  const send = (subject: string) =>
    call("mail.send", {
      ...{ accountId: account.id, to: ["bob@example.test"], subject, text: subject, undoSeconds: 0 },
    });

  await create("Made early");
  await sync();
  // Waits when the copy is made, and reaches the servers right after it.
  await rename("Event 1", "Event 1 renamed");
  await create("Made at the copy");
  await send("Sent at the copy");
  await call("backups.make", {});
  await sync();

  await rename("Event 1 renamed", "Event 1 renamed again");
  await archive("To archive early");
  await send("Sent after the copy");
  await call("events.remove", { id: await eventOf("Made early") });
  await put(2, "Event 2 by others");
  await put(6, "Event 6 by others");
  await remove(3);
  await deliver("After the copy");
  // Copies in Sent are looked for before they are filed.
  for (let n = 0; n < 60 && (await subjects(alice, "Sent")).length < 2; n++) {
    await sync();
    await sleep(500);
  }

  await rename("Event 4", "Event 4 unsent");
  await create("Made unsent");
  await archive("To archive late");
  await send("Sent unsent");
  await engine.close();
}

/** Looks until nothing moves. */
async function recover({ open }: World, folder: string) {
  const engine = open(folder);
  for (let n = 0; n < 8; n++) {
    await engine.call("sync.run", n === 6 ? { full: true } : {});
    await sleep(1_000);
  }
  const { call } = engine;
  const { restored } = await call("backups.list", {});
  const { conflicts } = await call("conflicts.list", {});
  const { occurrences } = await call("agenda.range", NOVEMBER);
  const { outgoing } = await call("mail.outbox", {});
  const { threads } = await call("mail.list", { role: "inbox", limit: 50 });
  await engine.close();
  return {
    ...{ restored, conflicts, outgoing },
    titles: occurrences.map(({ title }) => title).toSorted(),
    inbox: threads.map(({ subject }) => subject).toSorted(),
  };
}

describe.skipIf(skip !== undefined)(`back to a backup on real servers${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it.each(Object.entries(DAMAGES))(
    "when %s: both sides are equal, nothing is doubled, nothing went",
    async (name, damage) => {
      const w = await world();
      const folder = testFolder();
      await tellDay(w, folder);
      const there = { titles: await w.titles(), inbox: await w.subjects(w.alice, "INBOX") };
      damage(join(folder, "cadran.sqlite"));
      // As after an end that was none.
      writeFileSync(join(folder, "cadran.lock"), "{}");
      const after = await recover(w, folder);
      const isRead = name === "every row can still be read";
      expect(after.restored).toMatchObject({ cause: "damage", incomplete: !isRead });
      const unsent = isRead ? ["Made unsent"] : [];
      const edited = there.titles.map((title) => (isRead && title === "Event 4" ? "Event 4 unsent" : title));
      expect(await w.titles()).toEqual([...edited, ...unsent].toSorted());
      // Renamed at the copy, sent, and renamed again since: nobody can tell any more, so the person decides between the two.
      expect(after.conflicts).toHaveLength(isRead ? 0 : 1);
      const decided = after.titles.map((title) => (title === "Event 1 renamed" ? "Event 1 renamed again" : title));
      expect(isRead ? after.titles : decided.toSorted()).toEqual(await w.titles());
      const moved = isRead ? ["To archive late"] : [];
      expect(await w.subjects(w.alice, "INBOX")).toEqual(there.inbox.filter((subject) => !moved.includes(subject)));
      expect(after.inbox).toEqual(await w.subjects(w.alice, "INBOX"));
      expect(await w.subjects(w.alice, "Archive")).toEqual(["To archive early", ...moved]);
      const sent = ["Sent after the copy", "Sent at the copy", ...(isRead ? ["Sent unsent"] : [])];
      expect(await w.subjects(w.alice, "Sent")).toEqual(sent);
      await expect.poll(() => w.subjects(w.bob, "INBOX"), { timeout: 20_000 }).toEqual(sent);
      expect(after.outgoing).toEqual([]);
    },
    240_000,
  );
});
