// The file of sign-ins: encrypted, private, whole or not there.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";
import { describe, expect, it } from "vitest";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { Vault } from "../../src-main/ports.ts";
import { createTokenCache } from "../../src-main/providers/graph/token-cache.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { testFolder } from "../support/folder.ts";

const FILE = "microsoft-tokens.bin";
const SECRET = '{"RefreshToken":{"one":{"secret":"refresh-token-in-clear"}}}';

/** A vault that keeps, as a keychain does. */
function keychain(): Vault {
  return { ...memoryVault(), kind: "keychain" };
}

/** MSAL's side of an access: what it reads, and what it then has in its memory. */
function access(plugin: ICachePlugin, change?: (text: string) => string) {
  let text = "";
  const tokenCache = { deserialize: (read: string) => (text = read), serialize: () => text };
  const context = { tokenCache, cacheHasChanged: change !== undefined } as unknown as TokenCacheContext;
  return {
    context,
    async run() {
      try {
        await plugin.beforeCacheAccess(context);
        if (change) text = change(text);
        return text;
      } finally {
        await plugin.afterCacheAccess(context);
      }
    },
  };
}
const read = (plugin: ICachePlugin) => access(plugin).run();
const write = (plugin: ICachePlugin, text: string) => access(plugin, () => text).run();

describe("the file of sign-ins", () => {
  it("is read again by the next run", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    await write(createTokenCache(world), SECRET);
    expect(await read(createTokenCache(world))).toBe(SECRET);
  });

  it("is one private file with nothing in clear, and its key is not in it", async () => {
    const world = { folder: join(testFolder(), "not-made-yet"), vault: keychain() };
    await write(createTokenCache(world), SECRET);
    expect(readdirSync(world.folder)).toEqual([FILE]);
    const bytes = readFileSync(join(world.folder, FILE));
    expect(statSync(join(world.folder, FILE)).mode & 0o777).toBe(0o600);
    expect(bytes[0]).toBe(1);
    expect(bytes.length).toBe(1 + 12 + 16 + Buffer.byteLength(SECRET));
    expect(bytes.includes("refresh-token-in-clear")).toBe(false);
    const key = Buffer.from((await world.vault.get("microsoft-tokens")) ?? "", "base64");
    expect(key).toHaveLength(32);
    expect(bytes.includes(key)).toBe(false);
  });

  it("is never encrypted twice with the same nonce", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    const plugin = createTokenCache(world);
    const nonces = new Set<string>();
    for (let round = 0; round < 5; round++) {
      await write(plugin, SECRET);
      nonces.add(readFileSync(join(world.folder, FILE)).subarray(1, 13).toString("hex"));
    }
    expect(nonces.size).toBe(5);
  });

  it("is private again after a crash left a public half behind", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    writeFileSync(join(world.folder, `${FILE}.tmp`), "half", { mode: 0o666 });
    chmodSync(join(world.folder, `${FILE}.tmp`), 0o666);
    await write(createTokenCache(world), SECRET);
    expect(statSync(join(world.folder, FILE)).mode & 0o777).toBe(0o600);
    expect(readdirSync(world.folder)).toEqual([FILE]);
  });

  it("is not written when nothing changed", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    const plugin = createTokenCache(world);
    await write(plugin, SECRET);
    const before = readFileSync(join(world.folder, FILE));
    await read(plugin);
    expect(readFileSync(join(world.folder, FILE)).equals(before)).toBe(true);
  });
});

