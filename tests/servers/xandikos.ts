// A real Xandikos (Debian package) behind our own Basic sign-in; it hides a 412 in a 207 and answers a bad token with 500.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort, serverFolder, startChild, USERS } from "./child.ts";
import type { DavServer } from "./radicale.ts";

/** Starts a Xandikos on a free loopback port. */
export async function startXandikos(): Promise<DavServer> {
  const folder = serverFolder("xandikos");
  const port = await freePort();
  mkdirSync(join(folder, "collections"));
  // The checkout may not be readable for `nobody`.
  const script = join(folder, "serve.py");
  copyFileSync(join(import.meta.dirname, "xandikos-serve.py"), script);
  const users = Object.entries(USERS).map(([name, password]) => `${name}:${password}`);
  const command = ["/usr/bin/python3", script, join(folder, "collections"), String(port), ...users];
  const running = await startChild(command, folder, port);
  return { ...running, url: `http://127.0.0.1:${port}/`, port, users: USERS };
}
