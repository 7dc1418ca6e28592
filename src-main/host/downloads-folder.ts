// Where people find what programs saved for them, where no desktop says it.
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** @param home the home folder @returns absolute; the home folder where there is no other */
export function downloadsFolder(env: NodeJS.ProcessEnv, home: string): string {
  const usual = join(home, "Downloads");
  return fromUserDirs(env, home) ?? (existsSync(usual) ? usual : home);
}

/** `user-dirs.dirs` of the desktops of Linux names it in the person's language. */
function fromUserDirs(env: NodeJS.ProcessEnv, home: string): string | undefined {
  try {
    const text = readFileSync(join(env.XDG_CONFIG_HOME || join(home, ".config"), "user-dirs.dirs"), "utf8");
    const named = /^\s*XDG_DOWNLOAD_DIR="([^"\n]+)"/m.exec(text)?.[1]?.replace(/^\$HOME(?=\/|$)/, () => home);
    return named !== undefined && isAbsolute(named) ? named : undefined;
  } catch {
    return undefined;
  }
}
