// A message is built of what it is given (mail S13): whatever a draft names, no file is opened and nobody is asked.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { DraftMessage } from "../../src-main/domain/mime/build.ts";
import { testFolder } from "../support/folder.ts";
import { build, textOf } from "./mail-build-setup.ts";

const SECRET = "what nobody was to see";

async function places() {
  const file = join(testFolder(), "secret.txt");
  writeFileSync(file, SECRET);
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end(SECRET);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { file, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`, asked };
}

test("a draft that names files and addresses gets neither", async () => {
  const { file, url, asked } = await places();
  const named = [file, pathToFileURL(file).href, url];
  const drafts: unknown[] = named.flatMap((place) => [
    { html: `<p>x</p><img src="${place}">`, text: `${place} ` },
    { html: { path: place }, text: "x" },
    { text: { href: place } },
    { attachments: [{ name: "a.txt", mediaType: "text/plain", content: { path: place } }] },
    { attachments: [{ name: "a.txt", mediaType: "text/plain", path: place, href: place, content: new Uint8Array(2) }] },
    { attachments: [{ name: place, mediaType: "text/plain", content: new Uint8Array(2) }] },
    { calendar: { method: "REQUEST", text: { path: place } } },
    { subject: { path: place } },
  ]);
  for (const draft of drafts) {
    const built = await build(draft as Partial<DraftMessage>).catch(() => undefined);
    for (const bytes of built ? [built.wire, built.filed] : []) {
      expect(textOf(bytes)).not.toContain(SECRET);
      expect(textOf(bytes)).not.toContain(Buffer.from(SECRET).toString("base64"));
    }
  }
  expect(asked).toEqual([]);
});
