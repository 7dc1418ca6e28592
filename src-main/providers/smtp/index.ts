// Submission over SMTP (RFC 6409, RFC 5321) behind the port: one connection per message, TLS or nothing, and an exact border
// between refused, uncertain and accepted (mail §3.4, §3.14).
import { Readable } from "node:stream";
import type { SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Envelope, Submission, SubmitOptions, SubmitOutcome } from "../submission.ts";
import { type Around, quoted, type SmtpError, smtpFailure } from "./failures.ts";
import { openSession, type Session, type Timeouts, USUAL_TIMEOUTS } from "./session.ts";

const CHUNK = 64 * 1024;

/** The submission server of an account. */
export const smtpSubmission: Submission = createSubmission(USUAL_TIMEOUTS);

/** The same with other patience. */
export function createSubmission(timeouts: Timeouts): Submission {
  return {
    probe: async (login, _world, signal) => {
      const session = await openSession(login, timeouts, signal);
      session.leave();
      // A server that wants no sign-in delivers to its own users: the wrong port of the right host.
      if (!session.connection.authenticated && login.endpoint.security !== "none")
        throw new Failure("not-imap", { host: login.endpoint.host });
      return session.traits;
    },
    submit: async (login, _world, envelope, message, options, signal) => {
      refuseUnfit(envelope, message);
      const session = await openSession(login, timeouts, signal);
      try {
        refuseTooMuch(session, envelope, message);
        const outcome = await send(session, envelope, message, options, signal);
        if (outcome.kind === "accepted") session.leave();
        return outcome;
      } finally {
        // Nothing more goes out: a farewell in the middle of a message would be part of it.
        session.drop();
      }
    },
  };
}

/** Envelopes are written into commands: nothing that could be one (CVE-2026-82853; mail §3.12). */
function refuseUnfit({ from, to }: Envelope, message: Uint8Array): void {
  const bad = [from, ...to].find(
    (address) => /[\s\p{Cc}<>]/u.test(address.replace(/^".*"(?=@)/u, "q")) || /[\r\n\0]/.test(address),
  );
  if (bad !== undefined)
    throw new Failure("invalid-input", { detail: `the address ${JSON.stringify(bad.slice(0, 100))}` });
  if (to.length === 0 || message.length === 0)
    throw new Failure("invalid-input", { detail: "nothing to send, or nobody to send it to" });
}

/** Told before the upload, not after it (mail §3.15). */
function refuseTooMuch({ traits }: Session, { from, to }: Envelope, message: Uint8Array): void {
  if (traits.maxSize !== undefined && message.length > traits.maxSize)
    throw new Failure("too-large", { what: "message", limitBytes: traits.maxSize });
  const foreign = [from, ...to].find((address) => /[^\p{ASCII}]/u.test(address));
  if (foreign !== undefined && !traits.smtpUtf8) throw new Failure("no-smtputf8", { address: foreign });
}

/** How far the message is on its way. */
interface Progress {
  /** The server said go on: bytes are going out. */
  hasBegun: boolean;
  /** All of it was handed over: the end mark follows, and with it the server may take the message. */
  hasEnded: boolean;
  /** What onData said no with. */
  refusal?: unknown;
}

async function send(
  { connection, around }: Session,
  envelope: Envelope,
  message: Uint8Array,
  options: SubmitOptions,
  signal: AbortSignal,
): Promise<SubmitOutcome> {
  const progress: Progress = { hasBegun: false, hasEnded: false };
  const source = sourceOf(message, options, progress);
  const onAbort = () => {
    source.destroy();
    connection.close();
  };
  try {
    const info = await new Promise<SMTPConnectionSendInfo>((resolve, reject) => {
      connection.on("error", reject);
      // Abort and 421 close it without another word.
      connection.once("end", () => setImmediate(() => reject(new Failure("connection-lost", { host: around.host }))));
      if (signal.aborted) return reject(new Failure("cancelled"));
      signal.addEventListener("abort", onAbort, { once: true });
      connection.send(wireEnvelope(envelope, message, options), source, (error, sent) =>
        error ? reject(error) : resolve(sent),
      );
    });
    // An answer to what was not asked yet: the server and we count differently, so it means nothing.
    return progress.hasEnded ? acceptedOf(info, around) : { kind: "uncertain" };
  } catch (error) {
    if (progress.refusal !== undefined) throw progress.refusal;
    return outcomeOf(error as SmtpError, progress, around, signal);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** The border. An answer of 4xx or 5xx is a refusal. Without one the end mark decides: before it the server must throw away
 *  what it has (RFC 5321 §4.1.1.4), after it nobody knows. */
function outcomeOf(error: SmtpError | Failure, progress: Progress, around: Around, signal: AbortSignal): SubmitOutcome {
  const status = error instanceof Failure ? 0 : (error.responseCode ?? 0);
  if (!(error instanceof Failure) && status >= 400 && status < 600) {
    // 421 is the connection's end, said aloud; its message was not taken.
    return { kind: "refused", permanent: status >= 500, answer: quoted(error.response ?? String(status), around) };
  }
  if (progress.hasEnded) return { kind: "uncertain" };
  if (signal.aborted) throw new Failure("cancelled");
  throw smtpFailure(error, around);
}

function acceptedOf(info: SMTPConnectionSendInfo, around: Around): SubmitOutcome {
  const rejected = (info.rejectedErrors ?? []).map((error) => ({
    address: String(error.recipient ?? ""),
    answer: quoted(error.response ?? "", around),
    permanent: (error.responseCode ?? 500) >= 500,
  }));
  return {
    kind: "accepted",
    answer: quoted(info.response, around),
    rejected,
    ...(info.serverMessageId && { serverMessageId: info.serverMessageId }),
  };
}

function wireEnvelope({ from, to }: Envelope, message: Uint8Array, { deliveryReceipt }: SubmitOptions) {
  return {
    from,
    to: [...to],
    size: message.length,
    // Only an attached message can hold such bytes, and it may not be encoded (RFC 2046 §5.2.1, RFC 6152).
    use8BitMime: hasHighByte(message),
    ...(deliveryReceipt && {
      dsn: {
        id: deliveryReceipt.envelopeId,
        return: "headers",
        notify: ["success", "failure", "delay"],
        // No ORCPT: the library would put the same one on every recipient.
      },
    }),
  };
}

function hasHighByte(message: Uint8Array): boolean {
  for (let at = 0; at < message.length; at++) if ((message[at] ?? 0) > 0x7f) return true;
  return false;
}

/** The bytes, in pieces, with a word before the first and after each. */
function sourceOf(message: Uint8Array, { onData, onProgress }: SubmitOptions, progress: Progress): Readable {
  let at = 0;
  const source = new Readable({
    highWaterMark: CHUNK,
    read() {
      if (!progress.hasBegun) {
        progress.hasBegun = true;
        try {
          onData?.();
        } catch (error) {
          progress.refusal = error;
          this.destroy(error instanceof Error ? error : new Error("not written down"));
          return;
        }
      }
      if (at >= message.length) {
        this.push(null);
        return;
      }
      const piece = message.subarray(at, at + CHUNK);
      at += piece.length;
      this.push(piece);
      onProgress?.(at);
    },
  });
  // Told before the library's own listener writes the end mark.
  source.once("end", () => {
    progress.hasEnded = true;
  });
  return source;
}
