// Fetching from servers that leave things out or cannot keep up. One test per rule (knowledge §2.3).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { multistatus, row, statusRow } from "../servers/fake-dav.ts";
import {
  collection,
  type FakeAccount,
  failureOf,
  fakeAccount,
  full,
  hrefsOf,
  keysIn,
  pull,
  tagged,
} from "./fake-account.ts";
import { NOW_MS } from "./world.ts";

let account: FakeAccount;
beforeEach(async () => {
  account = await fakeAccount();
});
afterEach(() => account.stop());

const TOKEN = "<D:sync-token>t9</D:sync-token>";

describe("multiget", () => {
  const rows = ["a", "b", "c", "d"].map((id) => tagged(`/home/cal/${id}.ics`));

  it("gives every href an outcome of its own (R33)", async () => {
    account.server.answer(
      collection({
        rows,
        multiget: () =>
          multistatus([
            full("/home/cal/a.ics", "a"),
            statusRow("/home/cal/b.ics", "404 Not Found"),
            statusRow("/home/cal/c.ics", "403 Forbidden"),
          ]),
        item: (asked) => (asked.path.endsWith("d.ics") ? { status: 404 } : undefined),
      }),
    );
    const known = ["a", "b", "c", "d"].map((id) => [`${id}.ics`, '"0"'] as const);
    const pages = await pull(account, undefined, known);
    expect(keysIn(pages)).toEqual(["a.ics"]);
    expect(pages.flatMap((page) => page.parked)).toMatchObject([{ key: "c.ics", failure: { reason: "forbidden" } }]);
    expect(pages.at(-1)?.removed.toSorted()).toEqual(["b.ics", "d.ics"]);
  });

  it("falls back to single requests when the answer holds nothing usable (R34)", async () => {
    account.server.answer(
      collection({
        rows,
        multiget: () => multistatus([]),
        item: () => ({ status: 200, headers: { etag: '"1"' }, body: "BEGIN:VEVENT\r\n" }),
      }),
    );
    expect(keysIn(await pull(account))).toEqual(["a.ics", "b.ics", "c.ics", "d.ics"]);
  });

  it.each([413, 500])("halves the batch on %i (R32)", async (status) => {
    const sizes: number[] = [];
    account.server.answer(
      collection({
        rows: Array.from({ length: 60 }, (_, n) => tagged(`/home/cal/${n}.ics`)),
        multiget: (asked) => {
          sizes.push(hrefsOf(asked).length);
          const tooMany = hrefsOf(asked).length > 15;
          return tooMany ? { status } : multistatus(hrefsOf(asked).map((href) => full(href, "x")));
        },
      }),
    );
    expect(keysIn(await pull(account))).toHaveLength(60);
    expect(sizes).toEqual([50, 25, 13, 13, 13, 13, 8]);
  });

  it("moves no cursor when the server fails in between (R27)", async () => {
    account.server.answer(
      collection({ state: TOKEN, rows, multiget: () => ({ status: 503, headers: { "retry-after": "120" } }) }),
    );
    const failure = await failureOf(pull(account));
    expect(failure).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 120_000 });
  });

  it("gives texts their CRLF back, strips control characters and decodes what XML hides (R37)", async () => {
    const data = `<![CDATA[BEGIN:VEVENT\nSUMMARY:a &amp; <b>\u0003\n]]>END:VEVENT&#13;&#x41;`;
    account.server.answer(
      collection({
        rows: [tagged("/home/cal/a.ics")],
        multiget: () => multistatus([row("/home/cal/a.ics", `<C:calendar-data>${data}</C:calendar-data>`)]),
      }),
    );
    const [page] = await pull(account);
    expect(page?.items[0]?.text).toBe("BEGIN:VEVENT\r\nSUMMARY:a &amp; <b>\r\nEND:VEVENT\rA");
  });
});
