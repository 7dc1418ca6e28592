// CADRAN_BROWSER: the command gets the address whole, and nothing in an address is ever a command.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openWithCommand } from "../../src-main/host/system-browser.ts";
import { testFolder } from "../support/folder.ts";

const command = (code: string) => `"${process.execPath}" -e "${code}"`;

/** A page, and the address under which it was asked for. */
async function page(): Promise<{ url: string; asked: Promise<string> }> {
  const { promise: asked, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    response.end();
    resolve(request.url ?? "");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

describe.skipIf(process.platform === "win32")("a command in place of the system's browser", () => {
  it("gets the whole address as its last argument", async () => {
    const { url, asked } = await page();
    openWithCommand(command("fetch(process.argv[1])"), `${url}/authorize?a=1&b=two%20words&c=*`, process.platform);
    expect(await asked).toBe("/authorize?a=1&b=two%20words&c=*");
  });

  it("never runs what an address says", async () => {
    const { url, asked } = await page();
    const trap = join(testFolder(), "trap");
    openWithCommand(command("fetch(process.argv[1])"), `${url}/?x=";touch ${trap};"$(touch ${trap})`, process.platform);
    expect(await asked).toContain("touch");
    expect(existsSync(trap)).toBe(false);
  });

  it("is not run for what is no web page", async () => {
    const { url, asked } = await page();
    openWithCommand(command(`fetch('${url}/trapped')`), "file:///etc/hostname", process.platform);
    openWithCommand(command(`fetch('${url}/fine')`), `${url}/x`, process.platform);
    expect(await asked).toBe("/fine");
  });
});
