// Ways to break the built app that the Electron specs must notice; those of its life on the desktop are in a file of their own. Each edits one built file (not minified) of a copy.

/** One broken build. */
export interface Mutation {
  readonly name: string;
  /** Under out/. */
  readonly file: "main/main.js" | "preload/preload.cjs" | "main/process.js";
  readonly from: string | RegExp;
  readonly to: string;
  /** The spec file that should notice, and a part of the title of its test. */
  readonly by: readonly [
    spec: "app" | "security" | "life" | "tray" | "notifications" | "opened" | "manners",
    title: string,
  ];
}

const main = "main/main.js";
const preload = "preload/preload.cjs";

/** Of start, bridge, locks and engine. */
export const CORE_MUTATIONS: readonly Mutation[] = [
  {
    name: "preload asks for Node",
    file: preload,
    from: /^/,
    to: 'require("node:fs");\n',
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "preload is an ES module",
    file: preload,
    from: /^/,
    to: 'import "./x.js";\n',
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "preload is not where it is looked for",
    file: main,
    from: "preload/preload.cjs",
    to: "preload/preload.js",
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "raw ipcRenderer given to the page",
    file: preload,
    from: 'exposeInMainWorld("cadran", {',
    to: 'exposeInMainWorld("ipcRenderer", { send: (...a) => electron.ipcRenderer.send(...a) });electron.contextBridge.exposeInMainWorld("cadran", {',
    by: ["security", "the page has the bridge"],
  },
  {
    name: "main passes on any call",
    file: main,
    from: "if (!isCallName(name))",
    to: "if (false)",
    by: ["security", "a name outside the contract"],
  },
  {
    name: "main answers any page",
    file: main,
    from: 'throw new Error("this page may not call the engine")',
    to: "void 0",
    by: ["security", "a page of another origin"],
  },
  {
    name: "main answers no page",
    file: main,
    from: "senderFrame.origin !== origin",
    to: "senderFrame.origin === origin",
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "any deed of the desktop is done",
    file: main,
    from: "if (!isDeed(deed)) throw",
    to: "if (false) throw",
    by: ["security", "the desktop's few deeds"],
  },
  {
    name: "scheme is not privileged",
    file: main,
    from: "registerAppScheme();\napp",
    to: "app",
    by: ["app", "opens on the welcome"],
  },
  {
    name: "no CSP",
    file: main,
    from: '"content-security-policy"',
    to: '"x-policy"',
    by: ["security", "the CSP is there and holds"],
  },
  {
    name: "CSP refuses our own scripts",
    file: main,
    from: "\"script-src 'self'\"",
    to: "\"script-src 'none'\"",
    by: ["app", "opens on the welcome"],
  },
  {
    name: "CSP allows inline scripts",
    file: main,
    from: "\"script-src 'self'\"",
    to: "\"script-src 'self' 'unsafe-inline'\"",
    by: ["security", "the CSP is there and holds"],
  },
  {
    name: "files outside the renderer are served",
    file: main,
    from: "return file.startsWith(normalize(folder) + sep) ? file : void 0;",
    to: "return file;",
    by: ["security", "nothing outside its folder"],
  },
  {
    name: "pages may leave",
    file: main,
    from: /contents\.on\("will-navigate"[\s\S]*?\n\t\}\);\n\tcontents\.on\("will-frame-navigate"[\s\S]*?\n\t\}\);/,
    to: "",
    by: ["security", "scripted navigation away"],
  },
  {
    name: "popups are allowed",
    file: main,
    from: 'action: "deny"',
    to: 'action: "allow"',
    by: ["security", "window.open opens nothing"],
  },
  {
    name: "any scheme opens outside",
    file: main,
    from: "link && OUTSIDE.has(link.protocol)",
    to: "link",
    by: ["security", "links to the web open outside"],
  },
  {
    name: "every permission is given",
    file: main,
    from: "denyPermissions(session.defaultSession, origin);",
    to: "",
    by: ["security", "permissions are denied"],
  },
  {
    name: "contextIsolation is off",
    file: main,
    from: /contextIsolation: true/g,
    to: "contextIsolation: false",
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "a function is sent over IPC",
    file: main,
    from: "return engine.call(name, input);",
    to: "return engine.call(name, input).then((r) => ({ ...r, f() {} }));",
    by: ["app", "a call reaches the engine"],
  },
  {
    name: "changes do not reach the page",
    file: main,
    from: 'tellWindows("feed", message)',
    to: "void message",
    by: ["app", "a change reaches every listener"],
  },
  {
    name: "the page is not told that the engine is away",
    file: main,
    from: 'tellWindows("connection", now);',
    to: "",
    by: ["app", "an engine that crashes is back"],
  },
  {
    name: "a window before ready",
    file: main,
    from: "app.enableSandbox();",
    to: "app.enableSandbox();\nnew BrowserWindow();",
    by: ["app", "opens on the welcome"],
  },
  {
    name: "no single instance",
    file: main,
    from: "!app.requestSingleInstanceLock()",
    to: "false",
    by: ["app", "a second start shows"],
  },
  {
    name: "the engine is left running",
    file: main,
    from: /if \(closed\) return;\s*event\.preventDefault\(\);/,
    to: "if (closed) return;",
    by: ["app", "quitting lets the engine"],
  },
  {
    name: "the window's place is forgotten",
    file: main,
    from: /settings\.set\("bounds"[^;]*;/,
    to: "",
    by: ["app", "remembers where its window was"],
  },
  {
    name: "the preload passes on any call",
    file: preload,
    from: /call: \(name, input\) => isCallName\(name\) \?/,
    to: "call: (name, input) => true ?",
    by: ["security", "a name outside the contract"],
  },
  {
    name: "pages may leave, and are shown outside too",
    file: main,
    from: /event\.preventDefault\(\);\s*openOutside\(event\.url\);/,
    to: "openOutside(event.url);",
    by: ["security", "scripted navigation away"],
  },
];
