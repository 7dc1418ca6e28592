// The bundle for somebody who looks for a fault: it says how things stand, and names nobody.
import { expect, test } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { letter, mailWorld } from "../commands/mail-world.ts";

test("it tells kinds, counts, states and reasons, and nothing that anybody wrote or is called", async () => {
  let isDown = false;
  const world = await mailWorld({
    before: () => {
      if (isDown) throw new Failure("connection-refused", { host: "imap.example.test" });
    },
  });
  const { call, receive, sync, folder, accountId } = world;
  const { calendar } = await call("calendars.create", { name: "Zebracalendar" });
  const when = { start: "2026-11-20T10:00", end: "2026-11-20T11:00", zone: "Europe/Paris" };
  const said = { title: "Zebratitle", location: "Zebraplace", description: "Zebranotes" };
  await call("events.create", { calendarId: calendar.id, ...when, ...said });
  await receive(letter("Zebrasubject", "Zebrabody"));
  await call("accounts.update", { id: accountId, label: "Zebralabel" });
  isDown = true;
  await sync().catch(() => undefined);
  const { text } = await call("app.diagnostics", {});
  expect(text).toContain("account 1: mail, ready");
  expect(text).toMatch(/account 1, mail: ready.*; \d+ folders, 1 messages/);
  expect(text).toContain("connection-refused");
  expect(text).toMatch(/cadran\.sqlite: \d+\.\d MB/);
  for (const secret of ["Zebra", "alice", "bob", "example.test", folder, "alice-pw"]) {
    expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});
