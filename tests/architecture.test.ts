import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findBreaches, layerOf } from "./architecture-rules.ts";
import { importsOf, readTree } from "./architecture-scan.ts";

const ROOT = join(import.meta.dirname, "..");
const tree = readTree(ROOT, ["src-main", "src-preload", "src-renderer"]);

describe("our sources", () => {
  test("are all seen: a checker that sees nothing finds nothing", () => {
    const folders = [
      "src-main/domain/",
      "src-main/store/",
      "src-main/engine/",
      "src-preload/contract/",
      "src-renderer/",
    ];
    for (const folder of folders) {
      const count = [...tree.keys()].filter((path) => path.startsWith(folder)).length;
      expect(count, folder).toBeGreaterThanOrEqual(3);
    }
    expect(tree.size).toBeGreaterThanOrEqual(80);
    const imports = [...tree].flatMap(([path, text]) => importsOf(path, text));
    expect(imports.length).toBeGreaterThan(tree.size);
  });

  test("keep every rule of design §3", () => {
    expect(findBreaches(tree)).toEqual([]);
  });

  test("have the files that ARCHITECTURE.md's two stories name, seven hops each", () => {
    const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const stories = storiesOf(text);
    expect(stories, "two numbered lists of seven hops").toHaveLength(2);
    for (const paths of stories) for (const path of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});

/** Numbered lists of exactly seven items, and the source paths that they name in backquotes. */
function storiesOf(markdown: string): string[][] {
  const lists: string[][] = [];
  let items: string[] = [];
  for (const line of `${markdown}\n# end`.split("\n")) {
    if (/^\d+\. /.test(line)) items.push(line);
    else if (/^\s+\S/.test(line) && items.length > 0) items[items.length - 1] += line;
    else if (line.trim() !== "") {
      if (items.length === 7) lists.push(items);
      items = [];
    }
  }
  return lists.map((list) => [...list.join("\n").matchAll(/`(src-[\w./-]+)`/g)].map(([, path = ""]) => path));
}

test("stories are read from numbered lists of seven, continued lines included", () => {
  const seven = Array.from(
    { length: 7 },
    (_, n) => `${n + 1}. hop \`src-main/h${n}.ts\`\n   then \`src-main/m${n}.ts\``,
  );
  expect(storiesOf(`# Story\n\n${seven.join("\n")}\n\ntext\n1. other\n`)).toEqual([
    Array.from({ length: 7 }, (_, n) => [`src-main/h${n}.ts`, `src-main/m${n}.ts`]).flat(),
  ]);
});

/** A breach planted in an otherwise clean tree. */
function planted(files: Readonly<Record<string, string>>): string[] {
  return findBreaches(new Map(Object.entries(files)));
}

const a = "export const a = 1;\n";

describe("the checker notices", () => {
  test.each([
    ["src-preload/contract/x.ts", "src-main/domain/y.ts"],
    ["src-main/domain/x.ts", "src-main/store/y.ts"],
    ["src-main/domain/x.ts", "src-main/ports.ts"],
    ["src-main/store/x.ts", "src-main/commands/y.ts"],
    ["src-main/store/x.ts", "src-main/sync/y.ts"],
    ["src-main/commands/x.ts", "src-main/sync/y.ts"],
    ["src-main/sync/x.ts", "src-main/commands/y.ts"],
    ["src-main/sync/x.ts", "src-main/providers/caldav/y.ts"],
    ["src-main/commands/x.ts", "src-main/providers/caldav/y.ts"],
    ["src-main/sync/x.ts", "src-main/engine/y.ts"],
    ["src-main/providers/caldav/x.ts", "src-main/providers/memory/y.ts"],
    ["src-main/providers/caldav/x.ts", "src-main/store/y.ts"],
    ["src-main/providers/caldav/x.ts", "src-main/sync/y.ts"],
    ["src-main/providers/provider.ts", "src-main/providers/caldav/y.ts"],
    ["src-main/engine/x.ts", "src-main/host/electron/y.ts"],
    ["src-main/engine/x.ts", "src-main/main.ts"],
    ["src-main/host/electron/x.ts", "src-main/engine/y.ts"],
    ["src-main/host/electron/x.ts", "src-main/host/browser/y.ts"],
    ["src-main/host/engine-client.ts", "src-main/engine/y.ts"],
    ["src-main/main.ts", "src-main/store/y.ts"],
    ["src-main/engine/x.ts", "src-renderer/y.ts"],
    ["src-renderer/client.ts", "src-main/domain/y.ts"],
    ["src-preload/preload.ts", "src-main/ports.ts"],
    ["src-renderer/agenda/x.tsx", "src-renderer/settings/y.tsx"],
    ["src-renderer/ui/x.tsx", "src-renderer/agenda/y.tsx"],
    ["src-renderer/client.ts", "src-renderer/agenda/y.tsx"],
  ])("%s importing %s, as a value, as a type, on several lines, passed on or loaded later", (from, to) => {
    const up = "../".repeat(from.split("/").length - 1);
    for (const statement of [
      `import { a } from "${up}${to}";`,
      `import type { a } from "${up}${to}";`,
      `import {\n  a,\n  b,\n} from "${up}${to}";`,
      `import a, { type B } from "${up}${to}";`,
      `import "${up}${to}";`,
      `export const b = 1;\nexport { a } from "${up}${to}";`,
      `export const b = 1;\nexport type * from "${up}${to}";`,
      `export const b = await import("${up}${to}");`,
    ]) {
      expect(planted({ [from]: `${statement}\n`, [to]: a }), statement).toEqual([
        `${from}: ${layerOf(from)} imports ${layerOf(to)} (${to})`,
      ]);
    }
  });

  test("electron outside its three places", () => {
    const text = 'import { app } from "electron";\nexport const a = app;\n';
    for (const path of ["src-main/main.ts", "src-main/host/electron/x.ts", "src-preload/preload.ts"])
      expect(planted({ [path]: text })).toEqual([]);
    for (const path of ["src-main/engine/x.ts", "src-main/host/browser/x.ts", "src-main/cli.ts", "src-renderer/x.ts"])
      expect(planted({ [path]: text })).toEqual([`${path}: imports electron`]);
  });

  test("Node in pure code and in the page", () => {
    const text = 'import { join } from "node:path";\nexport const a = join;\n';
    for (const path of ["src-main/domain/x.ts", "src-preload/contract/x.ts", "src-renderer/x.ts"])
      expect(planted({ [path]: text })).toEqual([`${path}: imports node:path, but runs anywhere`]);
  });

  test("zod at run time in the page, however far away; a type import is fine", () => {
    const contract = {
      "src-preload/contract/shapes.ts": 'import { z } from "zod";\nexport const A = z.string();\n',
      "src-preload/contract/names.ts": 'import { A } from "./shapes.ts";\nexport const B = A;\n',
    };
    const page = (statement: string) =>
      planted({ ...contract, "src-renderer/x.ts": `${statement}\nexport const c = 1;\n` });
    expect(page('import { B } from "../src-preload/contract/names.ts";')).toEqual([
      "src-renderer/x.ts: loads zod at run time",
    ]);
    expect(page('import { type B } from "../src-preload/contract/names.ts";')).toHaveLength(1);
    expect(page('import type { B } from "../src-preload/contract/names.ts";')).toEqual([]);
    const preload = { "src-preload/preload.ts": 'import { B } from "./contract/names.ts";\nexport const c = B;\n' };
    expect(planted({ ...contract, ...preload })).toEqual(["src-preload/preload.ts: loads zod at run time"]);
  });

  test("a cycle, even of types alone", () => {
    const found = planted({
      "src-main/domain/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;\n',
      "src-main/domain/b.ts": 'import type { C } from "./c.ts";\nexport type B = C;\n',
      "src-main/domain/c.ts": 'import type { A } from "./a.ts";\nexport type C = A;\n',
    });
    expect(found).toEqual([expect.stringContaining("a.ts -> src-main/domain/b.ts -> src-main/domain/c.ts -> ")]);
  });

  test("a file over 300 lines, and not one of 300", () => {
    expect(planted({ "src-main/domain/x.ts": a.repeat(301) })).toEqual([
      "src-main/domain/x.ts: 301 lines, more than 300",
    ]);
    expect(planted({ "src-main/domain/x.ts": a.repeat(300) })).toEqual([]);
  });

  test("a default export and a barrel", () => {
    for (const text of ["export default 1;\n", "const a = 1;\nexport { a as default };\n"])
      expect(planted({ "src-main/domain/x.ts": text })).toEqual(["src-main/domain/x.ts: a default export"]);
    for (const text of [
      'export * from "./y.ts";\nexport type { B } from "./z.ts";\n',
      '// All of it.\nimport { a } from "./y.ts";\n\nexport { a };\n',
      'export {\n  a,\n} from "./y.ts";\n',
    ]) {
      const files = { "src-main/domain/x.ts": text, "src-main/domain/y.ts": a, "src-main/domain/z.ts": a };
      expect(planted(files), text).toEqual(["src-main/domain/x.ts: a barrel, it only re-exports"]);
    }
  });

  test("an import that names no file, and a file in no layer", () => {
    expect(planted({ "src-main/domain/x.ts": 'import { b } from "./gone.ts";\nexport const a = b;\n' })).toEqual([
      "src-main/domain/x.ts: imports ./gone.ts, which is no file",
    ]);
    expect(planted({ "src-main/utils/x.ts": a })).toEqual(["src-main/utils/x.ts: belongs to no layer"]);
  });

  test("nothing in a comment or a text", () => {
    const text = `// import { a } from "electron";\n/*\nimport "electron";\n*/\n/** import "electron" */\nexport const b = 'see import "electron"';\n`;
    expect(planted({ "src-main/domain/x.ts": text })).toEqual([]);
  });
});
