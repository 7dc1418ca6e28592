// What no page may do, whatever happens to the renderer. Each guard has a test that fails without it.
import { expect, type Page } from "@playwright/test";
import { type Cadran, call, fixture, test } from "./cadran.ts";

declare global {
  interface Window {
    readonly raw: { invoke(channel: string, ...args: unknown[]): Promise<unknown> };
  }
}

const opened = ({ app }: Cadran) => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
const windowCount = ({ app }: Cadran) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** A second window with a preload that hides nothing, on any address: a renderer that was taken over. */
async function openRaw({ app }: Cadran, url: string): Promise<Page> {
  const next = app.waitForEvent("window");
  await app.evaluate(
    async ({ BrowserWindow }, [preload, address]) => {
      const webPreferences = { preload, contextIsolation: true, sandbox: true, nodeIntegration: false };
      const window = new BrowserWindow({ show: false, webPreferences });
      await window.loadURL(String(address));
    },
    [fixture("raw-preload.cjs"), url],
  );
  const page = await next;
  await page.waitForFunction(() => window.raw !== undefined);
  return page;
}

const tryInvoke = (page: Page, ...args: [string, ...unknown[]]) =>
  page.evaluate((given) => window.raw.invoke(...(given as [string])).catch((error: Error) => error.message), args);

test("the page has the bridge, frozen, and nothing of Node or Electron", async ({ cadran: { page } }) => {
  const world = await page.evaluate(() => {
    const page = window as unknown as Record<string, unknown>;
    return {
      node: ["require", "process", "module", "Buffer", "ipcRenderer", "electron"].filter((name) => name in page),
      bridge: Object.keys(window.cadran).sort(),
      frozen: Object.isFrozen(window.cadran),
    };
  });
  expect(world).toEqual({ node: [], bridge: ["call", "desktop", "host", "onConnection", "onFeed"], frozen: true });
});

test("a name outside the contract is refused by the preload, and by main when the preload is bypassed", async ({
  cadran,
}) => {
  const unknown = { failure: { reason: "unknown-call", params: { name: "engine.eval" } } };
  expect(await call(cadran.page, "engine.eval")).toMatchObject(unknown);
  const raw = await openRaw(cadran, "app://cadran/index.html");
  expect(await tryInvoke(raw, "call", "app.info", {})).toMatchObject({ ok: { host: "electron" } });
  expect(await tryInvoke(raw, "call", "engine.eval", {})).toMatchObject(unknown);
  expect(await tryInvoke(raw, "call", { toString: 1 }, {})).toMatchObject({ failure: { reason: "unknown-call" } });
  expect(await tryInvoke(raw, "shell", "rm")).toContain("No handler registered for 'shell'");
  // Behind the preload a main that refuses nothing.
  await cadran.app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler("call");
    ipcMain.handle("call", () => ({ ok: "passed on" }));
  });
  expect(await call(cadran.page, "engine.eval")).toMatchObject(unknown);
  expect(await call(cadran.page, "app.info")).toEqual({ ok: "passed on" });
});

test("a page of another origin gets no answer, whatever its preload", async ({ cadran }) => {
  const stranger = await openRaw(cadran, "data:text/html,<p>stranger");
  expect(await tryInvoke(stranger, "call", "app.info", {})).toContain("this page may not call the engine");
  expect(await tryInvoke(stranger, "connected")).toContain("this page may not call the engine");
  expect(await tryInvoke(stranger, "listen")).toContain("this page may not call the engine");
  expect(await tryInvoke(stranger, "do", "quit")).toContain("this page may not call the engine");
  expect(await tryInvoke(stranger, "links")).toContain("this page may not call the engine");
});

test("a page may ask for the desktop's few deeds and for no others", async ({ cadran }) => {
  const raw = await openRaw(cadran, "app://cadran/index.html");
  for (const deed of ["exec", "toString", "", null, { deed: "quit" }]) {
    expect(await tryInvoke(raw, "do", deed)).toContain("no deed of the desktop");
  }
  expect(await tryInvoke(raw, "do", "closeWidget")).toBeUndefined();
  expect(await call(cadran.page, "app.info")).toHaveProperty("ok");
});

