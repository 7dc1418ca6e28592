// Everything that is kept on this computer goes, and an erase that was cut off is finished before anything opens.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finishErase, removeLock } from "../../src-main/engine/erase.ts";
import { lockFolder } from "../../src-main/engine/lock.ts";
import { runEngine } from "../../src-main/engine/run.ts";
import { isBeingErased, readEraseMark, writeEraseMark } from "../../src-main/host/erase-mark.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { Port, Vault } from "../../src-main/ports.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { letter, mailWorld } from "../commands/mail-world.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

/** A vault whose names can be seen. */
function openVault(): Vault & { readonly names: Set<string> } {
  const inner = memoryVault();
  const names = new Set<string>();
  return {
    ...inner,
    names,
    set: async (name, secret) => {
      names.add(name);
      await inner.set(name, secret);
    },
    remove: async (name) => {
      names.delete(name);
      await inner.remove(name);
    },
  };
}

async function erased(vault: Vault) {
  const world = await mailWorld({ vault });
  await world.receive(letter("Zebra"));
  await world.call("calendars.create", { name: "Mine" });
  mkdirSync(join(world.folder, "mail-blobs"), { recursive: true });
  writeFileSync(join(world.folder, "mail-blobs", "a".repeat(64)), "bytes");
  writeFileSync(join(world.folder, "microsoft-tokens.bin"), "sealed");
  writeFileSync(join(world.folder, "letter of mine.txt"), "not Cadran's");
  for (const kept of ["backups", "damaged-20261118T090000Z", "before-restore-20261118T090000Z"]) {
    mkdirSync(join(world.folder, kept));
    writeFileSync(join(world.folder, kept, "cadran.sqlite"), "a copy");
  }
  for (const left of ["restore.json", "restoring.sqlite-wal", "salvage.sqlite", "cadran.damage"]) {
    writeFileSync(join(world.folder, left), "left");
  }
  lockFolder(world.folder).release();
  await world.call("data.erase", { confirm: "erase" });
  await world.close();
  return world.folder;
}

test("no file and no secret is left; what is not ours stays", async () => {
  const vault = openVault();
  const folder = await erased(vault);
  expect(vault.names.size).toBe(1);
  expect(isBeingErased(folder)).toBe(true);
  await finishErase(folder, vault);
  removeLock(folder);
  expect(vault.names.size).toBe(0);
  expect(readdirSync(folder)).toEqual(["letter of mine.txt"]);
});

test("one that was cut off is finished at the next start, before anything is opened", async () => {
  const vault = openVault();
  const folder = await erased(vault);
  const posted: { t: string }[] = [];
  const port: Port = { post: (message) => posted.push(message as { t: string }), listen: () => () => undefined };
  const facts = { host: "test", version: "0.0.0", capabilities: [], downloads: folder } as const;
  const running = await runEngine({ folder, migrations: MIGRATIONS, facts }, port);
  expect(posted).toContainEqual({ t: "ready" });
  expect([existsSync(join(folder, "mail-blobs")), readEraseMark(folder)]).toEqual([false, undefined]);
  await running.close();
});

test("a keychain that does not let go is asked again, and what was begun since stays", async () => {
  const vault = openVault();
  const folder = await erased(vault);
  const locked: Vault = { ...vault, remove: () => Promise.reject(new Failure("storage")) };
  await finishErase(folder, locked);
  expect(existsSync(join(folder, "cadran.sqlite"))).toBe(false);
  expect(isBeingErased(folder)).toBe(false);
  writeFileSync(join(folder, "cadran.sqlite"), "of a new beginning");
  await finishErase(folder, vault);
  expect([vault.names.size, existsSync(join(folder, "cadran.sqlite")), readEraseMark(folder)]).toEqual([
    0,
    true,
    undefined,
  ]);
});

test("nothing is erased unless it was asked for in so many words", async () => {
  const world = await mailWorld();
  await expect(world.call("data.erase", { confirm: "yes" } as never)).rejects.toMatchObject({
    reason: "invalid-input",
  });
  expect(readEraseMark(world.folder)).toBeUndefined();
});

test("a mark that was damaged still says that the files are to go", () => {
  const folder = testFolder();
  writeEraseMark(folder, { secrets: ["a"], files: false });
  expect(isBeingErased(folder)).toBe(false);
  writeFileSync(join(folder, "erase.pending"), "{");
  expect(readEraseMark(folder)).toEqual({ secrets: [], files: true });
});
