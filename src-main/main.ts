// Electron's entry: composes the host and the engine's utility process. Everything it does is in host/electron.
import { homedir } from "node:os";
import { join } from "node:path";
import { app, BrowserWindow, dialog, nativeTheme, session } from "electron";
import { defaultDataFolder } from "./host/default-folder.ts";
import { bridgeWindows } from "./host/electron/bridge.ts";
import { dataFolderArgument } from "./host/electron/data-folder.ts";
import { utilityProcessEngine } from "./host/electron/engine.ts";
import { setMenu } from "./host/electron/menu.ts";
import { APP_ORIGIN, registerAppScheme, serveRenderer } from "./host/electron/protocol.ts";
import { denyPermissions, lockPages, openOutside } from "./host/electron/security.ts";
import { followSettings, openHostSettings } from "./host/electron/settings.ts";
import { refusalText, systemLanguage } from "./host/electron/texts.ts";
import { bringForward, openMainWindow } from "./host/electron/window.ts";
import { EngineClient } from "./host/engine-client.ts";

/** `out`, where electron-vite puts main, preload and renderer. */
const built = join(import.meta.dirname, "..");
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = devServer ? new URL(devServer).origin : APP_ORIGIN;

const askedFolder = dataFolderArgument(process.argv, process.cwd());
// The instance lock belongs to userData: an instance on another data folder is another instance, with its own window memory.
if (askedFolder && !app.commandLine.hasSwitch("user-data-dir")) app.setPath("userData", join(askedFolder, "window"));
// The same place as the command line's and the browser host's, so that they find each other.
const ownFolder = app.commandLine.hasSwitch("user-data-dir")
  ? join(app.getPath("userData"), "data")
  : defaultDataFolder({ env: process.env, platform: process.platform, home: homedir() });
const dataFolder = askedFolder ?? ownFolder;

registerAppScheme();
app.enableSandbox();
lockPages(app, origin);

if (!app.requestSingleInstanceLock()) app.quit();
// Not awaited: `ready` waits for this module to end, so a top-level await here would never return.
else void app.whenReady().then(start);

function start(): void {
  const settings = openHostSettings();
  const languages = app.getPreferredSystemLanguages();
  nativeTheme.themeSource = settings.get("theme");
  setMenu(systemLanguage(languages), app.isPackaged);
  denyPermissions(session.defaultSession, origin);
  serveRenderer(join(built, "renderer"));

  const engine = new EngineClient(startEngine, openOutside);
  bridgeWindows(engine, origin);
  followSettings(engine, languages, (theme, language) => {
    nativeTheme.themeSource = theme;
    settings.set("theme", theme);
    setMenu(language, app.isPackaged);
  });
  engine.onRefused((failure) => {
    const { title, text } = refusalText(failure, systemLanguage(languages));
    dialog.showErrorBox(title, text);
    app.quit();
  });
  closeEngineBeforeQuit(engine);

  const url = devServer ?? `${APP_ORIGIN}/index.html`;
  const open = () => openMainWindow(url, join(built, "preload/preload.cjs"), settings);
  const showMain = () => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window) bringForward(window);
    else open();
  };
  app.on("second-instance", showMain);
  app.on("activate", showMain);
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  open();
}

function startEngine() {
  const migrations = app.isPackaged ? process.resourcesPath : join(built, "../resources");
  return utilityProcessEngine(join(built, "main/process.js"), [
    ...["--data", dataFolder, "--migrations", join(migrations, "migrations")],
    ...["--host", "electron", "--version", app.getVersion()],
  ]);
}

/** The windows go at once; the process stays until the engine has closed its files. */
function closeEngineBeforeQuit(engine: EngineClient): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}
