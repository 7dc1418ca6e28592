// Shows a page in the system's browser, for the hosts that run without Electron.
import { spawn } from "node:child_process";

type Env = Readonly<Record<string, string | undefined>>;

/** May a window, or the system's browser, be opened? */
export function hasDisplay(platform: NodeJS.Platform, env: Env): boolean {
  if (platform === "win32") return true;
  if (platform === "darwin") return !env.SSH_CONNECTION;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The program that opens an address in the system's browser; undefined when none may be opened. */
export function browserOpener(platform: NodeJS.Platform, env: Env): readonly string[] | undefined {
  if (env.CADRAN_NO_OPEN === "1" || !hasDisplay(platform, env)) return undefined;
  if (platform === "darwin") return ["open"];
  // `start` is a word of the shell, which would cut an address at its first `&`.
  return platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
}

/** Opens a web page. Nothing happens where no browser may be opened: whoever asked shows the address as well. */
export function openInBrowser(url: string, platform: NodeJS.Platform, env: Env): void {
  const opener = browserOpener(platform, env);
  if (opener === undefined || !isWebPage(url)) return;
  const [program = "", ...args] = opener;
  run(program, [...args, url]);
}

/** Runs a command line of the user's own for a page: `CADRAN_BROWSER`, with the address as its last argument. */
export function openWithCommand(command: string, url: string, platform: NodeJS.Platform): void {
  if (!isWebPage(url)) return;
  // The address is an argument of the shell, never a part of what it reads as a command.
  if (platform === "win32") run("cmd", ["/d", "/s", "/c", `${command} "${url.replaceAll("%", "%%")}"`]);
  else run("/bin/sh", ["-c", `${command} "$1"`, "sh", url]);
}

/** Any other scheme could start a program. */
function isWebPage(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? "");
}

function run(program: string, args: readonly string[]): void {
  spawn(program, [...args], { stdio: "ignore", detached: true })
    // A browser that does not open is no fault: the address is shown as well.
    .on("error", () => {})
    .unref();
}
