// Secrets never reach the disk, a log or an answer: a whole day of an account with real servers, wrong passwords and a crash
// included, then everything that was left behind is read byte by byte.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { cadran } from "../cli-run.ts";
import { missingServer } from "../servers/child.ts";
import { rawClient } from "../servers/dav.ts";
import { missingMail, startMail } from "../servers/mail.ts";
import { startRadicale } from "../servers/radicale.ts";
import { testFolder } from "../support/folder.ts";

const skip = missingMail() ?? missingServer("radicale");
const CLI = join(import.meta.dirname, "../../src-main/cli.ts");

/** A secret in every spelling that a wire, a file or a careless log would use. */
function spellings(secret: string, users: readonly string[]): Map<string, Buffer> {
  const bytes = Buffer.from(secret);
  const pairs = users.flatMap((user) => [`${user}:${secret}`, `\0${user}\0${secret}`]);
  return new Map([
    ["plain", bytes],
    ["UTF-16", Buffer.from(secret, "utf16le")],
    ["hexadecimal", Buffer.from(bytes.toString("hex"))],
    ["percent", Buffer.from(encodeURIComponent(secret))],
    ...[secret, ...pairs].map((text, at): [string, Buffer] => [
      `Base64 ${at}`,
      Buffer.from(Buffer.from(text).toString("base64").replace(/=+$/, "")),
    ]),
  ]);
}

/** @returns where a secret was found, and how it was spelt */
function found(places: ReadonlyMap<string, Buffer>, secrets: readonly string[], users: readonly string[]): string[] {
  return secrets.flatMap((secret) =>
    [...spellings(secret, users)].flatMap(([how, bytes]) =>
      [...places].flatMap(([where, content]) => (content.includes(bytes) ? [`${where}: ${secret} (${how})`] : [])),
    ),
  );
}

/** Every file of a folder, by its path. */
function filesOf(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]));
}

/** A browser host on a folder, its output kept. */
function served(data: string) {
  // No bus, no keychain: passwords live in the process alone.
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, "serve", "--data", data], { env: { ...env, CADRAN_NO_BUILD: "1" } });
  const said: Buffer[] = [];
  const ready = new Promise<void>((done) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said.push(chunk);
      if (chunk.includes("\n")) done();
    });
  });
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const ended = once(child, "close");
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  onTestFinished(() => stop("SIGKILL"));
  return { ready, said, stop };
}

describe.skipIf(skip !== undefined)(`passwords${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it("are in no file, no output and no answer, whatever happens to an account", async () => {
    const [mail, dav] = await Promise.all([startMail(), startRadicale()]);
    onTestFinished(() => mail.stop());
    onTestFinished(() => dav.stop());
    await rawClient("alice", dav.users.alice).makeCalendar(`${dav.url}alice/work/`, "Work");
    const data = testFolder();
    const wrong = "W/rong pässword+42";
    const lost = "never.sent:anywhere";
    const secrets = [mail.users.alice, wrong, lost];
    const users = ["alice", "alice@example.test"];
    const host = served(data);
    await host.ready;
    const places = new Map<string, Buffer>();
    const call = async (name: string, input: unknown) => {
      const ran = await cadran(["call", name, "-", "--data", data], { stdin: JSON.stringify(input) });
      places.set(`${places.size} ${name}`, Buffer.from(ran.stdout + ran.stderr));
      return JSON.parse(ran.stdout) as { account?: { id: string }; failure?: unknown };
    };
    const imap = { host: "localhost", port: mail.imap.imaps, security: "tls" };
    const smtp = { host: "localhost", port: mail.smtp.submissionsPort, security: "tls" };
    const who = { kind: "mail", address: users[1], imap, smtp, caFile: mail.caFile, calendars: false };
    const refused = await call("accounts.add", { ...who, password: wrong });
    const unknown = { ...who, password: lost, imap: { ...imap, host: "nobody.invalid" } };
    const nowhere = await call("accounts.add", unknown);
    const { account } = await call("accounts.add", { ...who, password: mail.users.alice });
    const calendars = { kind: "caldav", url: dav.url, username: "alice", password: dav.users.alice };
    const second = await call("accounts.add", calendars);
    expect([refused.failure, nowhere.failure, account?.id, second.account?.id]).toEqual([
      ...[expect.anything(), expect.anything(), expect.any(String), expect.any(String)],
    ]);
    await call("sync.run", {});
    const message = { to: [users[1]], subject: "Hello", text: "Nothing secret.", undoSeconds: 0 };
    await call("mail.send", { accountId: account?.id, ...message });
    await call("accounts.update", { id: account?.id, password: wrong });
    await call("accounts.test", { id: second.account?.id });
    await call("sync.run", {});
    for (const name of ["accounts.list", "app.info", "sync.status", "sync.doctor", "settings.get"])
      await call(name, {});
    for (const one of [account, second.account]) await call("sync.log", { id: one?.id });
    await host.stop("SIGKILL");
    const left = filesOf(data);
    expect([...left.keys()].some((path) => path.endsWith("cadran.sqlite"))).toBe(true);
    places.set("output of the host", Buffer.concat(host.said));
    expect(found(new Map([...left, ...places]), secrets, users)).toEqual([]);
    // The scan itself: what it looks for is found where somebody put it.
    writeFileSync(join(data, "planted"), Buffer.from(`\0alice\0${wrong}`).toString("base64"));
    expect(found(filesOf(data), secrets, users)).toHaveLength(1);
  }, 180_000);
});
