// One signed-in SMTP connection (RFC 5321, RFC 3207, RFC 4954). It serves one message and is closed (mail §3.20).
import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionCustomAuthHandler,
} from "nodemailer/lib/smtp-connection";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MailLogin } from "../mail-provider.ts";
import { trustedAuthorities } from "../mail-trust.ts";
import type { SubmissionTraits } from "../submission.ts";
import { type Around, smtpFailure } from "./failures.ts";
import { traitsOf } from "./traits.ts";

/** How long is waited, ms. */
export interface Timeouts {
  /** Name, socket and TLS. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence on the socket: a big message over a slow line is not silent. */
  readonly idleMs: number;
}

/** What mail §3.14 says. */
export const USUAL_TIMEOUTS: Timeouts = { connectMs: 30_000, greetingMs: 30_000, idleMs: 600_000 };

/** Signed in and ready for MAIL FROM. */
export interface Session {
  readonly connection: SMTPConnection;
  readonly traits: SubmissionTraits;
  readonly around: Around;
  /** Says goodbye, and does not wait for an answer. */
  leave(): void;
  /** Hangs up, whatever is under way. */
  drop(): void;
}

/** Connects and signs in; a refused token is asked for anew, once (mail §3.18).
 *  @throws Failure */
export async function openSession(login: MailLogin, timeouts: Timeouts, signal: AbortSignal): Promise<Session> {
  try {
    return await signIn(login, timeouts, signal);
  } catch (error) {
    const isStale = error instanceof Failure && error.reason === "sign-in-needed" && login.accessToken !== undefined;
    if (!isStale || signal.aborted) throw error;
    return await signIn(login, timeouts, signal);
  }
}

async function signIn(login: MailLogin, timeouts: Timeouts, signal: AbortSignal): Promise<Session> {
  if (signal.aborted) throw new Failure("cancelled");
  const token = await login.accessToken?.();
  if (signal.aborted) throw new Failure("cancelled");
  const { host, security } = login.endpoint;
  const around: Around = {
    host,
    hasToken: token !== undefined,
    secrets: [login.password, token].filter((secret) => secret !== undefined),
  };
  const connection = new SMTPConnection(optionsOf(login, timeouts, token));
  let onAbort = () => {};
  try {
    // Every failure comes here: the callbacks alone miss those of the socket.
    const broken = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(new Failure("cancelled"));
      connection.on("error", reject);
      // Closed without a word, e.g. by 421 in answer to the sign-in: nothing else may ever come.
      connection.once("end", () => setImmediate(() => reject(new Failure("connection-lost", { host }))));
      signal.addEventListener("abort", onAbort, { once: true });
    });
    broken.catch(() => {});
    await Promise.race([broken, step((done) => connection.connect(done))]);
    // The answer to EHLO is the last one there was.
    const traits = traitsOf(host, connection.lastServerResponse || "");
    if (security !== "none" && !connection.secure) throw new Failure("insecure-server", { host });
    if (connection.allowsAuth)
      await Promise.race([broken, step((done) => connection.login(authOf(login, token), done))]);
    return { connection, traits, around, leave: () => leave(connection), drop: () => connection.close() };
  } catch (error) {
    connection.close();
    throw smtpFailure(error, around);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}

function leave(connection: SMTPConnection): void {
  if (connection.destroyed) return;
  connection.quit();
  connection.close();
}

function optionsOf(login: MailLogin, timeouts: Timeouts, token: string | undefined) {
  const { host, port, security } = login.endpoint;
  return {
    host,
    port,
    // Encrypted from the first byte, or by STARTTLS before anything else; never opportunistic (T1, T2).
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { ca: [...trustedAuthorities(login.caFile, host)], minVersion: "TLSv1.2" as const },
    // The computer's own name is nobody's business (RFC 5321 §4.1.4 allows the literal).
    name: "[127.0.0.1]",
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    dnsTimeout: timeouts.connectMs,
    socketTimeout: timeouts.idleMs,
    // A greeting is a line, not a book.
    maxResponseSize: 64 * 1024,
    ...(token !== undefined && { customAuth: { [TOKEN]: xoauth2(userOf(login), token) } }),
  };
}

const userOf = (login: MailLogin) => login.endpoint.username ?? login.username;

function authOf(login: MailLogin, token: string | undefined): SMTPConnectionAuth {
  const user = userOf(login);
  return token === undefined ? { user, pass: login.password ?? "" } : { method: TOKEN, user };
}

/** By its own name the library would choose a password mechanism whenever the server also offers one. */
const TOKEN = "CADRAN-TOKEN";

/** The token as initial response; a refusal comes as a challenge that wants an empty answer before the real one. */
function xoauth2(user: string, token: string): SMTPConnectionCustomAuthHandler {
  const words = Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString("base64");
  return async ({ sendCommand, reject, resolve }) => {
    const first = await sendCommand(`AUTH XOAUTH2 ${words}`);
    const answer = first.status === 334 ? await sendCommand("") : first;
    if (answer.status === 235) resolve();
    else reject(new Error("the token was refused"));
  };
}
