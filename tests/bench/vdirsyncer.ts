// The peer: vdirsyncer (Debian package) between the same Radicale and a folder of files.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { USERS } from "../servers/child.ts";

const PROGRAM = "/usr/bin/vdirsyncer";

export const hasVdirsyncer = () => existsSync(PROGRAM);

export interface Peer {
  /** Finds the calendar; asks nothing. */
  discover(): Promise<void>;
  sync(): Promise<void>;
  /** Files here. */
  count(): number;
}

/** @param root URL that holds the user's calendars */
export function vdirsyncer(folder: string, root: string, calendar: string): Peer {
  const files = join(folder, "files");
  mkdirSync(files, { recursive: true });
  const config = join(folder, "config");
  writeFileSync(
    config,
    `[general]
status_path = "${join(folder, "status")}"
[pair bench]
a = "local"
b = "remote"
collections = ["${calendar}"]
[storage local]
type = "filesystem"
path = "${files}"
fileext = ".ics"
[storage remote]
type = "caldav"
url = "${root}"
username = "alice"
password = "${USERS.alice}"
`,
  );
  return {
    discover: () => run(["-c", config, "discover"], "y\n".repeat(10)),
    sync: () => run(["-c", config, "-v", "ERROR", "sync"], ""),
    count: () => readdirSync(join(files, calendar)).length,
  };
}

function run(args: readonly string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(PROGRAM, [...args], { stdio: ["pipe", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString();
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`vdirsyncer ended with ${code}: ${said}`)),
    );
    child.stdin.end(input);
  });
}
