// The command line on a stand-in engine: what it prints, how it exits, whom it talks to.
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import packageFile from "../package.json" with { type: "json" };
import { cadran, FAKE_ENGINE, serve } from "./cli-run.ts";
import { exchange } from "./host/browser-page.ts";
import { testFolder } from "./support/folder.ts";

vi.setConfig({ testTimeout: 120_000 });

const run = (words: string[], env: Record<string, string> = {}, stdin?: string) =>
  cadran(words, { env: { ...FAKE_ENGINE, ...env }, ...(stdin !== undefined && { stdin }) });

test("--help and --version answer on standard output", async () => {
  expect(await run(["--help"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Usage: cadran"),
    stderr: "",
  });
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: `${packageFile.version}\n` });
});

test.each([
  [[], "invalid-input"],
  [["fly"], "invalid-input"],
  [["call"], "invalid-input"],
  [["call", "no.such"], "unknown-call"],
])("%j fails as JSON on standard output, the usage on standard error", async (words, reason) => {
  const ran = await run(words);
  expect(ran.code).toBe(1);
  expect(ran.json()).toMatchObject({ failure: { reason } });
  expect(ran.stderr).toContain("Usage: cadran");
});

test("a call without a running instance runs an engine for it alone, and closes it", async () => {
  const data = testFolder();
  const ran = await run(["call", "settings.set", '{"locale":"fr"}', "--data", data]);
  expect(ran.json()).toEqual({ name: "settings.set", input: { locale: "fr" }, host: "cli" });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(join(data, "engine.log"), "utf8")).toBe("started as cli\nclosed\n");
});

test("CADRAN_DATA names the folder when --data does not", async () => {
  const data = testFolder();
  await run(["call", "app.info"], { CADRAN_DATA: data });
  expect(existsSync(join(data, "engine.log"))).toBe(true);
});

test("a password comes by standard input", async () => {
  const input = { kind: "caldav", username: "u", password: "s3cret" };
  const ran = await run(["call", "accounts.add", "-", "--data", testFolder()], {}, JSON.stringify(input));
  expect(ran.json()).toMatchObject({ name: "accounts.add", input });
});

test("what is not JSON is refused without being repeated: it may hold a password", async () => {
  for (const [words, stdin] of [
    [["{s3cret"], ""],
    [["-"], '{"password":"s3cret'],
  ] as const) {
    const ran = await run(["call", "accounts.add", ...words, "--data", testFolder()], {}, stdin);
    expect(ran.json()).toMatchObject({ failure: { reason: "invalid-input" } });
    expect(ran.code).toBe(1);
    expect(ran.stdout + ran.stderr).not.toContain("s3cret");
  }
});

test("a failure of the engine is printed whole, exit 1", async () => {
  const ran = await run(["call", "events.get", '{"id":"x"}', "--data", testFolder()]);
  expect(ran.json()).toMatchObject({ failure: { code: "missing", reason: "missing" } });
  expect(ran).toMatchObject({ code: 1, stderr: "The event no longer exists.\n" });
});

test("an engine that refuses the folder is told in its own words", async () => {
  const ran = await run(["call", "app.info", "--data", testFolder()], { FAKE_REFUSAL: "newer-database" });
  expect(ran.json()).toMatchObject({ failure: { reason: "newer-database" } });
  expect(ran.stderr).toContain("newer Cadran");
  expect(ran.code).toBe(1);
});

test("an answer longer than a pipe holds arrives whole", async () => {
  const ran = await run(["call", "agenda.range", "--data", testFolder()]);
  expect((ran.json() as { occurrences: string }).occurrences).toHaveLength(3_000_000);
});

test("sync prints its results either way, and exits 1 when one failed", async () => {
  const words = ["sync", "--data", testFolder()];
  const good = await run(words, { FAKE_OUTCOME: "skipped" });
  expect(good).toMatchObject({ code: 0 });
  const bad = await run(words, { FAKE_OUTCOME: "failed" });
  expect(bad.json()).toMatchObject({ results: [{ outcome: "successful" }, { outcome: "failed" }] });
  expect(bad.code).toBe(1);
});

