// Signed-in mailboxes, one per account, opened when first needed and kept for the next run; and submission with the same login.
import type { MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { RequestRecord } from "../../../src-preload/contract/sync.ts";
import type { Vault } from "../../ports.ts";
import type { MailConnection, MailLogin, MailProvider } from "../../providers/mail-provider.ts";
import type { World } from "../../providers/provider.ts";
import type {
  Envelope,
  Submission,
  SubmissionTraits,
  SubmitOptions,
  SubmitOutcome,
} from "../../providers/submission.ts";
import { type AccountRow, getAccount, secretName } from "../../store/accounts.ts";
import type { Database } from "../../store/database.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";

/** Shared by runs and commands. Several who open the same account get the same connection. */
export interface MailConnections {
  /** The account's mailbox. @throws Failure missing, password-needed, or what signing in says */
  open(accountId: AccountId, signal: AbortSignal): Promise<MailConnection>;
  /** Sends with the account's login. @throws Failure only when certainly nothing was sent */
  submit(
    accountId: AccountId,
    what: { readonly envelope: Envelope; readonly bytes: Uint8Array; readonly options: SubmitOptions },
    signal: AbortSignal,
  ): Promise<SubmitOutcome>;
  /** What the submission server can do, asked once and remembered while the engine runs. */
  submissionTraits(accountId: AccountId, signal: AbortSignal): Promise<SubmissionTraits>;
  /** The latest requests of the account's mailbox; none when it is not open. */
  requests(accountId: AccountId): Promise<readonly RequestRecord[]>;
  /** Closes it; the next `open` signs in again. */
  drop(accountId: AccountId): Promise<void>;
  close(): Promise<void>;
}

interface MailConnectionDeps {
  readonly db: Database;
  readonly vault: Vault;
  readonly world: World;
  /** Who stands behind mailboxes of a kind of account. */
  readonly providerOf: (account: AccountRow) => { readonly mailbox: MailProvider; readonly submission: Submission };
  /** Accounts that sign in with a token (XOAUTH2): asked for anew before every connection. */
  readonly tokenOf?: (account: AccountRow) => (() => Promise<string>) | undefined;
}

/** Opens nothing yet. */
export function createMailConnections(deps: MailConnectionDeps): MailConnections {
  const { db, world } = deps;
  const open = new Map<AccountId, Promise<MailConnection>>();
  const traits = new Map<AccountId, SubmissionTraits>();

  async function connect(accountId: AccountId, signal: AbortSignal): Promise<MailConnection> {
    const account = getAccount(db, accountId);
    const login = await loginOf(deps, account, getMailAccount(db, accountId).imap);
    return deps.providerOf(account).mailbox.connect(login, world, signal);
  }

  const submissionOf = async (accountId: AccountId) => {
    const account = getAccount(db, accountId);
    const login = await loginOf(deps, account, getMailAccount(db, accountId).smtp);
    return { login, submission: deps.providerOf(account).submission };
  };

  async function drop(accountId: AccountId): Promise<void> {
    const pending = open.get(accountId);
    open.delete(accountId);
    traits.delete(accountId);
    // One that never opened has nothing to close.
    const connection = await pending?.catch(() => undefined);
    await connection?.close();
  }

  return {
    drop,
    open(accountId, signal) {
      const known = open.get(accountId);
      if (known) return known;
      const pending = connect(accountId, signal);
      open.set(accountId, pending);
      pending.catch(() => {
        if (open.get(accountId) === pending) open.delete(accountId);
      });
      return pending;
    },
    async submit(accountId, { envelope, bytes, options }, signal) {
      const { login, submission } = await submissionOf(accountId);
      return submission.submit(login, world, envelope, bytes, options, signal);
    },
    async submissionTraits(accountId, signal) {
      const known = traits.get(accountId);
      if (known) return known;
      const { login, submission } = await submissionOf(accountId);
      const found = await submission.probe(login, world, signal);
      traits.set(accountId, found);
      return found;
    },
    async requests(accountId) {
      const connection = await open.get(accountId)?.catch(() => undefined);
      return connection?.requests() ?? [];
    },
    async close() {
      await Promise.all([...open.keys()].map(drop));
    },
  };
}

/** A stored account as a login; the secret comes from the vault and goes no further. */
async function loginOf(deps: MailConnectionDeps, account: AccountRow, endpoint: MailEndpoint): Promise<MailLogin> {
  const { address, username, caFile } = account;
  const accessToken = deps.tokenOf?.(account);
  const isDemo = account.kind === "demo";
  const password = accessToken || isDemo ? undefined : await deps.vault.get(secretName(account.id));
  if (password === undefined && !accessToken && !isDemo) throw new Failure("password-needed");
  return {
    address: address ?? username ?? "",
    username: endpoint.username ?? username ?? address ?? "",
    endpoint,
    ...(password !== undefined && { password }),
    ...(accessToken && { accessToken }),
    ...(caFile !== null && { caFile }),
  };
}
