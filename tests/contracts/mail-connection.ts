// What every mailbox owes to sync, whatever stands behind it. Run by tests/providers/{imap-dovecot,memory-mailbox}.test.ts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailConnection } from "../../src-main/providers/mail-provider.ts";
import { type Abilities, type Bench, type MailboxUnderTest, never } from "./mail-bench.ts";
import { mailChangeCases } from "./mail-changes.ts";
import { mailDeedCases } from "./mail-deeds.ts";
import { mailFolderCases } from "./mail-folders.ts";

/** The behaviour of a mailbox. */
export function mailConnectionContract(
  name: string,
  setup: () => Promise<MailboxUnderTest>,
  can: Abilities,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = `${name} as a mailbox${options.skip ? ` (skipped: ${options.skip})` : ""}`;
  describe.skipIf(options.skip)(title, () => {
    let server: MailboxUnderTest;
    let connection: MailConnection;
    let count = 0;
    beforeAll(async () => {
      server = await setup();
      connection = await server.connect();
    });
    afterAll(async () => {
      await connection?.close();
      await server?.stop();
    });
    const bench: Bench = {
      connection: () => connection,
      other: () => server.other,
      can,
      folder: () => connection.createFolder(`Box ${++count}`, undefined, never),
    };
    it("says how it finds changes", () =>
      expect(connection.traits).toMatchObject({ method: can.method, labels: false }));
    mailFolderCases(bench);
    mailChangeCases(bench);
    mailDeedCases(bench);
  });
}
