import { expect, test } from "vitest";
import { wellFormed } from "../../src-main/engine/well-formed.ts";

test("half a surrogate pair becomes U+FFFD, however deep it lies; whole pairs stay", () => {
  expect(wellFormed({ to: [{ name: "a\ud800" }], text: "😀" })).toEqual({ to: [{ name: "a\ufffd" }], text: "😀" });
});

test("an input without any comes back itself, with all that is no text", () => {
  const input = { bytes: new Uint8Array([1]), when: undefined, list: [1, null, Number.NaN], text: "é" };
  expect(wellFormed(input)).toBe(input);
});

test("an input without a bottom is no reason to fall over", () => {
  let input: unknown = "x";
  for (let n = 0; n < 100_000; n++) input = [input];
  expect(wellFormed(input)).toBe(input);
});
