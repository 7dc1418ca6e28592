import { expect, test } from "vitest";
import { countAny, functionsOf, linesOf, longest, longestFile } from "../../scripts/house-figures.ts";

const one = (text: string) => new Map([["a.tsx", text]]);

test("a function is as long as its body, whatever its kind", () => {
  const text = [
    "export function a(",
    "  b: number,",
    ") {",
    "  return b;",
    "}",
    "const c = () => a(1);",
    "class D {",
    "  e() {",
    "    return 1;",
    "  }",
    "}",
    "",
  ].join("\n");
  const found = functionsOf(one(text));
  expect(found.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 3],
    [6, 1],
    [8, 3],
  ]);
  expect(longest(found)?.line).toBe(1);
});

test("a declaration without a body is no function to read", () => {
  expect(functionsOf(one("declare function a(): void;\ninterface B { c(): void }\n"))).toEqual([]);
});

test("any is counted where it is a type, not in words", () => {
  expect(countAny(one("const any = 1; // any\nconst b: any = any as unknown;\ntype C = any[];\n"))).toBe(2);
});

test("lines are those an editor shows", () => {
  const sources = new Map([
    ["a.ts", "1\n2\n"],
    ["b.ts", "1\n2\n3"],
  ]);
  expect(longestFile(sources)).toEqual({ path: "b.ts", line: 1, lines: 3 });
  expect(linesOf(sources)).toBe(5);
  expect(longestFile(new Map())).toBeUndefined();
});

test("what cannot be parsed is an error, not a file without functions", () => {
  expect(() => functionsOf(one("function ("))).toThrow("a.tsx");
});
