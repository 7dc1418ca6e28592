// The desktop's pure parts: what may be asked, where the popover opens, when the app lives on, what a log keeps.
import { describe, expect, test } from "vitest";
import { paragraphs } from "../../src-main/host/electron/answer-mail.ts";
import { AskQueue, isDeed, readAsk } from "../../src-main/host/electron/asks.ts";
import { autostartFile, autostartText } from "../../src-main/host/electron/autostart.ts";
import { staleQuestions } from "../../src-main/host/electron/facts.ts";
import { afterPageCrash, startsHidden, staysAlive } from "../../src-main/host/electron/life.ts";
import { isReopening, popoverManners, popoverPlace } from "../../src-main/host/electron/popover-place.ts";
import { scrub } from "../../src-main/host/electron/scrub.ts";
import type { HostAsk } from "../../src-preload/contract/bridge.ts";

describe("what a page asks of the desktop", () => {
  test("is one of a few deeds", () => {
    expect(["openMain", "closeWidget", "testNotice", "quit"].filter(isDeed)).toHaveLength(4);
    expect(["exec", "", undefined, { deed: "quit" }, ["quit"], "toString"].filter(isDeed)).toEqual([]);
  });

  test.each([
    [
      { ask: "page", page: "mail" },
      { ask: "page", page: "mail" },
    ],
    [{ ask: "quickAdd", more: 1 }, { ask: "quickAdd" }],
    [
      { ask: "openEvent", eventId: "e", recurrenceId: 5 },
      { ask: "openEvent", eventId: "e" },
    ],
    [
      { ask: "compose", mailto: "mailto:a" },
      { ask: "compose", mailto: "mailto:a" },
    ],
    [{ ask: "openEvent" }, undefined],
    [{ ask: "import", name: "a.ics", text: new Uint8Array(1) }, undefined],
    [{ ask: "toString" }, undefined],
    [{ ask: "__proto__" }, undefined],
    [{ ask: "subscribe", url: "x".repeat(17 * 1024 * 1024) }, undefined],
    ["page", undefined],
    [null, undefined],
  ])("passes on known fields alone, all of them texts (%#)", (given, passed) => {
    expect(readAsk(given)).toEqual(passed);
  });

  test("waits until the page listens, in its order, and again after a reload", () => {
    const queue = new AskQueue();
    const heard: HostAsk[] = [];
    queue.ask({ ask: "quickAdd" });
    queue.ask({ ask: "compose" });
    queue.listen((ask) => heard.push(ask));
    queue.ask({ ask: "page", page: "home" });
    expect(heard.map(({ ask }) => ask)).toEqual(["quickAdd", "compose", "page"]);
    queue.pause();
    queue.ask({ ask: "quickAdd" });
    expect(heard).toHaveLength(3);
    queue.listen((ask) => heard.push(ask));
    expect(heard.map(({ ask }) => ask)).toEqual(["quickAdd", "compose", "page", "quickAdd"]);
  });

  test("does not pile up for a page that never comes", () => {
    const queue = new AskQueue();
    for (let n = 0; n < 100; n++) queue.ask({ ask: "quickAdd" });
    let told = 0;
    queue.listen(() => told++);
    expect(told).toBeLessThanOrEqual(20);
  });
});

describe("the popover", () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const panelBelow = { bounds: screen, workArea: { ...screen, height: 1040 } };
  const panelAbove = { bounds: screen, workArea: { ...screen, y: 24, height: 1056 } };
  const panelLeft = { bounds: screen, workArea: { ...screen, x: 60, width: 1860 } };
  const panelRight = { bounds: screen, workArea: { ...screen, width: 1860 } };
  const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 });
  const zeros = { x: 0, y: 0, width: 0, height: 0 };

  test.each([
    ["below a menu bar's icon, in its middle", icon(1500, 0), panelAbove, { x: 1332, y: 32 }],
    ["above a taskbar's icon", icon(1500, 1048), panelBelow, { x: 1332, y: 512 }],
    ["not beyond the edge", icon(1890, 0), panelAbove, { x: 1552, y: 32 }],
    ["beside a taskbar at the left", icon(10, 1000), panelLeft, { x: 68, y: 504 }],
    ["beside a taskbar at the right", icon(1880, 1000), panelRight, { x: 1492, y: 504 }],
    ["in the lower corner where nobody knows", zeros, panelBelow, { x: 1552, y: 512 }],
    ["in the upper corner where the panel is above", undefined, panelAbove, { x: 1552, y: 32 }],
  ])("opens %s", (_where, tray, display, { x, y }) => {
    expect(popoverPlace(tray, display)).toEqual({ x, y, width: 360, height: 520 });
  });

  test("stays on a second display that begins left of the first", () => {
    const second = { x: -1600, y: 0, width: 1600, height: 900 };
    const { x } = popoverPlace(icon(-40, 876), { bounds: second, workArea: { ...second, height: 870 } });
    expect(x).toBe(-368);
  });

  test("is an ordinary window on Wayland, which places windows itself", () => {
    const wayland = { XDG_SESSION_TYPE: "wayland" };
    expect(popoverManners("linux", wayland, "")).toEqual({
      ...{ isPlaced: false, hasFrame: true, isOnTop: false, hidesOnBlur: false },
    });
    expect(popoverManners("linux", wayland, "x11").isPlaced).toBe(true);
    expect(popoverManners("linux", { XDG_SESSION_TYPE: "x11" }, "").isPlaced).toBe(true);
    expect(popoverManners("darwin", wayland, "").hasFrame).toBe(false);
  });

  test("is closed by a click on the icon, whose taking of the focus has just hidden it", () => {
    expect(isReopening(1_000, 1_080)).toBe(true);
    expect(isReopening(1_000, 1_500)).toBe(false);
    expect(isReopening(undefined, 1_000)).toBe(false);
  });
});

