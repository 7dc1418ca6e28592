import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { lockFolder } from "../../src-main/engine/lock.ts";
import { testFolder } from "../support/folder.ts";

const note = { pid: 1, port: 2, token: "t", host: "test" };

it("lets one engine have a folder at a time", () => {
  const folder = testFolder();
  const first = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow("already runs");
  first.release();
  lockFolder(folder).release();
});

it("tells port and token to its owner only (mode 0600), and takes the note away at the end", () => {
  const folder = testFolder();
  const lock = lockFolder(folder);
  lock.announce(note);
  const file = join(folder, "cadran.lock");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(note);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  lock.release();
  expect(() => statSync(file)).toThrow("ENOENT");
});

it("is free again after its holder was killed with SIGKILL", async () => {
  const folder = testFolder();
  const script = join(folder, "hold.ts");
  const source = resolve(import.meta.dirname, "../../src-main/engine/lock.ts");
  writeFileSync(
    script,
    `import { lockFolder } from ${JSON.stringify(source)}; lockFolder(${JSON.stringify(folder)}); process.send("held"); setInterval(() => {}, 1000);`,
  );
  const child = fork(script, { execArgv: [] });
  await once(child, "message");
  expect(() => lockFolder(folder)).toThrow("already runs");
  child.kill("SIGKILL");
  await once(child, "exit");
  lockFolder(folder).release();
});

it("says in one sentence that a folder cannot be used", () => {
  const file = join(testFolder(), "a-file");
  writeFileSync(file, "");
  expect(() => lockFolder(file)).toThrow("cannot be used");
});