test("import sends the file's text and the calendar asked for", async () => {
  const data = testFolder();
  const file = join(data, "my events.ics");
  writeFileSync(file, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  const ran = await run(["import", file, "--calendar", "c1", "--data", data]);
  const input = { calendarId: "c1", text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" };
  expect(ran.json()).toMatchObject({ name: "events.import", input });
});

test("a file that cannot be read is named, and no engine is started", async () => {
  const data = testFolder();
  for (const file of [join(data, "none.ics"), data]) {
    const ran = await run(["import", file, "--data", data]);
    expect(ran.json()).toMatchObject({ failure: { reason: "invalid-input", message: expect.stringContaining(file) } });
    expect(ran.code).toBe(1);
  }
  expect(existsSync(join(data, "engine.log"))).toBe(false);
});

async function fakeControl(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test("a running instance is asked, with the lock's token, and no engine is started", async () => {
  const data = testFolder();
  const asked: string[] = [];
  const port = await fakeControl((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{"ok":{"from":"the instance"}}');
  });
  writeFileSync(join(data, "cadran.lock"), JSON.stringify({ pid: process.pid, port, token: "t0", host: "electron" }));
  expect((await run(["call", "agenda.upcoming", "--data", data])).json()).toEqual({ from: "the instance" });
  expect(asked).toEqual(["POST /call/app.info Bearer t0", "POST /call/agenda.upcoming Bearer t0"]);
  expect(existsSync(join(data, "engine.log"))).toBe(false);
});

test("an instance that stops in the middle of a call is not asked twice", async () => {
  const data = testFolder();
  const port = await fakeControl((request, response) => {
    if (request.url === "/call/app.info") response.end('{"ok":{}}');
    else request.socket.destroy();
  });
  writeFileSync(join(data, "cadran.lock"), JSON.stringify({ pid: process.pid, port, token: "t0", host: "browser" }));
  const ran = await run(["call", "events.create", "{}", "--data", data]);
  expect(ran.json()).toMatchObject({ failure: { reason: "connection-lost" } });
  expect(existsSync(join(data, "engine.log"))).toBe(false);
});

test("a stale lock is no instance: dead process, closed port, another program's port, torn file", async () => {
  const other = await fakeControl((_request, response) => void response.writeHead(401).end());
  const gone = 4_194_304 + 1;
  for (const lock of [
    JSON.stringify({ pid: gone, port: other, token: "t", host: "cli" }),
    JSON.stringify({ pid: process.pid, port: 1, token: "t", host: "cli" }),
    JSON.stringify({ pid: process.pid, port: other, token: "t", host: "cli" }),
    '{"pid":12,"po',
    '{"pid":-1,"port":1,"token":"t"}',
    "null",
  ]) {
    const data = testFolder();
    writeFileSync(join(data, "cadran.lock"), lock);
    expect((await run(["call", "app.info", "--data", data])).json(), lock).toMatchObject({ host: "cli" });
  }
});

test("serve prints one line, lets one page in by its token, and stops cleanly on SIGTERM and SIGINT", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const data = testFolder();
    const served = await serve(data, FAKE_ENGINE);
    expect(served).toMatchObject({
      url: `http://127.0.0.1:${served.port}/#t=${served.token}`,
      pid: served.child.pid,
      data,
    });
    expect((await exchange(served.port, served.token)).status).toBe(200);
    expect((await exchange(served.port, served.token)).status).toBe(401);
    expect(await served.stop(signal)).toBe(0);
    expect(readFileSync(join(data, "engine.log"), "utf8")).toBe("started as browser\nclosed\n");
    expect(existsSync(join(data, "browser.json"))).toBe(false);
  }
});

test("open gives a fresh address of the running serve, again and again; without one it says how to start it", async () => {
  const data = testFolder();
  const served = await serve(data, FAKE_ENGINE);
  expect(statSync(join(data, "browser.json")).mode & 0o777).toBe(0o600);
  const tokens = new Set([served.token]);
  for (let n = 0; n < 2; n++) {
    const { token, url, port } = (await run(["open", "--data", data])).json() as typeof served;
    expect(url).toBe(`http://127.0.0.1:${port}/#t=${token}`);
    expect((await exchange(port, token)).status).toBe(200);
    tokens.add(token);
  }
  expect(tokens.size).toBe(3);
  await served.stop("SIGKILL");
  const after = await run(["open", "--data", data]);
  expect(after.json()).toMatchObject({
    failure: { reason: "invalid-input", message: expect.stringContaining("cadran serve") },
  });
  expect(after.code).toBe(1);
});

test("serve on a folder that the engine refuses says why in one sentence, exit 1", async () => {
  const ran = await run(["serve", "--data", testFolder()], { FAKE_REFUSAL: "second-instance" });
  expect(ran.json()).toMatchObject({ failure: { reason: "second-instance" } });
  expect(ran.stderr.trim().split("\n")).toEqual([expect.stringContaining("already runs on the folder")]);
  expect(ran.code).toBe(1);
});
