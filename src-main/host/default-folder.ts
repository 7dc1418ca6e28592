// Where Cadran keeps its data when nobody names a folder.
import { join, resolve } from "node:path";

/** What the choice depends on; a value so that every system can be tested on one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** CADRAN_DATA, else the system's place for an application's data (XDG Base Directory on Linux). Absolute. */
export function defaultDataFolder({ env, platform, home }: Surroundings): string {
  if (env.CADRAN_DATA) return resolve(env.CADRAN_DATA);
  if (platform === "darwin") return join(home, "Library", "Application Support", "Cadran");
  if (platform === "win32") return join(env.APPDATA || join(home, "AppData", "Roaming"), "Cadran");
  const shared = env.XDG_DATA_HOME;
  // The specification says that a relative path must be ignored.
  return join(shared?.startsWith("/") ? shared : join(home, ".local", "share"), "cadran");
}
