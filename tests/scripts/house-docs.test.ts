import { expect, test } from "vitest";
import { documentedExports } from "../../scripts/house-docs.ts";
import { readTree } from "../architecture-scan.ts";

function missingIn(...lines: string[]): string[] {
  return documentedExports(new Map([["a.ts", lines.join("\n")]])).missing.map(({ name }) => name);
}

test("every kind of export needs a doc comment directly above", () => {
  const bare = [
    "export function f() {}",
    "export async function g() {}",
    "export function* h() {}",
    "export class C {}",
    "export abstract class D {}",
    "export interface I {}",
    "export type T = 1;",
    "export const c = 1;",
    "export let l = 1;",
    "export enum E {}",
    "export declare const d: 1;",
    "export const enum K {}",
  ];
  expect(missingIn(...bare)).toEqual(["f", "g", "h", "C", "D", "I", "T", "c", "l", "E", "d", "K"]);
  expect(missingIn(...bare.flatMap((line) => ["/** What for. */", line]))).toEqual([]);
  expect(missingIn(...bare.flatMap((line) => ["/** What for,", " *  at length. */", line]))).toEqual([]);
});

test("where an export without one stands is told, and the others are counted", () => {
  const tree = new Map([
    ["a.ts", "/** One. */\nexport const a = 1;\n\nexport const b = 2;\n"],
    ["b/c.tsx", "export function C() {}\r\n/** D. */\r\nexport function D() {}\r\n"],
  ]);
  expect(documentedExports(tree)).toEqual({
    documented: 2,
    total: 4,
    missing: [
      { path: "a.ts", line: 4, name: "b" },
      { path: "b/c.tsx", line: 1, name: "C" },
    ],
  });
});

test("what is not exported, or is passed on, is not counted", () => {
  expect(documentedExports(new Map([["a.ts", 'const a = 1;\nfunction f() {}\nexport { b } from "./b.ts";']]))).toEqual({
    documented: 0,
    total: 0,
    missing: [],
  });
});

test("another comment is no doc comment, nor is one that says nothing or stands apart", () => {
  for (const above of [
    "// About a.",
    "/* About a. */",
    "/** */",
    "/** About a. */\n",
    "const b = 1; /** About b. */",
  ]) {
    expect(missingIn(above, "export const a = 1;")).toEqual(["a"]);
  }
  expect(missingIn("/** About b. */", "const b = 1;", "export const a = 1;")).toEqual(["a"]);
});

test("an example alone is a doc comment, and an instruction to a tool may stand below it", () => {
  expect(missingIn("/** `14:30` */", "export const a = 1;")).toEqual([]);
  expect(missingIn("/** About a. */", "// biome-ignore lint/x: why", "export const a = 1;")).toEqual([]);
  expect(missingIn("// biome-ignore lint/x: why", "export const a = 1;")).toEqual(["a"]);
});

test("a schema with its type, and a function with its overloads, are documented once", () => {
  const type = "export type Flag = z.output<typeof Flag>;";
  expect(documentedExports(new Map([["a.ts", `/** About it. */\nexport const Flag = z.string();\n${type}`]]))).toEqual({
    documented: 1,
    total: 1,
    missing: [],
  });
  expect(missingIn("/** About it. */", "const Flag = z.string();", type)).toEqual([]);
  expect(missingIn("const Flag = z.string();", type)).toEqual(["Flag"]);
  expect(missingIn("/** About it. */", "export function f(a: 1): 1;", "export function f(a: 2): 2;")).toEqual([]);
});

test("one comment is enough for what is taken apart, and each name of it counts", () => {
  const taken = ["export const {", "  a,", "  b: c,", "  d = 1,", "} = load();", "export const [e, f] = pair();"];
  expect(missingIn(...taken)).toEqual(["a", "c", "d", "e", "f"]);
  expect(documentedExports(new Map([["a.ts", ["/** Parts. */", ...taken.slice(0, 5)].join("\n")]]))).toEqual({
    documented: 3,
    total: 3,
    missing: [],
  });
});

test("the sources keep the house rule: at least 95 of 100 exports are documented", () => {
  const root = new URL("../..", import.meta.url).pathname;
  const { documented, total, missing } = documentedExports(readTree(root, ["src-main", "src-preload", "src-renderer"]));
  expect(total).toBeGreaterThan(1000);
  expect(
    documented / total,
    missing.map(({ path, line, name }) => `${path}:${line} ${name}`).join("\n"),
  ).toBeGreaterThan(0.95);
});
