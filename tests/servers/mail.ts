// The whole way of a mail: Exim takes it and hands it to Dovecot. For alice@ and bob@example.test.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missingServer, serverFolder, type USERS } from "./child.ts";
import { type DovecotOptions, type DovecotServer, startDovecot } from "./dovecot.ts";
import { type EximOptions, type EximServer, startExim } from "./exim.ts";

export interface MailServers {
  readonly imap: DovecotServer;
  readonly smtp: EximServer;
  /** Both authorities: an account has one file. */
  readonly caFile: string;
  readonly users: typeof USERS;
  stop(): Promise<void>;
}

/** Why a suite on both cannot run; undefined when it can. */
export function missingMail(): string | undefined {
  return missingServer("dovecot") ?? missingServer("exim");
}

/** Starts both. */
export async function startMail(
  options: { readonly dovecot?: DovecotOptions; readonly exim?: Omit<EximOptions, "lmtpPort"> } = {},
): Promise<MailServers> {
  const folder = serverFolder("mail");
  const imap = await startDovecot(options.dovecot);
  const smtp = await startExim({ ...options.exim, lmtpPort: imap.lmtp });
  const caFile = join(folder, "ca.pem");
  const files = [imap.caFile, smtp.caFile].filter((file) => file !== undefined);
  writeFileSync(caFile, files.map((file) => readFileSync(file, "utf8")).join("\n"));
  return {
    imap,
    smtp,
    caFile,
    users: smtp.users,
    stop: async () => {
      await smtp.stop();
      await imap.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
