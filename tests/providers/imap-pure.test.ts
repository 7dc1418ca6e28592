// Sets of UIDs, and the structure of messages.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src-main/providers/imap/structure.ts";
import { chunksOf, uidSet } from "../../src-main/providers/imap/uid-set.ts";

const uids = fc.array(fc.integer({ min: 1, max: 4_294_967_295 }), { maxLength: 400 });
const near = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 });

function read(set: string): number[] {
  if (set === "") return [];
  return set.split(",").flatMap((part) => {
    const [first = 0, last = first] = part.split(":").map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  });
}

describe("a set of uids", () => {
  it("names exactly those given: a gap is never bridged", () => {
    fc.assert(
      fc.property(fc.oneof(uids, near), (list) => {
        expect(read(uidSet(list))).toEqual([...new Set(list)].sort((a, b) => a - b));
      }),
    );
  });

  it.each([
    [[5, 3, 4, 9, 1], "1,3:5,9"],
    [[7], "7"],
    [[], ""],
  ])("of %j is %j", (list, set) => expect(uidSet(list)).toBe(set));

  it("is cut into lines that servers take, in the order given", () => {
    fc.assert(
      fc.property(uids, fc.integer({ min: 1, max: 50 }), (list, most) => {
        const chunks = chunksOf(list, most);
        expect(chunks.flatMap((chunk) => chunk.uids)).toEqual(list);
        for (const chunk of chunks) {
          expect(chunk.uids.length).toBeLessThanOrEqual(most);
          expect(chunk.set.length).toBeLessThanOrEqual(7_000);
        }
      }),
    );
    const scattered = Array.from({ length: 3_000 }, (_, n) => 4_000_000_000 - n * 7);
    expect(Math.max(...chunksOf(scattered, 5_000).map(({ set }) => set.length))).toBeLessThanOrEqual(7_000);
  });
});

describe("the structure of a message", () => {
  it("is the list of its leaves; an attached message is one of them", () => {
    const parts = partsOf({
      type: "multipart/mixed",
      childNodes: [
        {
          type: "multipart/alternative",
          part: "1",
          childNodes: [
            { type: "text/plain", part: "1.1", encoding: "7bit", size: 3 },
            { type: "text/html", part: "1.2", encoding: "quoted-printable", size: 9, id: "<a@b>" },
          ],
        },
        { type: "message/rfc822", part: "2", size: 70, childNodes: [{ type: "text/plain", part: "2" }] },
        { type: "image/png", part: "3", disposition: "inline", dispositionParameters: { filename: "é.png" } },
      ],
    });
    expect(parts?.map(({ part, type }) => `${part} ${type}`)).toEqual([
      "1.1 text/plain",
      "1.2 text/html",
      "2 message/rfc822",
      "3 image/png",
    ]);
    expect(parts?.[1]).toMatchObject({ encoding: "quoted-printable", contentId: "<a@b>" });
    expect(parts?.[3]).toMatchObject({ name: "é.png", disposition: "inline" });
  });

  it("of ten thousand parts, or ten thousand deep, ends", () => {
    const leaf = { type: "text/plain", part: "1" };
    expect(partsOf({ type: "multipart/mixed", childNodes: Array.from({ length: 10_000 }, () => leaf) })).toHaveLength(
      1_000,
    );
    let deep: { type: string; childNodes?: unknown[] } = leaf;
    for (let n = 0; n < 10_000; n++) deep = { type: "multipart/mixed", childNodes: [deep] };
    expect(partsOf(deep as never)).toHaveLength(1);
  });
});
