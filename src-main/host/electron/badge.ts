// How many messages are unread, on the icon in dock or taskbar, where the system has that.
import { app, type BrowserWindow, nativeImage } from "electron";

/** @param overlay picture laid over the icon in Windows' taskbar @param said what it means, for those who cannot see it */
export function showBadge(
  count: number,
  { window, overlay, said }: { window: BrowserWindow | undefined; overlay: string; said: string },
): void {
  if (process.platform !== "win32") app.setBadgeCount(count);
  else window?.setOverlayIcon(count > 0 ? nativeImage.createFromPath(overlay) : null, count > 0 ? said : "");
}
