// The file by which Linux desktops start an app at login (freedesktop.org, Desktop Application Autostart Specification). Pure.
import { join } from "node:path";

/** Its name: ours alone, so that it is ours to remove. */
const NAME = "ch.cadran.app.desktop";

/** @param env for XDG_CONFIG_HOME */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  return join(env.XDG_CONFIG_HOME || join(home, ".config"), "autostart", NAME);
}

/** @param command the program and its arguments */
export function autostartText(command: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Cadran",
    `Exec=${command.map(quoted).join(" ")}`,
    "Icon=cadran",
    "Terminal=false",
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}

/** As the Desktop Entry Specification quotes an argument of Exec: in double quotes, then escaped once more as a string. */
function quoted(argument: string): string {
  if (/^[\w@+=:,./-]+$/.test(argument)) return argument;
  const inQuotes = argument.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%");
  return `"${inQuotes.replaceAll("\\", "\\\\")}"`;
}
