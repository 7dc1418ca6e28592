// The host's own part of erasing everything: what Chromium keeps of our pages, the window's memory, logs, start at login.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { app, session } from "electron";
import { closeLog } from "./log.ts";
import { setLoginItem } from "./login-item.ts";

/** Nothing shows a page any more, or none yet. What cannot be removed is left to the engine's mark: the next start tries again. */
export async function eraseHostData(): Promise<void> {
  const { defaultSession } = session;
  await Promise.allSettled([defaultSession.clearStorageData(), defaultSession.clearCache()]);
  setLoginItem(false, []);
  app.clearRecentDocuments();
  closeLog();
  const folder = app.getPath("userData");
  for (const name of ["window.json", "logs"]) rmSync(join(folder, name), { recursive: true, force: true });
}
