// Electron's entry: composes the host and the engine's utility process. Everything it does is in host/electron.
import { homedir } from "node:os";
import { join } from "node:path";
import { app, dialog, nativeTheme, session } from "electron";
import { defaultDataFolder } from "./host/default-folder.ts";
import { askEngine } from "./host/electron/ask-engine.ts";
import { bridgeWindows } from "./host/electron/bridge.ts";
import { dataFolderArgument } from "./host/electron/data-folder.ts";
import { Desktop, hostCapabilities } from "./host/electron/desktop.ts";
import { type DeedHandlers, serveDesktop } from "./host/electron/desktop-bridge.ts";
import { utilityProcessEngine } from "./host/electron/engine.ts";
import { eraseHostData } from "./host/electron/erase.ts";
import { HIDDEN, startsHidden } from "./host/electron/life.ts";
import { serveLinks } from "./host/electron/links.ts";
import { note, noteErrors, openLog } from "./host/electron/log.ts";
import { MainWindow } from "./host/electron/main-window.ts";
import { setMenu } from "./host/electron/menu.ts";
import { Opener } from "./host/electron/opener.ts";
import { followPower } from "./host/electron/power.ts";
import { APP_ORIGIN, registerAppScheme, serveRenderer } from "./host/electron/protocol.ts";
import { denyPermissions, lockPages, openOutside } from "./host/electron/security.ts";
import { type HostSettings, openHostSettings } from "./host/electron/settings.ts";
import { type Language, refusalText, systemLanguage } from "./host/electron/texts.ts";
import { DESKTOP_TEXTS } from "./host/electron/texts-desktop.ts";
import { desktopUpdates } from "./host/electron/updater.ts";
import { Widget } from "./host/electron/widget.ts";
import { openMainWindow } from "./host/electron/window.ts";
import { EngineClient } from "./host/engine-client.ts";
import { isBeingErased } from "./host/erase-mark.ts";

/** `out`, where electron-vite puts main, preload and renderer. */
const built = join(import.meta.dirname, "..");
const resources = app.isPackaged ? process.resourcesPath : join(built, "../resources");
const preload = join(built, "preload/preload.cjs");
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = devServer ? new URL(devServer).origin : APP_ORIGIN;
const url = devServer ? `${origin}/` : `${APP_ORIGIN}/index.html`;

const askedFolder = dataFolderArgument(process.argv, process.cwd());
// The instance lock belongs to userData: an instance on another data folder is another instance, with its own window memory.
if (askedFolder && !app.commandLine.hasSwitch("user-data-dir")) app.setPath("userData", join(askedFolder, "window"));
// The same place as the command line's and the browser host's, so that they find each other.
const ownFolder = app.commandLine.hasSwitch("user-data-dir")
  ? join(app.getPath("userData"), "data")
  : defaultDataFolder({ env: process.env, platform: process.platform, home: homedir() });
const dataFolder = askedFolder ?? ownFolder;

const opener = new Opener();
registerAppScheme();
app.enableSandbox();
lockPages(app, origin);
// Windows finds the app that a notification belongs to by this name: electron-builder's appId.
if (process.platform === "win32") app.setAppUserModelId("ch.cadran.app");

if (!app.requestSingleInstanceLock()) app.quit();
// Not awaited: `ready` waits for this module to end, so a top-level await here would never return.
else void app.whenReady().then(finishErase).then(start);

/** One that was interrupted: before anything is opened. The engine does its own part as it starts. */
async function finishErase(): Promise<void> {
  if (isBeingErased(dataFolder)) await eraseHostData();
}

