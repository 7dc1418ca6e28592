// What Electron's docs promise of the bridge, IPC, the sandboxed preload and custom schemes, on which Cadran builds.
// On the stand-in it says the stand-in keeps the promises; on Electron it calibrates these expectations.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, test as base, expect, type Page } from "@playwright/test";
import { fixture } from "./cadran.ts";

type Fn = (...args: unknown[]) => unknown;
interface Exposed {
  values: Record<string, unknown>;
  date: Date;
  map: Map<number, Set<number>>;
  bytes: Uint8Array;
  foo: { own: number; method?: unknown };
  environment: unknown;
  required: unknown;
  ipcWhole: object;
  [member: string]: unknown;
}
declare global {
  interface Window {
    readonly t: Exposed &
      Record<"later" | "rejects" | "invoke", (...args: unknown[]) => Promise<unknown>> &
      Record<"add" | "callWith21" | "giveBack" | "keep" | "isKept" | "throws" | "change" | "isDate", Fn> &
      Record<"cycle" | "deep" | "title" | "pagePrototype" | "heard", Fn>;
    readonly duplicate: string;
  }
}

const test = base.extend<{ page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape.
  page: async ({}, use) => {
    const userData = mkdtempSync(join(tmpdir(), "cadran-conformance-"));
    const app = await _electron.launch({ args: [fixture("conformance"), `--user-data-dir=${userData}`] });
    const page = await app.firstWindow();
    await page.waitForSelector("text=ready");
    await use(page);
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  },
});

test("values cross contextBridge as clones, frozen, without their prototypes", async ({ page }) => {
  const seen = await page.evaluate(() => {
    const { t } = window;
    const list = t.values.list as unknown[];
    return {
      plain: [t.values.number, t.values.text, t.values.nothing, t.values.missing === undefined, typeof t.values.big],
      classes: [t.date instanceof Date, t.map instanceof Map, t.bytes instanceof Uint8Array, Array.isArray(list)],
      inner: [t.date.getTime(), [...(t.map.get(1) ?? [])]],
      foo: [t.foo.own, typeof t.foo.method, Object.getPrototypeOf(t) === Object.prototype],
      frozen: [t, list, t.values].map((value) => Object.isFrozen(value)),
      ipcWhole: Object.keys(t.ipcWhole),
      duplicate: window.duplicate,
    };
  });
  expect(seen).toEqual({
    plain: [1, "s", null, true, "bigint"],
    classes: [true, true, true, true],
    inner: [5, [2]],
    foo: [1, "undefined", true],
    frozen: [true, true, true],
    ipcWhole: [],
    duplicate: expect.stringContaining("existing property"),
  });
});

test("functions cross too: synchronous, callbacks both ways, promises, errors by message alone", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const { t } = window;
    const double = (x: unknown) => Number(x) * 2;
    const caught = (error: unknown) => [(error as Error).message, (error as { code?: number }).code];
    const thrown = () => {
      try {
        return t.throws();
      } catch (error) {
        return caught(error);
      }
    };
    t.keep(double);
    const given = { x: 1 };
    const changed = t.change(given) as { x: number };
    const cycle = t.cycle() as { self: unknown };
    return {
      calls: [t.add(1, 2), t.callWith21(double), t.giveBack(double) === double],
      // Each crossing makes a new proxy: this is why the bridge returns undo functions instead of taking `off(callback)`.
      isKept: t.isKept(double),
      later: [await t.later(1), t.later(1) instanceof Promise],
      thrown: thrown(),
      rejected: await t.rejects().catch(caught),
      copies: [given.x, changed.x, Object.isFrozen(changed), t.isDate(new Date())],
      cycle: cycle.self === cycle,
      deep: (() => {
        try {
          return t.deep() && "crossed";
        } catch (error) {
          return (error as Error).message;
        }
      })(),
    };
  });
  expect(seen).toEqual({
    calls: [3, 42, true],
    isKept: false,
    later: [2, true],
    thrown: ["boom", undefined],
    rejected: ["no", undefined],
    copies: [1, 2, false, true],
    cycle: true,
    deep: expect.stringContaining("recursion depth"),
  });
});

