// Looks whether a mail server answers at an address, with TLS that can be trusted. Nothing but a greeting and a farewell is
// exchanged; never a name or a password (mail rule T4).
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import { trustedAuthorities } from "../mail-trust.ts";

const PATIENCE_MS = 5_000;
const MAX_ANSWER = 8 * 1024;

/** True: such a server greeted there, over TLS that can be trusted, or ready for it. */
export type Probe = (
  endpoint: MailEndpoint,
  protocol: "imap" | "smtp",
  caFile: string | undefined,
  signal: AbortSignal,
) => Promise<boolean>;

/** Does a server of this kind answer there, encrypted or ready to be? Never throws. */
export const probe: Probe = async ({ host, port, security }, protocol, caFile, signal) => {
  if (security === "none" || signal.aborted) return false;
  let socket: Socket | undefined;
  try {
    socket = security === "tls" ? tlsTo(host, port, caFile) : connectPlain({ host, port });
    return await spoken(socket, protocol, security === "starttls", signal);
  } catch {
    return false;
  } finally {
    socket?.destroy();
  }
};

function tlsTo(host: string, port: number, caFile: string | undefined): Socket {
  return connectTls({ host, port, servername: host, ca: trustedAuthorities(caFile, host), minVersion: "TLSv1.2" });
}

function spoken(
  socket: Socket,
  protocol: "imap" | "smtp",
  wantsStarttls: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const question = protocol === "imap" ? "a CAPABILITY\r\n" : "EHLO [127.0.0.1]\r\n";
  const greets = protocol === "imap" ? /^\* OK\b/ : /^220[ -]/;
  return new Promise((resolve) => {
    let heard = "";
    let hasAsked = false;
    const stop = () => resolve(false);
    socket.setTimeout(PATIENCE_MS, stop);
    socket.once("error", stop);
    socket.once("close", stop);
    signal.addEventListener("abort", stop, { once: true });
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      if (heard.length > MAX_ANSWER || !greets.test(heard)) return resolve(false);
      if (!wantsStarttls) return resolve(true);
      if (!hasAsked) {
        hasAsked = true;
        socket.write(question);
      } else if (/STARTTLS/i.test(heard)) resolve(true);
      else if (/^(?:250 |a (?:OK|NO|BAD))/m.test(heard)) resolve(false);
    });
  });
}
