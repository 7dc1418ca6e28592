// A desktop without a screen: display (Xvfb), session bus, keyring, notification server and tray host (desktop-host.py).
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  askOnBus,
  missingKeyring,
  missingOnBus,
  type SessionBus,
  startKeyring,
  startSessionBus,
} from "./session-bus.ts";

const PYTHON = "/usr/bin/python3";
const MODULES = "/usr/lib/python3/dist-packages";
const DISPLAY = "/usr/bin/Xvfb";
const HOST = "ch.cadran.TestDesktop";

/** A notification as its server was told. */
export interface ShownNotification {
  readonly id: number;
  readonly app: string;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly { readonly key: string; readonly label: string }[];
  readonly hints: Readonly<Record<string, unknown>>;
  /** Is it still on the screen? */
  readonly open: boolean;
}

/** A line of a menu, with those of its submenu. */
export interface ShownLine {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly lines: readonly ShownLine[];
}

/** What a program has in the tray. */
export interface ShownItem {
  readonly item: string;
  readonly title: string;
  readonly tooltip: string;
  readonly menu: readonly ShownLine[];
}

/** Why notifications and tray cannot be read here; undefined when they can. */
export function missingDesktopHost(): string | undefined {
  return missingOnBus(PYTHON, join(MODULES, "dbus"), join(MODULES, "gi"));
}

/** Why there can be no whole desktop; undefined when there can. */
export function missingDesktop(): string | undefined {
  return missingDesktopHost() ?? missingKeyring() ?? missingOnBus(DISPLAY);
}

/** Puts the notification server and the tray host on a bus. */
export async function startDesktopHost(bus: SessionBus): Promise<void> {
  bus.run(PYTHON, [join(import.meta.dirname, "desktop-host.py")]);
  await bus.whenOwned(HOST);
}

/** The whole of it. @returns what a program on it needs in its environment, and its end */
export async function startDesktop(): Promise<{ env: Readonly<Record<string, string>>; stop: () => Promise<void> }> {
  const bus = await startSessionBus();
  try {
    await startKeyring(bus);
    await startDesktopHost(bus);
    const DISPLAY = await startDisplay(bus);
    const { DBUS_SESSION_BUS_ADDRESS = "", XDG_RUNTIME_DIR = "" } = bus.env;
    const env = { DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, XDG_CURRENT_DESKTOP: "GNOME" };
    return { env, stop: bus.stop };
  } catch (error) {
    await bus.stop();
    throw error;
  }
}

/** @returns the display's name, which it chooses itself */
async function startDisplay(bus: SessionBus): Promise<string> {
  const display = bus.run(DISPLAY, ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]);
  if (!display.stdout) throw new Error("no display");
  const [line] = (await once(createInterface(display.stdout), "line", {
    signal: AbortSignal.timeout(20_000),
  })) as string[];
  return `:${line}`;
}

/** Looks and acts as a person on the desktop. @param env of a program on it */
export function desktopHands(env: NodeJS.ProcessEnv) {
  const ask = (method: string, ...args: readonly string[]) =>
    askOnBus(env, [HOST, "/ch/cadran/TestDesktop", `${HOST}.${method}`], ...args);
  return {
    /** All that were shown, the oldest first. */
    notifications: async () => JSON.parse(await ask("Notifications")) as readonly ShownNotification[],
    /** @param key of one of its actions; its body is `default` */
    use: (id: number, key = "default") => ask("Use", `uint32:${id}`, `string:${key}`),
    wave: (id: number) => ask("Close", `uint32:${id}`),
    tray: async () => JSON.parse(await ask("Items")) as readonly ShownItem[],
    click: (item: string) => ask("Click", `string:${item}`),
    choose: (item: string, line: number) => ask("Choose", `string:${item}`, `int32:${line}`),
  };
}