function start(): void {
  openLog(join(app.getPath("userData"), "logs", "host.log"));
  noteErrors();
  note("start", { version: app.getVersion(), electron: process.versions.electron, platform: process.platform });
  const remembered = openHostSettings();
  const systemLanguages = app.getPreferredSystemLanguages();
  nativeTheme.themeSource = remembered.get("theme");
  denyPermissions(session.defaultSession, origin);
  serveRenderer(join(built, "renderer"));

  const engine = new EngineClient(() => startEngine(), openOutside);
  bridgeWindows(engine, origin);
  noteEngine(engine);
  engine.onRefused((failure) => {
    const { title, text } = refusalText(failure, systemLanguage(systemLanguages));
    dialog.showErrorBox(title, text);
    app.quit();
  });

  const main = makeMain(remembered, () => desktop);
  const menuDeeds = { ask: main.show.bind(main), syncNow: () => void askEngine(engine, "sync.run", {}) };
  const showMenu = (language: Language) => setMenu(language, app.isPackaged, menuDeeds);
  showMenu(systemLanguage(systemLanguages));
  const widget = new Widget(`${url}?widget`, preload);
  const updates = desktopUpdates(remembered, () => desktop.words.language);
  const desktop: Desktop = new Desktop({
    ...{ engine, main, widget, systemLanguages },
    icons: join(resources, "icons"),
    folderArguments: askedFolder ? [`--data=${askedFolder}`] : [],
    onSettings: ({ theme, desktop: chosen }, language) => {
      if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
      remembered.set("theme", theme);
      showMenu(language);
      updates.follow(chosen);
    },
  });
  serveDesktop(origin, deedsOf(main, widget, desktop), (contents) => main.listens(contents));
  serveLinks(origin);
  followPower(
    () => void askEngine(engine, "sync.wake", {}),
    () => widget.hide(),
  );
  live(main, engine, () => desktop.staysAlive);
}

/** @param desktop made after it: what a window does when it closes is the desktop's to say */
function makeMain(remembered: HostSettings, desktop: () => Desktop): MainWindow {
  return new MainWindow({
    open: () => openMainWindow(url, preload, remembered),
    staysAlive: () => desktop().staysAlive,
    onHidden: () => {
      if (remembered.get("toldHidden")) return;
      remembered.set("toldHidden", true);
      desktop().sayHidden();
    },
    onEnd: () => process.platform !== "darwin" && app.quit(),
    onGivenUp: () => {
      note("page.given-up");
      const { pageTitle, pageText } = DESKTOP_TEXTS[desktop().words.language];
      dialog.showErrorBox(pageTitle, pageText);
    },
  });
}

/** What pages may ask for. */
function deedsOf(main: MainWindow, widget: Widget, desktop: Desktop): DeedHandlers {
  return {
    openMain: (ask) => {
      widget.hide();
      main.show(ask);
    },
    closeWidget: () => widget.hide(),
    testNotice: () => desktop.testNotice(),
    quit: () => app.quit(),
  };
}

/** From the first window to the last moment. */
function live(main: MainWindow, engine: EngineClient, staysAlive: () => boolean): void {
  opener.start((ask) => main.show(ask));
  app.on("second-instance", (_event, argv, cwd) => {
    if (!opener.openCommandLine(argv, cwd) && !argv.includes(HIDDEN)) main.show();
  });
  app.on("activate", () => main.show());
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin" && !staysAlive()) app.quit();
  });
  closeEngineBeforeQuit(engine);
  const wasOpenedAtLogin = process.platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;
  const opens = opener.openCommandLine(process.argv, process.cwd());
  if (!opens && !startsHidden(process.argv, wasOpenedAtLogin)) main.show();
}

function startEngine() {
  return utilityProcessEngine(join(built, "main/process.js"), [
    ...["--data", dataFolder, "--migrations", join(resources, "migrations")],
    ...["--host", "electron", "--version", app.getVersion(), "--downloads", app.getPath("downloads")],
    ...hostCapabilities().flatMap((capability) => ["--can", capability]),
  ]);
}

function noteEngine(engine: EngineClient): void {
  engine.onConnection((connected) => note(connected ? "engine.connected" : "engine.lost"));
  engine.onRefused(({ reason }) => note("engine.refused", { reason }));
  app.on("child-process-gone", (_event, { type, reason, exitCode }) =>
    note("process.gone", { type, reason, exitCode }),
  );
}

/** The windows go at once; the process stays until the engine has closed its files. When everything is erased, ours go too. */
function closeEngineBeforeQuit(engine: EngineClient): void {
  let closed = false;
  let isErasing = false;
  engine.onErase(() => {
    isErasing = true;
    app.quit();
  });
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    const own = isErasing ? eraseHostData() : Promise.resolve();
    void own
      .then(() => engine.close())
      .then(() => {
        note("quit");
        closed = true;
        app.quit();
      });
  });
}
