// Mail within the engine: connections, runs, the reader, and what its commands are given.
import type { SideDeps } from "../commands/account-sides.ts";
import { createBodyFetches } from "../commands/mail/body-fetches.ts";
import type { MailCommandDeps } from "../commands/mail/deps.ts";
import type { MailReader } from "../providers/mail-reader.ts";
import type { Login, World } from "../providers/provider.ts";
import type { AccountRow } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";
import { noteMail } from "../store/notices.ts";
import { blobFiles } from "../sync/mail/blob-files.ts";
import { createMailConnections, type MailConnections } from "../sync/mail/connections.ts";
import type { MailHooks } from "../sync/mail/deps.ts";
import { MailRuns } from "../sync/mail/supervisor.ts";

/** `mail` is what commands take; the others are the engine's own. */
export interface MailParts {
  readonly mailRuns: MailRuns;
  readonly mailConnections: MailConnections;
  readonly mail: MailCommandDeps;
  /** Everything has ended when it answers. @param flushMs drafts that the server does not have are filed first */
  stop(flushMs: number): Promise<void>;
}

interface Needs {
  readonly db: Database;
  readonly world: World;
  readonly random: () => number;
  readonly reader: MailReader;
  readonly providerOf: SideDeps["providerOf"];
  readonly mailboxOf: SideDeps["mailboxOf"];
  readonly invited: MailHooks["invited"];
  readonly life: AbortSignal;
}

/** Nothing runs and nothing is connected before `mailRuns` is started. */
export function createMail(needs: Needs): MailParts {
  const { db, world, random, reader, life } = needs;
  const { clock, vault, net } = world;
  const mailConnections = createMailConnections({
    db,
    vault,
    world,
    providerOf: ({ kind, locale }) => needs.mailboxOf({ kind, ...(locale !== null && { locale }) }),
    tokenOf: (account) => needs.providerOf(account.kind).mailOf?.(loginOf(account), world)?.accessToken,
  });
  const hooks: MailHooks = {
    changed: () => db.touch("sync", "folders"),
    // Who tells people, and how, is the host's: it takes what is noted when the feed says that there is something.
    arrived: (lines) => {
      const ids = lines.map(({ id }) => id);
      db.write(() => noteMail(db, ids, clock.nowMs()));
    },
    invited: needs.invited,
    // Words of a server are in its log (sync.log); nobody is interrupted for them.
    alert: () => {},
  };
  const blobs = blobFiles(world.folder);
  const mailRuns = new MailRuns({ db, clock, random, connections: mailConnections, reader, blobs, hooks });
  const bodies = createBodyFetches({ db, clock }, (id, signal) => mailRuns.fetchNow(id, signal), life);
  return {
    mailRuns,
    mailConnections,
    mail: {
      ...{ db, clock, net, reader, bodies },
      download: (id, partId, signal) => mailRuns.download(id, partId, signal),
      openMailbox: mailConnections.open,
      submissionTraits: mailConnections.submissionTraits,
    },
    async stop(flushMs) {
      await mailRuns.stop(flushMs);
      await reader.close();
    },
  };
}

/** What names an account to its provider; it signs in by itself. */
function loginOf({ kind, address, username, clientId, tenant }: AccountRow): Login {
  return {
    kind,
    ...(address !== null && { address }),
    ...(username !== null && { username }),
    ...(clientId !== null && { clientId }),
    ...(tenant !== null && { tenant }),
  };
}