test("a sandboxed preload has the DOM and electron, and nothing of the page or of Node", async ({ page }) => {
  const seen = await page.evaluate(() => {
    Object.assign(window, { pageGlobal: 1 });
    Object.defineProperty(Object.prototype, "polluted", { value: 1, configurable: true });
    const { t } = window;
    const leaks = Object.getOwnPropertyNames(window).filter((name) => /electron|standin/i.test(name));
    return { environment: t.environment, required: t.required, dom: [t.title(), t.pagePrototype() ?? null], leaks };
  });
  expect(seen).toEqual({
    environment: { isolated: "undefined", node: "undefinedundefined", process: ["renderer", true, true] },
    required: {
      "node:events": "module not found: node:events",
      fs: "module not found: fs",
      url: "module not found: url",
      "./x": "module not found: ./x",
    },
    dom: ["Conformance", null],
    leaks: [],
  });
});

test("IPC carries structured clones and Electron's words for what goes wrong", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const { t } = window;
    const message = (answer: Promise<unknown>) => answer.then(String, (error: Error) => error.message);
    const args = [1, undefined, null, Number.NaN, -0, new Date(3), new Map([["a", new Set([1n])]]), { a: [1n] }];
    const echoed = (await t.invoke("echo", ...args)) as typeof args;
    return {
      plain: [echoed[0], echoed[1] === undefined, echoed[2], Number.isNaN(echoed[3]), Object.is(echoed[4], -0)],
      rich: [
        Number(echoed[5]),
        (echoed[6] as Map<string, Set<bigint>>).get("a")?.has(1n),
        typeof (echoed[7] as { a: bigint[] }).a[0],
      ],
      kinds: await t.invoke("kinds", new Uint8Array(1), new Date(), /x/),
      throws: await message(t.invoke("throws")),
      nobody: await message(t.invoke("nobody")),
      uncloneable: await message(t.invoke("uncloneable")),
      functionArgument: await message((async () => t.invoke("echo", () => 1))()),
      pushFunction: await t.invoke("push-function"),
    };
  });
  expect(seen).toEqual({
    plain: [1, true, null, true, true],
    rich: [3, true, "bigint"],
    kinds: ["[object Uint8Array]", "[object Date]", "[object RegExp]"],
    throws: "Error invoking remote method 'throws': TypeError: told",
    nobody: "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    uncloneable: expect.stringContaining("could not be cloned"),
    functionArgument: expect.stringContaining("could not be cloned"),
    pushFunction: expect.stringContaining("could not be cloned"),
  });
});

test("main knows who sent, and can send by itself", async ({ page }) => {
  expect(await page.evaluate(() => window.t.invoke("sender"))).toEqual({
    origin: "app://conformance",
    url: "app://conformance/",
    parent: null,
    same: true,
  });
  await page.evaluate(() => window.t.invoke("push"));
  await expect.poll(() => page.evaluate(() => window.t.heard())).toEqual([true]);
});

test("a custom scheme answers documents, fetches, redirects and workers; frames get no preload", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const text = (path: string) => fetch(path).then((answer) => answer.text());
    localStorage.setItem("a", "1");
    return {
      echo: (await fetch("/echo", { method: "POST", body: "héllo", headers: { "x-a": "1" } }).then((it) =>
        it.json(),
      )) as unknown,
      redirect: await text("/redirect"),
      missing: (await fetch("/missing")).status,
      boom: await text("/boom").catch((error: Error) => error.name),
      worker: await new Promise((resolve) => {
        const worker = new Worker("/worker.js");
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
        worker.postMessage("w:");
      }),
      frame: typeof document.querySelector("iframe")?.contentWindow?.t,
      stored: localStorage.getItem("a"),
      secure: isSecureContext,
    };
  });
  expect(seen).toEqual({
    echo: { method: "POST", url: "app://conformance/echo", header: "1", body: "héllo" },
    redirect: "DATA",
    missing: 404,
    boom: "TypeError",
    worker: "w:DATA",
    frame: "undefined",
    stored: "1",
    secure: true,
  });
});
