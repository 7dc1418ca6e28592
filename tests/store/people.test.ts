// People met in events: whom to suggest.
import { describe, expect, it } from "vitest";
import { atWork } from "../commands/at-work.ts";

const at = (day: string) => ({ start: `${day}T10:00`, end: `${day}T11:00` });

async function met() {
  const world = await atWork();
  const { call, calendarId } = world;
  const invite = (day: string, ...attendees: { address: string; name?: string }[]) =>
    call("events.create", { calendarId, title: "x", ...at(day), attendees });
  const suggest = async (query: string, limit = 8) =>
    (await call("contacts.suggest", { query, limit })).people.map(({ address, name }) => name ?? address);
  return { ...world, invite, suggest };
}

describe("contacts.suggest", () => {
  it("finds names and addresses by the beginnings of their words, accents and case aside", async () => {
    const { invite, suggest } = await met();
    await invite(
      "2026-11-20",
      { address: "ih@example.com", name: "Inès Haddad" },
      { address: "Jean-Pierre.B@example.org" },
    );
    expect(await suggest("ines h")).toEqual(["Inès Haddad"]);
    expect(await suggest("HAD")).toEqual(["Inès Haddad"]);
    expect(await suggest("pierre")).toEqual(["jean-pierre.b@example.org"]);
    expect(await suggest("addad")).toEqual([]);
    expect(await suggest("%")).toHaveLength(3);
  });

  it("puts who was met often and lately first, whose name begins so before whose later word does, oneself last", async () => {
    const { invite, suggest } = await met();
    const [anna, ana, bob] = [
      { address: "anna@example.com", name: "Anna Old" },
      { address: "ana@example.com", name: "Ana Now" },
      { address: "b@example.com", name: "Bob Andrews" },
    ];
    for (let n = 1; n <= 3; n++) await invite(`2021-01-0${n}`, anna);
    for (let n = 1; n <= 2; n++) await invite(`2026-11-0${n}`, ana);
    for (let n = 1; n <= 9; n++) await invite(`2026-11-0${n}`, bob);
    expect(await suggest("an")).toEqual(["Ana Now", "Anna Old", "Bob Andrews", "ann@office.test"]);
    expect(await suggest("an", 2)).toHaveLength(2);
    expect((await suggest(""))[0]).toBe("Bob Andrews");
  });

  it("knows the name last used, and forgets who is in no event any more", async () => {
    const { call, invite, suggest } = await met();
    const { event } = await invite("2026-11-20", { address: "eve@example.com" });
    const attendees = [{ address: "Eve@Example.com", name: "Eve" }];
    await call("events.update", { id: event.id, changes: { attendees } });
    expect(await suggest("eve")).toEqual(["Eve"]);
    await call("events.update", { id: event.id, changes: { attendees: [{ address: "kim@example.com" }] } });
    expect([await suggest("eve"), await suggest("kim")]).toEqual([[], ["kim@example.com"]]);
  });
});
