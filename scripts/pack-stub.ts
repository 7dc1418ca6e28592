// A stand-in for Electron's distribution folder, for packing where its binary cannot be had: the launcher starts the stand-in
// of tests/electron-standin, and carries a real fuse wire, so that fuses are truly set and read back.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Found by whoever sets fuses: https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const WIRE_VERSION = 1;
/** As Electron is delivered: run as Node, no cookie encryption, NODE_OPTIONS, --inspect, no integrity, app from anywhere, one
 *  snapshot, file:// privileges. */
const DEFAULTS = "10110001";

/** Makes the folder anew.
 *  @param folder to make
 *  @param root of the checkout whose stand-in it starts
 *  @param version of Electron that it says it is */
export function makeStubDistribution(folder: string, root: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["resources", "locales"]) mkdirSync(join(folder, name), { recursive: true });
  const script = [
    "#!/bin/sh",
    "# Not Electron: it starts the stand-in of the checkout that made it.",
    'self=$(readlink -f "$0")',
    "STANDIN_EXECUTABLE=$self",
    "export STANDIN_EXECUTABLE",
    `exec "${join(root, "tests/electron-standin/bin/electron")}" "$@"`,
    "# ",
  ].join("\n");
  const wire = Buffer.concat([Buffer.from([WIRE_VERSION, DEFAULTS.length]), Buffer.from(DEFAULTS)]);
  const launcher = join(folder, "electron");
  writeFileSync(launcher, Buffer.concat([Buffer.from(script + SENTINEL), wire, Buffer.from("\n")]));
  chmodSync(launcher, 0o755);
  writeFileSync(join(folder, "chrome-sandbox"), "");
  writeFileSync(join(folder, "version"), version);
  writeFileSync(join(folder, "locales/en-US.pak"), "stub");
  for (const name of ["LICENSE", "LICENSES.chromium.html"]) writeFileSync(join(folder, name), "stub\n");
}
