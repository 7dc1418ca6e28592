// Calendars as such, on the local Graph.
import { describe, expect, it } from "vitest";
import { nearestColor } from "../../src-main/providers/graph/manage-colors.ts";
import { failureOf, never } from "./graph-account.ts";
import { mailbox } from "./graph-server.ts";

describe("the list", () => {
  it("begins with the default calendar, tells what may only be read, and that saving mails guests", async () => {
    const { connection, other } = await mailbox();
    other.addCalendar("Holidays", { canEdit: false, color: "lightRed" });
    other.addCalendar("Ours", { hexColor: "#12ab34" });
    const [first, ...rest] = await connection.calendars(never);
    expect(first).toMatchObject({ isDefault: true, order: 0, readOnly: false, schedules: true });
    expect(first?.color).toBeUndefined();
    expect(rest.map(({ name, readOnly, color, isDefault }) => [name, readOnly, color, isDefault])).toEqual([
      ["Holidays", true, "#F06A6F", undefined],
      ["Ours", false, "#12AB34", undefined],
    ]);
  });

  it("is whole when it has many pages, also where the server fails at lists without a size", async () => {
    const { connection, other } = await mailbox({ switches: { calendars500WithoutTop: true } });
    for (let n = 0; n < 130; n++) other.addCalendar(`C${n}`);
    expect(await connection.calendars(never)).toHaveLength(131);
  });

  it("of a mailbox that Graph cannot reach says so", async () => {
    const { connection, url } = await mailbox({ switches: { noMailbox: true } });
    expect((await failureOf(connection.calendars(never))).reason).toBe("no-mailbox");
    // Nor is an event gone for that.
    expect((await failureOf(connection.fetch(url, "/x/a", never))).reason).toBe("no-mailbox");
  });
});

describe("making a calendar", () => {
  const wanted = { name: "Équipe", color: "#12946B" };

  it("makes one, though the answer is lost, and gives the id that it has afterwards", async () => {
    const { connection, server } = await mailbox({ switches: { calendarIdChangesAfterCreate: true } });
    server.cutNext(1, /^POST .*\/calendars$/);
    expect((await failureOf(connection.createCalendar("minted", wanted, never))).reason).toBe("connection-lost");
    const made = await connection.createCalendar("minted", wanted, never);
    const all = await connection.calendars(never);
    expect(all.filter(({ name }) => name === "Équipe")).toMatchObject([{ url: made.url, color: "#12946B" }]);
    expect(await connection.createCalendar("minted", wanted, never)).toMatchObject({ url: made.url });
  });

  it("does not take one of the same name for its own", async () => {
    const { connection, other } = await mailbox();
    other.addCalendar("Équipe");
    for (let tries = 0; tries < 2; tries++) {
      const failure = await failureOf(connection.createCalendar("minted", wanted, never));
      expect([failure.reason, failure.params.detail]).toEqual(["refused-data", expect.stringContaining("name")]);
    }
    expect(await connection.calendars(never)).toHaveLength(2);
  });
});

describe("changing a calendar", () => {
  it("falls back to the nearest of the named colours where a colour of one's own is refused or not kept", async () => {
    const { connection, other, server, urlOf } = await mailbox();
    other.addCalendar("C");
    const refused = { error: { code: "ErrorInvalidPropertySet", message: "Set action is invalid for property." } };
    server.failNext(1, { where: /^PATCH /, status: 400, body: refused });
    await connection.changeCalendar(urlOf("C"), { color: "#F0FF10" }, never);
    server.failNext(1, { where: /^PATCH /, status: 200, body: { id: "x", color: "auto", hexColor: "" } });
    await connection.changeCalendar(urlOf("C"), { color: "#EE6070" }, never);
    expect((await connection.calendars(never))[1]).toMatchObject({ name: "C", color: "#F06A6F" });
    expect([nearestColor("#F0FF10"), nearestColor("#000000")]).toEqual(["lightYellow", "lightBrown"]);
  });

  it("says what is refused, and what is gone", async () => {
    const { connection, url, other, urlOf } = await mailbox();
    expect((await failureOf(connection.changeCalendar(url, { name: "Mine" }, never))).reason).toBe("forbidden");
    expect((await failureOf(connection.removeCalendar(url, never))).reason).toBe("forbidden");
    other.addCalendar("Gone");
    const gone = urlOf("Gone");
    other.removeCalendar("Gone");
    expect((await failureOf(connection.changeCalendar(gone, { name: "X" }, never))).params).toEqual({
      what: "calendar",
    });
    await connection.removeCalendar(gone, never);
  });
});