test("links to the web open outside, and the page stays", async ({ cadran }) => {
  const { page } = cadran;
  const before = page.url();
  await page.evaluate(() => {
    for (const [id, href, target] of [
      ["out", "https://example.com/out", ""],
      ["blank", "https://example.com/blank", "_blank"],
      ["mail", "mailto:ada@example.com", ""],
      ["file", "file:///etc/passwd", ""],
      ["program", "smb://evil/share", "_blank"],
      ["script", "javascript:void open('http://example.com/script')", "_blank"],
      ["plain", "http://example.com/plain", "_blank"],
    ] as const) {
      const link = Object.assign(document.createElement("a"), { id, href, target, rel: "noreferrer", textContent: id });
      document.body.append(link);
    }
  });
  for (const id of ["file", "program", "script", "plain", "out", "blank", "mail"]) {
    await page.evaluate((name) => document.getElementById(name)?.click(), id);
  }
  const web = [
    ...["https://example.com/out", "https://example.com/blank", "http://example.com/plain"],
    "mailto:ada@example.com",
  ];
  await expect.poll(async () => (await opened(cadran)).sort()).toEqual(web.sort());
  // Two more, one on each way out: what the others led to was known before these were.
  const last = ["https://example.com/last", "https://example.com/last-blank"];
  await page.evaluate(([inPlace, blank]) => {
    Object.assign(document.createElement("a"), { href: blank, target: "_blank", rel: "noreferrer" }).click();
    Object.assign(document.createElement("a"), { href: inPlace }).click();
  }, last);
  await expect.poll(() => opened(cadran)).toEqual(expect.arrayContaining(last));
  expect((await opened(cadran)).sort()).toEqual([...web, ...last].sort());
  expect(await windowCount(cadran)).toBe(1);
  expect(page.url()).toBe(before);
});

test("window.open opens nothing", async ({ cadran }) => {
  await cadran.page.evaluate(() => void window.open("https://example.com/popup"));
  await expect.poll(() => opened(cadran)).toEqual(["https://example.com/popup"]);
  await cadran.page.evaluate(() => void window.open("about:blank"));
  // The next one's answer comes after that one's.
  await cadran.page.evaluate(() => void window.open("https://example.com/next"));
  await expect.poll(() => opened(cadran)).toEqual(["https://example.com/popup", "https://example.com/next"]);
  expect(await windowCount(cadran)).toBe(1);
});

test("scripted navigation away is stopped", async ({ cadran: { app, page } }) => {
  const before = page.url();
  // Heard after the app's own listeners: what it decided.
  const decided = await app.evaluateHandle(({ BrowserWindow }) => {
    const leaving = new Promise<boolean>((resolve) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.once("will-navigate", (event) => resolve(event.defaultPrevented));
    });
    return { leaving };
  });
  await page.evaluate(() => {
    location.href = "http://example.com/";
  });
  expect(await decided.evaluate(({ leaving }) => leaving)).toBe(true);
  expect(page.url()).toBe(before);
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("no frame, worker or script from elsewhere: the CSP is there and holds", async ({ cadran: { page } }) => {
  const csp = await page.evaluate(() =>
    fetch("./index.html").then((answer) => answer.headers.get("content-security-policy")),
  );
  expect(csp).toContain("default-src 'none'");
  expect(csp).toContain("script-src 'self';");
  const held = await page.evaluate(async () => {
    const script = Object.assign(document.createElement("script"), { textContent: "window.inline = 1" });
    document.body.append(script);
    const frame = Object.assign(document.createElement("iframe"), { src: "https://example.com/frame" });
    const blocked = new Promise<string>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        if (event.effectiveDirective === "frame-src") resolve(event.effectiveDirective);
      });
    });
    document.body.append(frame);
    return {
      inline: "inline" in window,
      frame: await blocked,
      fetch: await fetch("https://example.com/x").then(
        () => "sent",
        () => "blocked",
      ),
      secure: isSecureContext,
    };
  });
  expect(held).toEqual({ inline: false, frame: "frame-src", fetch: "blocked", secure: true });
});

test("app:// serves the renderer's files with safe headers and nothing outside its folder", async ({
  cadran: { page },
}) => {
  const status = (path: string, method = "GET") =>
    page.evaluate(
      ([url, verb]) => fetch(String(url), { method: verb }).then((answer) => answer.status),
      [path, method],
    );
  expect(await status("/index.html")).toBe(200);
  expect(await status("/..%2fmain%2fmain.js")).toBe(404);
  expect(await status("/..%2f..%2fpackage.json")).toBe(404);
  expect(await status("/assets/..%2f..%2fmain/main.js")).toBe(404);
  expect(await status("/nothing-here.js")).toBe(404);
  expect(await status("/index.html", "POST")).toBe(405);
  const headers = await page.evaluate(() => fetch("./index.html").then((answer) => [...answer.headers]));
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
});

test("permissions are denied, asked for or merely looked at", async ({ cadran: { page } }) => {
  const answers = await page.evaluate(async () => {
    const state = (name: string) =>
      navigator.permissions.query({ name } as PermissionDescriptor).then((it) => it.state);
    return {
      geolocation: await state("geolocation"),
      notifications: await state("notifications"),
      asked: await Notification.requestPermission(),
      position: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve("found"),
          ({ code }) => resolve(code),
        );
      }),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => "seen",
        (error: Error) => error.name,
      ),
    };
  });
  expect(answers).toEqual({
    geolocation: "denied",
    notifications: "denied",
    asked: "denied",
    position: 1,
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
  });
});

test("a webview is not even an element here", async ({ cadran: { page } }) => {
  expect(await page.evaluate(() => "loadURL" in document.createElement("webview"))).toBe(false);
});
