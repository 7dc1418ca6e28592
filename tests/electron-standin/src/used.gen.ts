// Generated: npm run electron:api -- --write. What main.ts and host/electron use of Electron; a member that the stand-in
// has not does not compile. Whether its type is Electron's, electron.ts proves.
import type { StandIn } from "./electron.ts";

/** @public */
export type Offers<S, Names extends keyof S> = [S, Names];

/** @public */
export type Used = [
  Offers<
    StandIn,
    | "BrowserWindow"
    | "Menu"
    | "Notification"
    | "Tray"
    | "app"
    | "dialog"
    | "ipcMain"
    | "nativeImage"
    | "nativeTheme"
    | "net"
    | "powerMonitor"
    | "protocol"
    | "screen"
    | "session"
    | "shell"
    | "utilityProcess"
  >,
  Offers<
    StandIn["app"],
    | "addRecentDocument"
    | "clearRecentDocuments"
    | "commandLine"
    | "enableSandbox"
    | "getAppPath"
    | "getLoginItemSettings"
    | "getPath"
    | "getPreferredSystemLanguages"
    | "getVersion"
    | "isDefaultProtocolClient"
    | "isPackaged"
    | "quit"
    | "removeAsDefaultProtocolClient"
    | "requestSingleInstanceLock"
    | "setAppUserModelId"
    | "setAsDefaultProtocolClient"
    | "setBadgeCount"
    | "setLoginItemSettings"
    | "setPath"
    | "whenReady"
  >,
  Offers<
    InstanceType<StandIn["BrowserWindow"]>,
    | "destroy"
    | "focus"
    | "getNormalBounds"
    | "hide"
    | "id"
    | "isDestroyed"
    | "isFullScreen"
    | "isMaximized"
    | "isMinimized"
    | "isVisible"
    | "loadURL"
    | "maximize"
    | "restore"
    | "setBackgroundColor"
    | "setBounds"
    | "setFullScreen"
    | "setOverlayIcon"
    | "show"
    | "webContents"
  >,
  Offers<StandIn["BrowserWindow"], "getAllWindows">,
  Offers<StandIn["app"]["commandLine"], "getSwitchValue" | "hasSwitch">,
  Offers<StandIn["dialog"], "showErrorBox" | "showMessageBox">,
  Offers<StandIn["ipcMain"], "handle">,
  Offers<StandIn["Menu"], "buildFromTemplate" | "setApplicationMenu">,
  Offers<StandIn["nativeImage"], "createFromPath">,
  Offers<StandIn["nativeTheme"], "shouldUseDarkColors" | "shouldUseDarkColorsForSystemIntegratedUI" | "themeSource">,
  Offers<StandIn["net"], "fetch" | "isOnline">,
  Offers<InstanceType<StandIn["Notification"]>, "close" | "show">,
  Offers<StandIn["Notification"], "isSupported">,
  Offers<StandIn["protocol"], "handle" | "registerSchemesAsPrivileged">,
  Offers<
    StandIn["screen"],
    "getAllDisplays" | "getCursorScreenPoint" | "getDisplayMatching" | "getDisplayNearestPoint" | "getPrimaryDisplay"
  >,
  Offers<
    StandIn["session"]["defaultSession"],
    "clearCache" | "clearStorageData" | "setPermissionCheckHandler" | "setPermissionRequestHandler"
  >,
  Offers<StandIn["session"], "defaultSession">,
  Offers<StandIn["shell"], "openExternal">,
  Offers<
    InstanceType<StandIn["Tray"]>,
    | "destroy"
    | "getBounds"
    | "popUpContextMenu"
    | "setContextMenu"
    | "setIgnoreDoubleClickEvents"
    | "setImage"
    | "setTitle"
    | "setToolTip"
  >,
  Offers<ReturnType<StandIn["utilityProcess"]["fork"]>, "pid" | "postMessage">,
  Offers<StandIn["utilityProcess"], "fork">,
  Offers<
    InstanceType<StandIn["BrowserWindow"]>["webContents"],
    "forcefullyCrashRenderer" | "reload" | "send" | "setWindowOpenHandler"
  >,
];
