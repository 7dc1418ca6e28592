// Everything that is kept here as files.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { splitMbox } from "../../src-main/domain/mime/mbox.ts";
import type { ExportState } from "../../src-preload/contract/data.ts";
import { until } from "../support/until.ts";
import { letter, type MailTestWorld, mailWorld } from "./mail-world.ts";

async function exported({ call }: MailTestWorld, fetch = false): Promise<ExportState> {
  await call("data.export", { fetch });
  return until(async () => {
    const state = await call("data.exportState", {});
    if (state.state === "running") throw new Error("it runs");
    return state;
  });
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .toSorted();

async function filled() {
  const world = await mailWorld();
  const { call, receive } = world;
  const when = { start: "2026-11-20T10:00", end: "2026-11-20T11:00", zone: "Europe/Paris" };
  for (const name of ["Work", "work", "A/B"]) {
    const { calendar } = await call("calendars.create", { name });
    await call("events.create", { calendarId: calendar.id, ...when, title: `Event of ${name}` });
  }
  const letters = [letter("One", "From here"), letter("Two")];
  await receive(...letters);
  return { ...world, letters };
}

describe("an export of everything", () => {
  it("is a folder of files that other programs read, under names that every system takes", async () => {
    const world = await filled();
    const state = await exported(world);
    expect(state).toMatchObject({
      state: "done",
      exported: { calendars: 3, events: 3, messages: 2, away: 0 },
    });
    const folder = state.folder ?? "";
    expect(relative(join(world.folder, "downloads"), folder)).toMatch(/^Cadran \d{4}-\d\d-\d\d \d\d\.\d\d$/);
    const found = filesIn(folder);
    expect(found).toEqual(
      [
        ...["A-B.ics", "Work (2).ics", "work.ics"].map((name) => join("calendars", name)),
        join("mail", "alice@example.test", "INBOX.mbox"),
        "settings.json",
      ].toSorted(),
    );
    expect(readFileSync(join(folder, "calendars", "A-B.ics"), "utf8")).toContain("SUMMARY:Event of A/B");
    const box = readFileSync(join(folder, "mail", "alice@example.test", "INBOX.mbox"));
    expect(splitMbox(box).map((one) => Buffer.from(one).toString("latin1"))).toEqual(world.letters);
    expect(existsSync(`${folder}.part`)).toBe(false);
  });

  it("holds no secret, and is its owner's alone", async () => {
    const world = await filled();
    const { folder = "" } = await exported(world);
    for (const name of filesIn(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toContain("alice-pw");
    if (process.platform !== "win32") {
      const modes = ["", ...filesIn(folder)].map((name) => statSync(join(folder, name)).mode & 0o077);
      expect(new Set(modes)).toEqual(new Set([0]));
    }
    const settings = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"));
    expect(settings.accounts).toMatchObject([{ address: "alice@example.test" }]);
  });

  it("takes what was written and not sent along", async () => {
    const world = await filled();
    const { call, accountId } = world;
    const written = { to: [], cc: [], bcc: [], subject: "Half a thought", text: "…" };
    const { draft } = await call("mail.draft", { accountId, ...written });
    expect(draft.subject).toBe("Half a thought");
    const { folder = "" } = await exported(world);
    const kept = readFileSync(join(folder, "mail", "alice@example.test", "drafts.json"), "utf8");
    expect(kept).toContain("Half a thought");
  });

  it("does not write over an earlier one, and a second wish while it runs begins no other", async () => {
    const world = await filled();
    const first = await exported(world);
    await world.call("data.export", {});
    const second = await exported(world);
    expect(second.folder).toBe(`${first.folder} (2)`);
    expect(readdirSync(join(world.folder, "downloads"))).toHaveLength(2);
  });

  it("leaves nothing half done when it is given up or the folder cannot be written", async () => {
    const world = await filled();
    await world.call("data.export", {});
    await world.call("data.cancelExport", {});
    expect((await world.call("data.exportState", {})).state).toBe("cancelled");
    const downloads = join(world.folder, "downloads");
    expect(existsSync(downloads) ? readdirSync(downloads) : []).toEqual([]);
  });
});

it("what would be lost is counted: changes and mail that no server has, and calendars of this device", async () => {
  const world = await filled();
  expect(await world.call("data.losses", {})).toMatchObject({
    ...{ changes: 0, outgoing: 0, accounts: 1, feeds: 0 },
    ...{ localCalendars: 3, localEvents: 3 },
  });
});
