// What the commands of mail are given.
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Clock, Net } from "../../ports.ts";
import type { MailConnection } from "../../providers/mail-provider.ts";
import type { MailReader } from "../../providers/mail-reader.ts";
import type { SubmissionTraits } from "../../providers/submission.ts";
import type { Database } from "../../store/database.ts";
import type { BodyFetches } from "./body-fetches.ts";

/** The store, and the ways to a server for what cannot be done from the store alone. */
export interface MailCommandDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly net: Net;
  readonly reader: MailReader;
  readonly bodies: BodyFetches;
  /** Bytes of a part that is not in the stored source. @throws Failure missing, and what fetching says */
  readonly download: (messageId: MessageId, partId: string, signal: AbortSignal) => Promise<Uint8Array>;
  /** The account's mailbox. @throws Failure of signing in */
  readonly openMailbox: (accountId: AccountId, signal: AbortSignal) => Promise<MailConnection>;
  /** What the account's submission server can do. @throws Failure */
  readonly submissionTraits: (accountId: AccountId, signal: AbortSignal) => Promise<SubmissionTraits>;
}
