// IMAP (RFC 9051, RFC 3501) behind the port of mailboxes, on imapflow.
import type { MailProvider } from "../mail-provider.ts";
import { connectionOf } from "./connection.ts";
import { handshakeGate } from "./gate.ts";
import { Session } from "./session.ts";
import { TUNING, type Tuning } from "./tuning.ts";

/** @param tuning times other than the usual ones */
export function createImapProvider(tuning: Partial<Tuning> = {}): MailProvider {
  const gate = handshakeGate();
  return {
    connect: async (login, world, signal) => {
      const nowMs = () => world.clock.nowMs();
      return connectionOf(await Session.open({ login, tuning: { ...TUNING, ...tuning }, gate, nowMs }, signal));
    },
  };
}

/** Mailboxes on IMAP servers. */
export const imapProvider: MailProvider = createImapProvider();
