import { describe, expect, it } from "vitest";
import { memoryProvider } from "../../src-main/providers/memory/index.ts";
import { openDemoServer } from "../../src-main/providers/memory/server.ts";
import { calendarProviderContract, type ProviderUnderTest } from "../contracts/calendar-provider.ts";
import { eventText } from "../servers/dav.ts";
import { testWorld } from "./world.ts";

const never = new AbortController().signal;

async function setup(): Promise<ProviderUnderTest> {
  const world = testWorld();
  await memoryProvider.connect({ kind: "demo", locale: "en" }, world, never);
  const server = openDemoServer(world.folder, () => []);
  let made = 0;
  const idOf = (url: string) => url.split("/").at(-2) ?? "";
  const makeCalendar = async (name: string, texts: { name: string; text: string }[] = []) => {
    const id = `made-${++made}`;
    server.makeCalendar({ id, name, color: "#2F6FE0", texts });
    return `demo://cadran/${id}/`;
  };
  return {
    connect: (change) => memoryProvider.connect({ kind: "demo", ...change }, world, never),
    makeCalendar: (name) => makeCalendar(name),
    makeFullCalendar: (count) =>
      makeCalendar(
        "Full",
        Array.from({ length: count }, (_, n) => ({ name: `${n}.ics`, text: eventText(`${n}`, "E") })),
      ),
    other: {
      put: async (url, name, text) => server.write(idOf(url), [{ name, text }]),
      remove: async (url, name) => server.write(idOf(url), [{ name, text: undefined }]),
    },
    strangeCursor: () => "999999",
    readOnlyName: "Swiss holidays",
    stop: async () => world.remove(),
  };
}

calendarProviderContract("The demo", setup, { proxy: false });

describe("The demo's content", () => {
  it("is a believable fortnight in the user's language", async () => {
    for (const [locale, names] of [
      ["fr", ["Travail", "Personnel", "Famille", "Équipe produit", "Jours fériés suisses"]],
      ["en", ["Work", "Personal", "Family", "Product team", "Swiss holidays"]],
    ] as const) {
      const world = testWorld();
      const connection = await memoryProvider.connect({ kind: "demo", locale }, world, never);
      const calendars = await connection.calendars(never);
      expect(calendars.map((calendar) => calendar.name)).toEqual(names);
      const texts: string[] = [];
      for (const { url } of calendars.slice(0, 4)) {
        for await (const page of connection.changes(url, undefined, () => new Map(), never)) {
          texts.push(...page.items.map((item) => item.text));
        }
      }
      expect(texts).toHaveLength(35);
      expect(texts.filter((text) => text.includes("RRULE:")).length).toBeGreaterThan(5);
      expect(texts.some((text) => text.includes("RECURRENCE-ID"))).toBe(true);
      expect(texts.some((text) => text.includes("STATUS:TENTATIVE"))).toBe(true);
      expect(texts.some((text) => text.includes("STATUS:CANCELLED"))).toBe(true);
      expect(
        texts
          .join("")
          .split("\r\n")
          .every((line) => Buffer.byteLength(line) <= 75),
      ).toBe(true);
      world.remove();
    }
  });

  it("keeps what the user did through a restart", async () => {
    const world = testWorld();
    const before = await memoryProvider.connect({ kind: "demo", locale: "fr" }, world, never);
    const url = (await before.calendars(never))[0]?.url ?? "";
    await before.create(url, "mine.ics", eventText("mine", "Mine"), never);
    await before.close();
    const after = await memoryProvider.connect({ kind: "demo", locale: "en" }, world, never);
    expect((await after.calendars(never))[0]?.name).toBe("Travail");
    let found = 0;
    for await (const page of after.changes(url, undefined, () => new Map(), never)) {
      found += page.items.filter((item) => item.key === "mine.ics").length;
    }
    expect(found).toBe(1);
    world.remove();
  });
});
