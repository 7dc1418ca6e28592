// XML that the parser itself refuses: an answer that cannot be read, never a fault of ours.
import { describe, expect, it } from "vitest";
import { parseError, parseMultistatus } from "../../src-main/providers/caldav/multistatus.ts";
import { parseXml } from "../../src-main/providers/caldav/xml.ts";
import { failureOf, fakeAccount, never } from "./fake-account.ts";

const deep = (levels: number) => `${"<a>".repeat(levels)}x${"</a>".repeat(levels)}`;

describe("elements nested deeper than any answer", () => {
  it("are no document", () => {
    expect(parseXml(deep(20))).toBeDefined();
    for (const levels of [200, 20_000]) {
      expect(parseXml(deep(levels))).toBeUndefined();
      expect([parseMultistatus(deep(levels)), parseError(deep(levels))]).toEqual([undefined, undefined]);
    }
  });

  it("are a garbled answer to whoever asked", async () => {
    const { server, connection, stop } = await fakeAccount();
    const headers = { "content-type": "application/xml" };
    server.answer(() => ({ status: 207, headers, body: deep(200) }));
    expect((await failureOf(connection.calendars(never))).code).not.toBe("bug");
    await stop();
  });
});
