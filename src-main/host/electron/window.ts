// The main window: where it was last time, in the theme's colour from its first frame.
import { BrowserWindow, nativeTheme, screen } from "electron";
import { fitBounds, MIN_SIZE } from "./bounds.ts";
import type { HostSettings } from "./settings.ts";

/** Opens the main window on `url`; it shows itself once it has something to show. */
export function openMainWindow(url: string, preload: string, settings: HostSettings): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const workAreas = [primary, ...others].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...fitBounds(settings.get("bounds"), workAreas),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: "Cadran",
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  const repaint = () => window.setBackgroundColor(background());
  nativeTheme.on("updated", repaint);
  window.once("ready-to-show", () => {
    if (settings.get("maximized")) window.maximize();
    window.show();
  });
  window.on("close", () => {
    settings.set("bounds", window.getNormalBounds());
    settings.set("maximized", window.isMaximized());
  });
  window.on("closed", () => nativeTheme.off("updated", repaint));
  void window.loadURL(url);
  return window;
}

/** Brings a window to the front, wherever it is. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The page's own background (src-renderer/theme.ts), so that nothing flashes before it is drawn. */
export function background(): string {
  return nativeTheme.shouldUseDarkColors ? "#171A20" : "#FFFFFF";
}