describe("without a window", () => {
  test.each([
    [undefined, true, true],
    [undefined, false, false],
    [{ background: false }, true, false],
    [{ background: true }, false, true],
  ])("settings %j, tray %j: lives on %j", (settings, hasTray, lives) => {
    expect(staysAlive(settings, hasTray)).toBe(lives);
  });

  test("starts hidden when login started it", () => {
    expect(startsHidden(["cadran", "--hidden"], false)).toBe(true);
    expect(startsHidden(["cadran"], true)).toBe(true);
    expect(startsHidden(["cadran", "--hidden-files"], false)).toBe(false);
  });

  test("a page that crashes is loaded again, until that does not help", () => {
    expect(afterPageCrash([0, 1_000, 2_000], 2_000)).toBe("reload");
    expect(afterPageCrash([0, 1_000, 2_000, 3_000], 3_000)).toBe("give-up");
    expect(afterPageCrash([0, 1_000, 2_000, 70_000], 70_000)).toBe("reload");
  });

  test("start at login: a file in the autostart folder that starts it hidden", () => {
    expect(autostartFile({}, "/home/ada")).toBe("/home/ada/.config/autostart/ch.cadran.app.desktop");
    expect(autostartFile({ XDG_CONFIG_HOME: "/etc/own" }, "/home/ada")).toBe(
      "/etc/own/autostart/ch.cadran.app.desktop",
    );
    const exec = (command: string[]) => /^Exec=(.*)$/m.exec(autostartText(command))?.[1];
    expect(exec(["/opt/Cadran/cadran", "--hidden"])).toBe("/opt/Cadran/cadran --hidden");
    // Desktop Entry Specification, The Exec key: quoted, and the escaping of strings on top.
    expect(exec(["/opt/My App/ca$h", "--data=/a 100%"])).toBe('"/opt/My App/ca\\\\$h" "--data=/a 100%%"');
  });
});

test("a change asks for what it made stale and for nothing else", () => {
  expect(staleQuestions(["folders"])).toEqual(["mail.folders"]);
  expect(staleQuestions(["occurrences", "sync"])).toEqual(["agenda.upcoming"]);
  expect(staleQuestions(["settings"])).toEqual(["settings.get", "app.info"]);
  expect(staleQuestions(["feeds", "notices"])).toEqual([]);
});

describe("the log keeps no", () => {
  test.each([
    ["address", "cannot reach ada.lovelace@example.org now", /ada|example/],
    ["password in a link", "GET https://ada:s3cret@dav.example.org/ failed", /ada|s3cret/],
    ["path or token of a link", "https://example.org/u/ada?token=abc", /ada|abc/],
    ["password beside its name", "password: hunter2 is wrong", /hunter2/],
    ["header", "Authorization: Digest abc.def, more=ghi", /abc|ghi/],
    ["cookie", "Cookie: sid=abc; other=def", /abc|def/],
    ["bearer token", "sent Bearer abc.def once", /abc/],
    ["token", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 was refused", /eyJ/],
    ["quoted words", 'cannot parse "Dinner with Grace" at 4', /Dinner/],
    ["words quoted singly", "no such file 'Payslip May.pdf'", /Payslip/],
    ["name of a home folder", "ENOENT /home/ada/.config/Cadran", /ada/],
    ["name of a Windows home folder", "EPERM C:\\Users\\Ada\\AppData", /Ada/],
  ])("%s", (_what, said, secret) => {
    const kept = scrub(said);
    expect(kept).not.toMatch(secret);
    expect(kept.length).toBeGreaterThan(3);
  });

  test("more than it needs: one line, not too long, the rest as it was", () => {
    expect(scrub("exit code 5\nof the page's process")).toBe("exit code 5 of the page's process");
    expect(scrub("word ".repeat(1_000)).length).toBeLessThanOrEqual(400);
    expect(scrub("https://dav.example.org:8443/x timed out")).toBe("https://dav.example.org:8443/… timed out");
  });
});

test("an answer typed in a notification is text, whatever it looks like", () => {
  expect(paragraphs("  <b>Yes</b> & no\nlater ")).toBe("<p>&#60;b&#62;Yes&#60;/b&#62; &#38; no<br>later</p>");
});
