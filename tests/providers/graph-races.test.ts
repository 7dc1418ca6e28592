// Writing while the server lags behind itself, or somebody else is quicker by a moment: scripted answer by answer.
import { describe, expect, it, test } from "vitest";
import { applyIntent, newEventText } from "../../src-main/domain/edit.ts";
import { fetchItem, updateItem } from "../../src-main/providers/graph/execute.ts";
import { createItem } from "../../src-main/providers/graph/execute-create.ts";
import { removeItem } from "../../src-main/providers/graph/execute-remove.ts";
import type { Asked, Reply } from "../servers/fake-dav.ts";
import { batched, json, never, refusal, type Scripted, scripted } from "./graph-account.ts";
import { versionOf } from "./graph-server.ts";
import { NOW_MS } from "./world.ts";

const event = (version: number, more: object = {}) => ({
  id: "e",
  "@odata.etag": `W/"${version}"`,
  type: "singleInstance",
  subject: "A",
  start: { dateTime: "2026-11-23T09:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2026-11-23T10:00:00.0000000", timeZone: "UTC" },
  ...more,
});

/** Answers of the event's address, one after the other; the last one stays. */
async function server(answers: Readonly<Record<string, readonly (Reply | object)[]>>) {
  const left = new Map(Object.entries(answers).map(([method, list]) => [method, [...list]]));
  const account = await scripted((asked: Asked) => {
    if (!asked.path.includes("/events/")) return json({ id: "cal/1" });
    const list = left.get(asked.method) ?? [];
    const next = list.length > 1 ? list.shift() : list[0];
    return next && ("status" in next ? (next as Reply) : json(next));
  });
  const item = await fetchItem(account.place, "/x/e", never);
  if (!item) throw new Error("no event");
  account.server.asked.length = 0;
  return { ...account, item };
}

const asked = ({ server: { asked: all } }: Scripted) => all.map(({ method }) => method);
const retitled = (text: string, title: string) => applyIntent(text, { kind: "change", set: { title } }, NOW_MS) ?? "";
const stale = refusal(412, "ErrorIrresolvableConflict");

test("somebody who was quicker between look and write wins, and is not written over", async () => {
  const account = await server({ GET: [event(1), event(1), event(2, { subject: "Theirs" })], PATCH: [stale] });
  const outcome = await updateItem(account.place, versionOf(account.item), retitled(account.item.text, "Mine"), never);
  expect(outcome).toMatchObject({ kind: "conflict", theirs: { text: expect.stringContaining("SUMMARY:Theirs") } });
  expect(asked(account)).toEqual(["GET", "PATCH", "GET"]);
});

it.each([412, 409])("a %i for another place of the event is overcome with the newer version", async (status) => {
  const mine = event(3, { subject: "Mine" });
  const account = await server({
    GET: [event(1), event(1), event(2), mine],
    PATCH: [refusal(status, "ErrorIrresolvableConflict"), mine],
  });
  const outcome = await updateItem(account.place, versionOf(account.item), retitled(account.item.text, "Mine"), never);
  expect(outcome.kind).toBe("stored");
  const patches = account.server.asked.filter(({ method }) => method === "PATCH");
  expect(patches.map(({ headers }) => headers["if-match"])).toEqual(['W/"1"', 'W/"2"']);
});

test("an answer is given once, however late the event shows it", async () => {
  const people = {
    organizer: { emailAddress: { name: "Eve", address: "eve@example.com" } },
    attendees: [
      { type: "required", status: { response: "none" }, emailAddress: { name: "Ann", address: "ann@example.com" } },
    ],
    responseStatus: { response: "notResponded", time: "0001-01-01T00:00:00Z" },
    isOrganizer: false,
  };
  const account = await server({ GET: [event(1, people)], POST: [{ status: 202 }] });
  const intent = { kind: "answer", addresses: ["ann@example.com"], answer: "accepted" } as const;
  const wanted = applyIntent(account.item.text, intent, NOW_MS) ?? "";
  const outcome = await updateItem(account.place, versionOf(account.item), wanted, never);
  expect(outcome).toMatchObject({ kind: "stored", item: { text: wanted } });
  expect(asked(account).filter((method) => method === "POST")).toHaveLength(1);
});

