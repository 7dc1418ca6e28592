// The demo as people start it: a process that says where it is, a sign-in without hands, and a calendar worth looking at.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "../servers/graph/demo.ts";
import { startGraph } from "../servers/graph/index.ts";
import { NOW_MS } from "./graph-setup.ts";

const MAIN = fileURLToPath(new URL("../servers/graph/main.ts", import.meta.url));

describe("the demo's own process", () => {
  let child: ChildProcess;
  let said: { readonly graph: string; readonly login: string; readonly browser: string };

  beforeAll(async () => {
    child = spawn(process.execPath, [MAIN], { stdio: ["ignore", "pipe", "inherit"] });
    if (!child.stdout) throw new Error("no output");
    const [line] = await once(createInterface(child.stdout), "line");
    said = JSON.parse(String(line));
  });
  afterAll(() => {
    child.kill("SIGKILL");
  });

  it("says where Graph and its sign-in service are", async () => {
    expect((await fetch(`${said.graph}/v1.0/me`)).status).toBe(401);
    const openid = await fetch(`${said.login}/common/v2.0/.well-known/openid-configuration`);
    expect(await openid.json()).toMatchObject({ token_endpoint: `${said.login}/common/oauth2/v2.0/token` });
  });

  it("brings an answer to the loopback address by the browser it names", async () => {
    const received = Promise.withResolvers<string>();
    const server = createServer(async (request, response) => {
      let form = "";
      for await (const part of request) form += part;
      response.end("thanks");
      received.resolve(form);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const redirect = `http://localhost:${(server.address() as AddressInfo).port}`;
    const query = new URLSearchParams({
      client_id: "x",
      response_type: "code",
      response_mode: "form_post",
      redirect_uri: redirect,
      scope: "User.Read",
      state: "s<1>&",
      code_challenge: "c",
      code_challenge_method: "S256",
    });
    await promisify(execFile)("/bin/sh", [
      "-c",
      `${said.browser} "$1"`,
      "sh",
      `${said.login}/common/oauth2/v2.0/authorize?${query}`,
    ]);
    expect(Object.fromEntries(new URLSearchParams(await received.promise))).toMatchObject({
      state: "s<1>&",
      code: expect.stringMatching(/^1\./),
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it("ends when it is told to", async () => {
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
  });
});

describe("the demo's mailbox", () => {
  it.each(["fr", "en"] as const)(
    "has something of everything, whatever the day it starts on (%s)",
    async (language) => {
      for (let day = 0; day < 31; day++) {
        const nowMs = NOW_MS + day * 86_400_000;
        const graph = await startGraph({ clock: { nowMs: () => nowMs } });
        const box = graph.mailbox();
        seedDemo(box, nowMs, language);
        const events = box.events().map((id) => box.event(id));
        const having = (test: (event: NonNullable<(typeof events)[number]>) => unknown) =>
          events.filter((one) => one && test(one)).length;
        expect(having((one) => one.type === "seriesMaster")).toBe(3);
        expect(having((one) => one.cancelledOccurrences?.length)).toBe(1);
        expect(having((one) => one.isAllDay)).toBe(2);
        expect(having((one) => one.isOnlineMeeting)).toBe(2);
        expect(having((one) => one.responseStatus?.response === "notResponded" && !one.isCancelled)).toBe(1);
        await graph.stop();
      }
    },
  );
});
