// What people were told before the data file was damaged: they are not told again, and what they put off comes back at its time.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";
import { reportDrill } from "./report.ts";

const MINUTE = 60_000;
const PAGE = 4096;

const settle = () => new Promise((done) => setImmediate(() => setImmediate(() => setImmediate(done))));

it("an alarm that was told is not told again, one that was dismissed stays so, one that was put off comes back", async () => {
  const clock = fakeClock("2026-11-18T09:00:00Z");
  const folder = testFolder();
  const vault = memoryVault();
  const open = (): TestEngine => {
    const engine = testEngine({ folder, clock, vault });
    onTestFinished(() => engine.close());
    engine.engine.start();
    return engine;
  };
  const pass = async (minutes: number) => {
    for (let n = 0; n < minutes; n++) {
      clock.advance(MINUTE);
      await settle();
    }
  };
  const titlesOf = (notices: readonly { readonly kind: string }[]) =>
    notices.flatMap((one) => ("title" in one ? [String(one.title)] : []));
  const first = open();
  const { calendar } = await first.call("calendars.create", { name: "Here only", color: "#336699" });
  for (const title of ["Told", "Dismissed", "Put off"]) {
    await first.call("events.create", {
      ...{ calendarId: calendar.id, title, start: "2026-11-18T11:00", end: "2026-11-18T12:00", zone: "Europe/Paris" },
      reminders: [{ minutesBefore: 10 }],
    });
  }
  await first.call("backups.make", {});
  await pass(51);
  const { notices } = await first.call("notices.take", {});
  expect(titlesOf(notices).toSorted()).toEqual(["Dismissed", "Put off", "Told"]);
  const idOf = (title: string) => notices.find((one) => "title" in one && one.title === title)?.id ?? "";
  await first.call("notices.dismiss", { ids: [idOf("Dismissed")] });
  await first.call("notices.snooze", { id: idOf("Put off"), untilMs: clock.nowMs() + 15 * MINUTE });
  await first.close();

  const file = join(folder, "cadran.sqlite");
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(bytes.length / PAGE + 50, 32);
  bytes.writeUInt32BE(77, 36);
  writeFileSync(file, bytes);
  writeFileSync(join(folder, "cadran.lock"), "{}");
  const second = open();
  await settle();
  await pass(2);
  expect((await second.call("backups.list", {})).restored).toMatchObject({ cause: "damage", incomplete: false });
  expect((await second.call("notices.take", {})).notices).toEqual([]);
  expect(titlesOf((await second.call("notices.list", {})).notices)).toEqual(["Told"]);
  await pass(15);
  expect(titlesOf((await second.call("notices.take", {})).notices)).toEqual(["Put off"]);
  reportDrill({
    drill: "alarms told before the damage",
    lost: [],
    ended: "not told again; a snooze comes back at its time",
  });
}, 60_000);
