// Where the popover of the tray opens, and how it behaves there. Pure: bounds and displays come as arguments.
import type { Bounds } from "./bounds.ts";

export const POPOVER_SIZE = { width: 360, height: 520 } as const;
const GAP = 8;

/** The display that the tray, or failing that the pointer, is on. */
interface Display {
  readonly bounds: Bounds;
  readonly workArea: Bounds;
}

/** Beside the tray's icon, inside the work area; in the corner where trays are when nobody knows where the icon is.
 *  @param tray all zeros, or undefined, where the system does not tell */
export function popoverPlace(tray: Bounds | undefined, { bounds, workArea }: Display): Bounds {
  const { width, height } = POPOVER_SIZE;
  const isKnown = tray !== undefined && tray.width > 0 && tray.height > 0;
  const [x, y] = isKnown ? besideIcon(tray, workArea) : corner(bounds, workArea);
  return {
    x: Math.round(clamp(x, workArea.x + GAP, workArea.x + workArea.width - width - GAP)),
    y: Math.round(clamp(y, workArea.y + GAP, workArea.y + workArea.height - height - GAP)),
    width,
    height,
  };
}

function besideIcon(tray: Bounds, workArea: Bounds): [number, number] {
  const { width, height } = POPOVER_SIZE;
  const centerX = tray.x + tray.width / 2;
  // A taskbar at the side: the popover stands beside it.
  if (tray.x >= workArea.x + workArea.width) return [tray.x - width - GAP, tray.y + tray.height - height];
  if (tray.x + tray.width <= workArea.x) return [tray.x + tray.width + GAP, tray.y + tray.height - height];
  const isAtTop = tray.y + tray.height / 2 < workArea.y + workArea.height / 2;
  return [centerX - width / 2, isAtTop ? tray.y + tray.height + GAP : tray.y - height - GAP];
}

/** At the right, on the side of the panel: at the top where one stands there, else at the bottom. */
function corner(bounds: Bounds, workArea: Bounds): [number, number] {
  const isPanelAtTop = workArea.y > bounds.y;
  const y = isPanelAtTop ? workArea.y : workArea.y + workArea.height;
  return [workArea.x + workArea.width, y];
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}

/** How the popover is a window. */
export interface PopoverManners {
  /** It is placed by us; else the compositor places an ordinary small window. */
  readonly isPlaced: boolean;
  readonly hasFrame: boolean;
  readonly isOnTop: boolean;
  readonly hidesOnBlur: boolean;
}

/** Wayland lets no window place itself, stay on top, or know where the pointer is.
 *  @param ozone the switch `--ozone-platform`, which may choose X11 in a Wayland session */
export function popoverManners(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ozone: string): PopoverManners {
  const isWayland = platform === "linux" && ozone !== "x11" && env.XDG_SESSION_TYPE === "wayland";
  return { isPlaced: !isWayland, hasFrame: isWayland, isOnTop: !isWayland, hidesOnBlur: !isWayland };
}

/** A click on the icon while the popover is open first takes its focus, which hides it: that click closes, it does not reopen.
 *  @param hiddenMs when it last hid; undefined: never */
export function isReopening(hiddenMs: number | undefined, nowMs: number): boolean {
  return hiddenMs !== undefined && nowMs - hiddenMs < 300;
}
