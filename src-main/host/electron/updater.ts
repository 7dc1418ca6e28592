// electron-updater as Cadran uses it: told where to look each time, silent, and never fetching by itself.
import { app, dialog } from "electron";
import { note } from "./log.ts";
import type { HostSettings } from "./settings.ts";
import type { Language } from "./texts.ts";
import { UPDATE_TEXTS } from "./texts-updates.ts";
import { UpdateChecks, type Updater } from "./updates.ts";

/** @param language of the questions */
export function desktopUpdates(remembered: HostSettings, language: () => Language): UpdateChecks {
  return new UpdateChecks({
    isPackaged: app.isPackaged,
    load: electronUpdater,
    recall: () => remembered.get("updates"),
    remember: (memory) => remembered.set("updates", memory),
    ask: async (question, version) => {
      const { message, detail, yes, no } = UPDATE_TEXTS[language()][question];
      const asked = { type: "question", title: "Cadran", message: message(version), detail } as const;
      const { response } = await dialog.showMessageBox({ ...asked, buttons: [yes, no], defaultId: 1, cancelId: 1 });
      return response === 0;
    },
    note,
  });
}

async function electronUpdater(): Promise<Updater> {
  const { autoUpdater } = (await import("electron-updater")).default;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.logger = null;
  // Each call rejects too; without a listener the event would end the process.
  autoUpdater.on("error", () => {});
  return {
    look: async (url) => {
      autoUpdater.setFeedURL({ provider: "generic", url });
      const found = await autoUpdater.checkForUpdates();
      return found?.isUpdateAvailable ? found.updateInfo.version : undefined;
    },
    fetch: async () => void (await autoUpdater.downloadUpdate()),
    restart: () => autoUpdater.quitAndInstall(false, true),
  };
}
