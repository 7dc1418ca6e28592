import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { Keytar } from "../../src-main/host/vault/keychain.ts";
import { loadKeytar } from "../../src-main/host/vault/keychain.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { openVault } from "../../src-main/host/vault/open.ts";
import { testVault } from "../contracts/vault.ts";

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

const missing = ["dbus-daemon", "gnome-keyring-daemon", "dbus-send"].filter(
  (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0,
);
if (!loadKeytar()) missing.push("keytar");

if (missing.length > 0) {
  test.skip(`vault: keytar on a Secret Service (not here: ${missing.join(", ")})`);
} else {
  const keyring = await startKeyring();
  afterAll(keyring.stop);

  testVault("keytar on gnome-keyring", async () => {
    const vault = await openVault();
    expect(vault.kind).toBe("keychain");
    return vault;
  });

  test("a locked keychain, which would wait for a prompt, is given up in time", async () => {
    const vault = await openVault();
    await vault.set("account-locked", "kept");
    await keyring.lock();
    const before = Date.now();
    expect((await openVault({ timeoutMs: 1_000 })).kind).toBe("memory");
    expect(Date.now() - before).toBeLessThan(2_000);
  });
}

/** A private session bus and an unlocked gnome-keyring in a folder of their own; this process is pointed at them. */
async function startKeyring(): Promise<{ lock: () => Promise<void>; stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-keyring-"));
  const socket = join(folder, "bus");
  const env = {
    ...process.env,
    HOME: folder,
    XDG_DATA_HOME: join(folder, "data"),
    XDG_RUNTIME_DIR: folder,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
    DISPLAY: "",
    WAYLAND_DISPLAY: "",
  };
  mkdirSync(join(env.XDG_DATA_HOME, "keyrings"), { recursive: true });
  // No service directory: nothing is started behind the test's back, no prompt either.
  writeFileSync(
    join(folder, "bus.conf"),
    `<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const children: ChildProcess[] = [];
  const run = (command: string, args: string[], input = "") => {
    const child = spawn(command, args, { env, stdio: ["pipe", "ignore", "ignore"] });
    // One that does not read may be gone before it is written to.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    children.push(child);
  };
  const ask = (...args: string[]) =>
    spawnSync("dbus-send", ["--session", "--print-reply", ...args], { env, encoding: "utf8" }).stdout;
  const running = () =>
    ask(
      "--dest=org.freedesktop.DBus",
      "/",
      "org.freedesktop.DBus.NameHasOwner",
      "string:org.freedesktop.secrets",
    ).includes("boolean true");

  run("dbus-daemon", ["--config-file", join(folder, "bus.conf"), "--nofork", "--nopidfile", "--nosyslog"]);
  await until(() => existsSync(socket));
  run("gnome-keyring-daemon", ["--foreground", "--components=secrets", "--unlock"], "keyring-password");
  await until(running);
  process.env.DBUS_SESSION_BUS_ADDRESS = env.DBUS_SESSION_BUS_ADDRESS;

  const login = "array:objpath:/org/freedesktop/secrets/collection/login";
  return {
    lock: async () => {
      ask("--dest=org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", login);
    },
    stop: () => {
      for (const child of children) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("the keyring did not start in 10 s");
    await sleep(50);
  }
}
