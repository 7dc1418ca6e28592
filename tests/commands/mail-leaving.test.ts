// Leaving an account with mail: nothing unsent is lost without a word, and nothing stays behind.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Vault } from "../../src-main/ports.ts";
import { letter, mailWorld, parted } from "./mail-world.ts";

/** Rows of mail, by table, and of everything that accounts own. */
function rowCounts(folder: string): Record<string, number> {
  const sqlite = new Sqlite(join(folder, "cadran.sqlite"), { readonly: true });
  const list =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite%' AND name <> '__drizzle_migrations'";
  const tables = sqlite.prepare(list).all() as { name: string }[];
  const count = (name: string) => (sqlite.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n;
  const counts = Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
  sqlite.close();
  return counts;
}

/** What is the person's own, whatever accounts there are. */
const OWN = new Set(["facts", "templates", "blocked_senders", "remote_allowed"]);

describe("leaving an account with mail", () => {
  it("is refused while drafts, deeds and messages are only here, and counts them", async () => {
    const { call, accountId, receive } = await mailWorld();
    const ids = await receive(letter("One"));
    await call("mail.flag", { ids, add: ["\\Flagged"] });
    await call("mail.draft", { accountId, subject: "Unfinished" });
    await call("mail.send", { accountId, to: ["bob@example.test"], subject: "Waiting", text: "x" });
    await expect(call("accounts.remove", { id: accountId })).rejects.toMatchObject({
      reason: "unsynced-edits",
      params: { count: 3 },
    });
    expect((await call("accounts.list", {})).accounts).toHaveLength(1);
  });

  it("leaves no row, no file and no secret", async () => {
    const secrets = new Map<string, string>();
    const vault: Vault = {
      kind: "keychain",
      get: async (name) => secrets.get(name),
      set: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
    };
    const { call, accountId, receive, folder, folderId, clock, settle } = await mailWorld({ vault });
    const big = {
      type: "application/pdf",
      headers: ["Content-Disposition: attachment; filename=big.pdf", "Content-Transfer-Encoding: base64"],
      body: Buffer.alloc(1_200_000, 7).toString("base64").replace(/.{76}/g, "$&\r\n"),
    };
    const ids = await receive(
      letter("One"),
      letter("Two"),
      parted("Big", "mixed", [{ type: "text/plain", body: "See" }, big]),
    );
    const last = ids.at(-1) ?? ids[0];
    if (!last) throw new Error("nothing came");
    const { attachments } = await call("mail.message", { id: last });
    await call("mail.attachment", { messageId: last, id: attachments[0]?.id ?? "" });
    expect(readdirSync(join(folder, "mail-blobs"))).toHaveLength(1);
    await call("mail.flag", { ids, add: ["\\Flagged"] });
    await call("mail.snooze", { ids: ids.slice(0, 1), untilMs: clock.nowMs() + 86_400_000 });
    const rule = { id: "r", name: "x", accountId, enabled: true, match: "all" as const, stop: false };
    const actions = [{ kind: "move" as const, folderId: await folderId("archive") }];
    await call("mail.saveRules", {
      rules: [{ ...rule, tests: [{ field: "subject", how: "is", value: "never" }], actions }],
    });
    await call("mail.send", {
      accountId,
      to: ["bob@example.test"],
      subject: "Out",
      text: "x",
      undoSeconds: 0,
      remindAtMs: clock.nowMs() + 86_400_000,
    });
    await settle();
    await call("mail.draft", { accountId, subject: "Unfinished", addAttachments: [{ name: "a", base64: "eA==" }] });
    await call("mail.import", {
      folderId: await folderId("archive"),
      files: [{ name: "a.eml", base64: Buffer.from(letter("Old")).toString("base64") }],
    });
    const { calendar } = await call("calendars.create", { name: "Mine" });
    const { event } = await call("events.create", {
      calendarId: calendar.id,
      title: "x",
      start: "2026-11-24T10:00",
      end: "2026-11-24T11:00",
    });
    if (ids[0]) await call("mail.linkEvent", { messageId: ids[0], eventId: event.id });
    await call("mail.flag", { ids, add: ["\\Seen"] });
    const full = rowCounts(folder);
    const mailTables = Object.keys(full).filter((name) =>
      /mail|message|thread|draft|send|identit|snooze|follow|entries|placements/.test(name),
    );
    expect(
      mailTables.filter((name) => full[name] === 0 && !OWN.has(name)),
      "a table that nothing is in proves nothing",
    ).toEqual([]);
    await call("calendars.remove", { id: calendar.id });
    await call("accounts.remove", { id: accountId, discardUnsynced: true });
    const left = Object.entries(rowCounts(folder)).filter(
      ([name, rows]) => rows > 0 && !OWN.has(name) && !/_(?:config|data|idx|docsize|content)$/.test(name),
    );
    expect(left).toEqual([]);
    expect([...secrets]).toEqual([]);
    expect(existsSync(join(folder, "mail-blobs")) ? readdirSync(join(folder, "mail-blobs")) : []).toEqual([]);
  });
});