test("an error after the change was made is none", async () => {
  const account = await server({
    GET: [event(1), event(1), event(2, { subject: "Mine" })],
    PATCH: [{ status: 500 }],
  });
  const outcome = await updateItem(account.place, versionOf(account.item), retitled(account.item.text, "Mine"), never);
  expect(outcome).toMatchObject({ kind: "stored", item: { etag: '"W/2"' } });
});

test("an error before it is one, and nothing is tried twice", async () => {
  const account = await server({ GET: [event(1)], PATCH: [{ status: 500 }] });
  const work = updateItem(account.place, versionOf(account.item), retitled(account.item.text, "Mine"), never);
  await expect(work).rejects.toMatchObject({ reason: "server-error" });
  expect(asked(account).filter((method) => method === "PATCH")).toHaveLength(1);
});

test("a write that the server tidies up each time ends with what the server has", async () => {
  const account = await server({ GET: [event(1)], PATCH: [event(1)] });
  const outcome = await updateItem(account.place, versionOf(account.item), retitled(account.item.text, "Mine"), never);
  expect(outcome).toMatchObject({ kind: "stored", item: { text: expect.stringContaining("SUMMARY:A") } });
  expect(asked(account).filter((method) => method === "PATCH")).toHaveLength(4);
});

test("a removal does not take away what was changed a moment before", async () => {
  const account = await server({ GET: [event(1), event(1), event(2, { subject: "Theirs" })], DELETE: [stale] });
  const outcome = await removeItem(account.place, versionOf(account.item), {}, never);
  expect(outcome).toMatchObject({ kind: "conflict" });
  expect(asked(account)).toEqual(["GET", "DELETE", "GET"]);
});

describe("a creation that is answered with an earlier event", () => {
  const text = newEventText({
    uid: "u",
    nowMs: NOW_MS,
    title: "A",
    start: "2026-11-23T09:00",
    end: "2026-11-23T10:00",
    zone: "UTC",
    allDay: false,
  });
  const made = { ...event(1), id: "new", isReminderOn: false };
  const date = "Mon, 23 Nov 2026 09:00:00 GMT";

  /** @param earlier is what the first POST answers; `home` the calendar it lies in */
  async function create(earlier: object, home: string | undefined) {
    const transactions: string[] = [];
    const account = await scripted((asked) => {
      if (asked.method === "POST" && asked.path.endsWith("/events")) {
        transactions.push(JSON.parse(asked.body).transactionId);
        return json(transactions.length === 1 ? earlier : made, 201, { date });
      }
      if (asked.path.endsWith("/$batch"))
        return batched(asked, (path) => {
          if (path.startsWith("/me/calendars?"))
            return { status: 200, body: { value: [{ id: "cal/1" }, { id: "other" }] } };
          if (path.startsWith("/me/calendars/")) return { status: 200, body: { id: "cal/1" } };
          const id = path.includes("/events/new/") ? "cal/1" : home;
          return id === undefined ? { status: 404 } : { status: 200, body: { id } };
        });
      if (asked.path.includes("/events/new")) return json(made);
      if (asked.path.includes("/events/e")) return home === undefined ? { status: 404 } : json(earlier);
      return json({ id: "cal/1" });
    });
    const outcome = await createItem(account.place, "name", text, never);
    return { outcome, transactions };
  }

  const OWN = expect.stringMatching(/^cadran:[\w-]{10}:u$/);

  it.each([
    ["in another calendar, though it can be had by way of this one", event(1), "other"],
    ["that was deleted", event(1, { createdDateTime: "2026-11-01T09:00:00Z" }), undefined],
  ] as const)("%s is made under a transaction of its own", async (_, earlier, home) => {
    const { outcome, transactions } = await create(earlier, home);
    expect(outcome).toMatchObject({ kind: "stored", item: { key: "new" } });
    expect(transactions).toEqual([OWN, OWN]);
    expect(new Set(transactions).size).toBe(2);
  });

  it("of just now, which nobody can read yet, is not made again", async () => {
    const { outcome, transactions } = await create(event(1, { createdDateTime: "2026-11-23T09:00:00Z" }), undefined);
    expect(outcome).toMatchObject({ kind: "stored", item: { key: "e" } });
    expect(transactions).toEqual([OWN]);
  });
});
