// The desktop that specs on a real Electron look at: what a program tells the bus is read back, and a person's acts reach it.
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  desktopHands,
  missingDesktop,
  missingDesktopHost,
  startDesktop,
  startDesktopHost,
} from "../servers/desktop.ts";
import { type SessionBus, startSessionBus } from "../servers/session-bus.ts";
import { until } from "../support/until.ts";

const noHost = missingDesktopHost();
const noDesktop = missingDesktop();

describe.skipIf(noHost)(`a desktop on the session bus${noHost ? ` (${noHost})` : ""}`, () => {
  let bus: SessionBus;
  let hands: ReturnType<typeof desktopHands>;
  let program: ChildProcess;
  const heard: unknown[] = [];

  beforeAll(async () => {
    bus = await startSessionBus();
    await startDesktopHost(bus);
    hands = desktopHands(bus.env);
    const script = join(import.meta.dirname, "../servers/desktop-program.py");
    program = bus.run("/usr/bin/python3", [script, "Dentist", "in 5 min · <b>Room 4</b>"]);
    if (program.stdout) createInterface(program.stdout).on("line", (line) => heard.push(JSON.parse(line)));
    await until(async () => expect(await hands.notifications()).toHaveLength(1));
  });
  afterAll(async () => bus?.stop());

  test("shows what a program asks for, with its buttons and hints", async () => {
    expect(await hands.notifications()).toEqual([
      {
        ...{ id: 1, app: "Program", title: "Dentist", body: "in 5 min · <b>Room 4</b>", open: true },
        ...{ hints: { urgency: 1 }, timeoutMs: 0 },
        actions: [
          { key: "default", label: "Open" },
          { key: "0", label: "In 5 min" },
        ],
      },
    ]);
  });

  test("a button that is used reaches the program, and its notification goes", async () => {
    await hands.use(1, "0");
    await expect.poll(() => heard).toEqual([{ used: "0" }, { closed: 2 }]);
    expect((await hands.notifications())[0]?.open).toBe(false);
  });

  test("reads a tray item with its menu, and chooses from it", async () => {
    const [item] = await hands.tray();
    expect(item).toMatchObject({
      title: "Program",
      tooltip: "In 12 min",
      menu: [
        { id: 1, label: "Open", enabled: true },
        { id: 2, type: "separator" },
        { id: 3, label: "Later", enabled: false },
      ],
    });
    await hands.click(item?.item ?? "");
    await hands.choose(item?.item ?? "", 1);
    await expect.poll(() => heard.slice(2)).toEqual([{ clicked: true }, { chosen: 1, kind: "clicked" }]);
  });

  test("an item goes with its program", async () => {
    program.kill("SIGKILL");
    await expect.poll(() => hands.tray()).toEqual([]);
  });
});

describe.skipIf(noDesktop)(`the whole desktop${noDesktop ? ` (${noDesktop})` : ""}`, () => {
  test("has a display, an open keyring and a notification server, and leaves nothing", async () => {
    const { env, stop } = await startDesktop();
    const display = `/tmp/.X11-unix/X${env.DISPLAY?.slice(1)}`;
    expect(existsSync(display)).toBe(true);
    expect(await desktopHands({ ...process.env, ...env }).notifications()).toEqual([]);
    await stop();
    expect([display, env.XDG_RUNTIME_DIR ?? ""].filter((path) => existsSync(path))).toEqual([]);
  });
});