describe("a file that cannot be read", () => {
  const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
    empty: () => Buffer.alloc(0),
    cut: (bytes) => bytes.subarray(0, bytes.length - 3),
    "cut inside its head": (bytes) => bytes.subarray(0, 20),
    "of another version": (bytes) => Buffer.concat([Buffer.of(2), bytes.subarray(1)]),
    "with another nonce": (bytes) => flipped(bytes, 5),
    "with another tag": (bytes) => flipped(bytes, 20),
    "with another text": (bytes) => flipped(bytes, bytes.length - 1),
    "plain text": () => Buffer.from(SECRET),
  };
  it.each(Object.keys(damages))("means nobody is signed in, and is kept aside: %s", async (name) => {
    const world = { folder: testFolder(), vault: keychain() };
    await write(createTokenCache(world), SECRET);
    const path = join(world.folder, FILE);
    const bad = damages[name]?.(readFileSync(path)) ?? Buffer.alloc(0);
    writeFileSync(path, bad);
    const plugin = createTokenCache(world);
    expect(await read(plugin)).toBe("");
    expect(readdirSync(world.folder)).toEqual(["microsoft-tokens.unreadable.bin"]);
    expect(readFileSync(join(world.folder, "microsoft-tokens.unreadable.bin")).equals(bad)).toBe(true);
    await write(plugin, SECRET);
    expect(await read(createTokenCache(world))).toBe(SECRET);
  });

  it.each([
    ["lost", undefined],
    ["cut", "c2hvcnQ="],
  ])("is what a %s key leaves", async (_name, key) => {
    const world = { folder: testFolder(), vault: keychain() };
    await write(createTokenCache(world), SECRET);
    if (key === undefined) await world.vault.remove("microsoft-tokens");
    else await world.vault.set("microsoft-tokens", key);
    const plugin = createTokenCache(world);
    expect(await read(plugin)).toBe("");
    await write(plugin, SECRET);
    expect(await read(createTokenCache(world))).toBe(SECRET);
  });

  it("leaves one file aside, however often it happens", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    for (const text of ["first", "second"]) {
      writeFileSync(join(world.folder, FILE), text);
      await world.vault.set("microsoft-tokens", Buffer.alloc(32).toString("base64"));
      expect(await read(createTokenCache(world))).toBe("");
    }
    expect(readdirSync(world.folder)).toEqual(["microsoft-tokens.unreadable.bin"]);
  });
});

describe("a vault", () => {
  it("that does not answer costs nobody the sign-in", async () => {
    const vault = keychain();
    const world = { folder: testFolder(), vault };
    await write(createTokenCache(world), SECRET);
    let isLocked = true;
    const get = async (name: string) => {
      if (isLocked) throw new Failure("storage", { detail: "the keychain does not answer" });
      return vault.get(name);
    };
    const plugin = createTokenCache({ ...world, vault: { ...vault, get } });
    await expect(read(plugin)).rejects.toMatchObject({ reason: "storage" });
    isLocked = false;
    expect(await read(plugin)).toBe(SECRET);
  });

  it("that forgets keeps tokens for the run and never touches the file of an earlier one", async () => {
    const folder = testFolder();
    const vault = keychain();
    await write(createTokenCache({ folder, vault }), SECRET);
    const before = readFileSync(join(folder, FILE));
    const forgetful = { folder, vault: memoryVault() };
    const plugin = createTokenCache(forgetful);
    expect(await read(plugin)).toBe("");
    await write(plugin, "{}");
    expect(await read(plugin)).toBe("{}");
    expect(await read(createTokenCache(forgetful))).toBe("");
    expect(readdirSync(folder)).toEqual([FILE]);
    expect(readFileSync(join(folder, FILE)).equals(before)).toBe(true);
  });
});

describe("access", () => {
  it("is one at a time: no change is lost between two that overlap", async () => {
    const world = { folder: testFolder(), vault: keychain() };
    const plugin = createTokenCache(world);
    await Promise.all(Array.from({ length: 20 }, (_, n) => access(plugin, (text) => `${text}[${n}]`).run()));
    const text = await read(createTokenCache(world));
    expect(text.match(/\[\d+\]/g)).toHaveLength(20);
  });

  it("goes on after one that failed, in memory until the disk takes it again", async () => {
    const folder = testFolder();
    const world = { folder: join(folder, "data"), vault: keychain() };
    writeFileSync(world.folder, "a file where the folder should be");
    const plugin = createTokenCache({ ...world, vault: keychain() });
    await expect(read(plugin)).rejects.toMatchObject({ reason: "storage" });
    const good = { folder: join(folder, "good"), vault: keychain() };
    const second = createTokenCache(good);
    await write(second, "first");
    // The place of the half-written file is taken by a folder that cannot be removed without force on its contents.
    mkdirSync(join(good.folder, `${FILE}.tmp`, "x"), { recursive: true });
    await expect(write(second, "second")).rejects.toMatchObject({ reason: "storage" });
    expect(await read(second)).toBe("second");
    expect(await read(createTokenCache(good))).toBe("first");
    expect(existsSync(join(good.folder, FILE))).toBe(true);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
