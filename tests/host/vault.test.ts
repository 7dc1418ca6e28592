import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Keytar } from "../../src-main/host/vault/keychain.ts";
import { loadKeytar } from "../../src-main/host/vault/keychain.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { openVault } from "../../src-main/host/vault/open.ts";
import { testVault } from "../contracts/vault.ts";
import {
  type Keyring,
  missingKeyring,
  type SessionBus,
  startKeyring,
  startSessionBus,
} from "../servers/session-bus.ts";

const never = <T>(): Promise<T> => new Promise(() => {});

const emptyKeychain = (): Keytar => {
  const kept = new Map<string, string>();
  return {
    getPassword: async (_service, account) => kept.get(account) ?? null,
    setPassword: async (_service, account, password) => void kept.set(account, password),
    deletePassword: async (_service, account) => kept.delete(account),
  };
};

testVault("memory", async () => memoryVault());
testVault("keychain over a fake keytar", () => openVault({ load: emptyKeychain }));

describe("without a working keychain secrets live for the run only", () => {
  const kindWith = async (keytar: Partial<Keytar>) =>
    (await openVault({ load: () => ({ ...emptyKeychain(), ...keytar }), timeoutMs: 100 })).kind;

  test("keytar is not installed", async () => {
    expect((await openVault({ load: () => undefined })).kind).toBe("memory");
  });

  test("there is no bus: keytar rejects", async () => {
    expect(await kindWith({ setPassword: () => Promise.reject(new Error("Cannot autolaunch D-Bus")) })).toBe("memory");
  });

  test("the keychain swallows the secret", async () => {
    expect(await kindWith({ getPassword: async () => null })).toBe("memory");
  });

  test("the keychain hangs: start-up waits for the timeout and no longer", async () => {
    const before = Date.now();
    expect(await kindWith({ getPassword: never })).toBe("memory");
    expect(Date.now() - before).toBeLessThan(1_000);
  });

  test("every step is slow: still one timeout in all", async () => {
    const keytar = emptyKeychain();
    const slow: Partial<Keytar> = {
      setPassword: (service, account, password) => sleep(80).then(() => keytar.setPassword(service, account, password)),
      getPassword: (service, account) => sleep(80).then(() => keytar.getPassword(service, account)),
    };
    const before = Date.now();
    expect(await kindWith(slow)).toBe("memory");
    expect(Date.now() - before).toBeLessThan(150);
  });
});

test("a keychain that hangs later fails the call with `storage`, and names no secret", async () => {
  const keytar = emptyKeychain();
  const vault = await openVault({ load: () => keytar, timeoutMs: 50 });
  keytar.setPassword = never;
  const failure = await vault.set("account", "s3cret").catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "Failure", code: "storage" });
  expect(String((failure as Error).message)).not.toContain("s3cret");
});

const missing = missingKeyring() ?? (loadKeytar() ? undefined : "keytar is not installed");

describe.skipIf(missing)(`keytar on a Secret Service${missing ? ` (${missing})` : ""}`, () => {
  let bus: SessionBus;
  let keyring: Keyring;
  beforeAll(async () => {
    bus = await startSessionBus();
    keyring = await startKeyring(bus);
    process.env.DBUS_SESSION_BUS_ADDRESS = bus.env.DBUS_SESSION_BUS_ADDRESS;
  });
  afterAll(async () => bus?.stop());

  testVault("keytar on gnome-keyring", async () => {
    const vault = await openVault();
    expect(vault.kind).toBe("keychain");
    return vault;
  });

  test("one that answers nothing is given up in time, at the start and later, and keeps what it had", async () => {
    const vault = await openVault({ timeoutMs: 500 });
    await vault.set("account-frozen", "kept");
    keyring.freeze();
    const before = Date.now();
    const late = await vault.get("account-frozen").catch((error: unknown) => error);
    expect(late).toMatchObject({ name: "Failure", code: "storage" });
    expect((await openVault({ timeoutMs: 500 })).kind).toBe("memory");
    expect(Date.now() - before).toBeLessThan(4_000);
    keyring.wake();
    await expect.poll(() => vault.get("account-frozen").catch(() => undefined), { timeout: 10_000 }).toBe("kept");
  });

  test("a locked keychain, which would wait for a prompt, is given up in time, and one asked later says so", async () => {
    const vault = await openVault({ timeoutMs: 1_000 });
    await vault.set("account-locked", "kept");
    await keyring.lock();
    const before = Date.now();
    expect((await openVault({ timeoutMs: 1_000 })).kind).toBe("memory");
    expect(await vault.set("account-locked", "other").catch((error: unknown) => error)).toMatchObject({
      code: "storage",
    });
    expect(Date.now() - before).toBeLessThan(4_000);
  });

  // In processes of their own: a process keeps to the bus it has found.
  test.each([
    ["a bus without a Secret Service", startSessionBus],
    ["no bus", async () => ({ env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/none" }, stop: () => {} })],
  ])("with %s secrets live for the run, and the process ends by itself", async (_what, start) => {
    const { env, stop } = await start();
    const open = join(import.meta.dirname, "../../src-main/host/vault/open.ts");
    const script = `import { openVault } from ${JSON.stringify(pathToFileURL(open).href)};
      const vault = await openVault();
      await vault.set("a", "b");
      console.log(vault.kind, await vault.get("a"));`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env,
      encoding: "utf8",
      timeout: 20_000,
    });
    await stop();
    expect([run.stdout.trim(), run.status]).toEqual(["memory b", 0]);
  });
});
