// Makes the pictures that systems want from resources/icons/{icon,tray}.svg, which are the originals. `node scripts/icons.mjs`
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.ts";

const folder = join(import.meta.dirname, "../resources/icons");
const LINUX = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names for the sizes: https://developer.apple.com/design/human-interface-guidelines/app-icons */
const MAC = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
const page = await browser.newPage();

/** @param color of what the SVG leaves to its surroundings */
async function png(svg, size, color = "#000000") {
  await page.setViewportSize({ width: size, height: size });
  const style = `html,body{margin:0;color:${color}}svg{display:block;width:${size}px;height:${size}px}`;
  await page.setContent(`<style>${style}</style>${svg}`);
  return page.screenshot({ omitBackground: true, type: "png" });
}

/** A Windows icon: a table of PNG files (since Vista). */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [at, { size, data }] of images.entries()) {
    const entry = 6 + 16 * at;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(data.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)]);
}

/** A macOS icon: one block of type, length and PNG for each size. */
function icns(images) {
  const blocks = images.map(({ type, data }) => Buffer.concat([block(type, data.length + 8), data]));
  return Buffer.concat([block("icns", 8 + blocks.reduce((sum, { length }) => sum + length, 0)), ...blocks]);
}

function block(type, length) {
  const head = Buffer.alloc(8);
  head.write(type, 0, "latin1");
  head.writeUInt32BE(length, 4);
  return head;
}

const read = (name) => readFileSync(join(folder, name), "utf8");
const write = (name, data) => writeFileSync(join(folder, name), data);

const app = read("icon.svg");
rmSync(join(folder, "app"), { recursive: true, force: true });
mkdirSync(join(folder, "app"));
for (const size of LINUX) write(`app/${size}x${size}.png`, await png(app, size));
const windows = [];
for (const size of WINDOWS) windows.push({ size, data: await png(app, size) });
write("app/icon.ico", ico(windows));
const mac = [];
for (const [type, size] of Object.entries(MAC)) mac.push({ type, data: await png(app, size) });
write("app/icon.icns", icns(mac));

// macOS colours a picture named …Template itself; the others are for dark and light panels.
const tray = read("tray.svg");
for (const [name, color] of [
  ["trayTemplate", "#000000"],
  ["tray-dark", "#171A20"],
  ["tray-light", "#FFFFFF"],
]) {
  write(`${name}.png`, await png(tray, 16, color));
  write(`${name}@2x.png`, await png(tray, 32, color));
  if (name === "trayTemplate") continue;
  const sizes = [];
  for (const size of [16, 20, 24, 32]) sizes.push({ size, data: await png(tray, size, color) });
  write(`${name}.ico`, ico(sizes));
}
await browser.close();
