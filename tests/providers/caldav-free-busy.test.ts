// When others are free, asked of CalDAV servers that schedule (RFC 6638 §5) and of those that do not.
import { describe, expect, it } from "vitest";
import type { Outbox } from "../servers/quirk-outbox.ts";
import { failureOf } from "./fake-account.ts";
import { never, quirkAccount } from "./quirk-account.ts";

const ms = (iso: string) => Date.parse(iso);
const DAYS = { fromMs: ms("2026-11-24T00:00:00Z"), toMs: ms("2026-11-25T12:00:00Z") };
const EVERYBODY = ["bob@quirk.test", "cleo@quirk.test", "nobody@elsewhere.test"];

describe("a scheduling outbox", () => {
  it.each(["home", "principal"] satisfies Outbox[])(
    "named by the %s tells each person's time by itself",
    async (outbox) => {
      const { connection, server } = await quirkAccount({ outbox });
      expect(await connection.freeBusy?.(EVERYBODY, DAYS, never)).toEqual([
        {
          address: "bob@quirk.test",
          known: true,
          busy: [
            { startMs: ms("2026-11-24T09:00:00Z"), endMs: ms("2026-11-24T10:30:00Z"), kind: "busy" },
            { startMs: ms("2026-11-24T13:00:00Z"), endMs: ms("2026-11-24T13:30:00Z"), kind: "tentative" },
            { startMs: ms("2026-11-25T00:00:00Z"), endMs: ms("2026-11-25T12:00:00Z"), kind: "away" },
          ],
        },
        { address: "cleo@quirk.test", known: false, busy: [] },
        { address: "nobody@elsewhere.test", known: false, busy: [] },
      ]);
      const post = server.asked.filter(({ method }) => method === "POST");
      expect(post).toHaveLength(1);
      expect(post[0]?.body).toContain("ORGANIZER:mailto:alice@quirk.test");
      expect(post[0]?.body).toContain("DTSTART:20261124T000000Z\r\nDTEND:20261125T120000Z");
    },
  );

  it("is looked for once", async () => {
    const { connection, server } = await quirkAccount({ outbox: "principal" });
    for (let n = 0; n < 3; n++) await connection.freeBusy?.(["bob@quirk.test"], DAYS, never);
    expect(server.asked.map(({ method }) => method)).toEqual(["PROPFIND", "PROPFIND", "POST", "POST", "POST"]);
  });

  it.each([undefined, "closed"] satisfies (Outbox | undefined)[])(
    "that is %s means that nobody's time is told, and is not asked for again",
    async (outbox) => {
      const { connection, server } = await quirkAccount({ outbox });
      expect(await connection.freeBusy?.(EVERYBODY, DAYS, never)).toBeUndefined();
      const asked = server.asked.length;
      expect(await connection.freeBusy?.(EVERYBODY, DAYS, never)).toBeUndefined();
      expect(server.asked).toHaveLength(asked);
    },
  );

  it("that cannot be reached now is a failure, and is asked again", async () => {
    const { connection, server } = await quirkAccount({ outbox: "home" });
    server.quirk({ refuse: { methods: /^POST$/, status: 500, times: 1 } });
    expect((await failureOf(connection.freeBusy?.(EVERYBODY, DAYS, never) ?? Promise.resolve())).code).not.toBe("bug");
    expect(await connection.freeBusy?.(EVERYBODY, DAYS, never)).toHaveLength(3);
  });
});
