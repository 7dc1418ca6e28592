// An account on the scripted server.
import { onTestFinished } from "vitest";
import { createImapProvider } from "../../src-main/providers/imap/index.ts";
import type { Tuning } from "../../src-main/providers/imap/tuning.ts";
import type { MailConnection, MailLogin, RemoteMessage } from "../../src-main/providers/mail-provider.ts";
import { ScriptedImap, type ScriptedOptions } from "../servers/imap-scripted.ts";
import { SHORT } from "./imap-setup.ts";
import { testWorld } from "./world.ts";

export const never = new AbortController().signal;
const PASSWORD = "s3cret-Pass";

export function scriptedLogin(port: number, change: Partial<MailLogin> = {}): MailLogin {
  return {
    address: "alice@example.test",
    username: "alice",
    password: PASSWORD,
    endpoint: { host: "127.0.0.1", port, security: "none" },
    ...change,
  };
}

/** Starts a server; it ends with the test. */
export async function scripted(options: ScriptedOptions = {}): Promise<ScriptedImap> {
  const server = await ScriptedImap.start(options);
  onTestFinished(() => server.stop());
  return server;
}

/** Signs in; the connection ends with the test. */
export async function signIn(
  server: { readonly port: number },
  change: Partial<MailLogin> = {},
  tuning: Partial<Tuning> = {},
  signal: AbortSignal = never,
): Promise<MailConnection> {
  const world = testWorld();
  onTestFinished(() => world.remove());
  const provider = createImapProvider({ ...SHORT, connectMs: 2_000, greetingMs: 1_000, ...tuning });
  const connection = await provider.connect(scriptedLogin(server.port, change), world, signal);
  onTestFinished(() => connection.close());
  return connection;
}

export async function allOf(batches: AsyncIterable<readonly RemoteMessage[]>): Promise<RemoteMessage[]> {
  const all: RemoteMessage[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
