// Every vendor, by the kind of account it serves.
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { SideDeps } from "../commands/account-sides.ts";
import { caldavProvider } from "../providers/caldav/index.ts";
import { graphProvider } from "../providers/graph/index.ts";
import { imapProvider } from "../providers/imap/index.ts";
import { memoryProvider } from "../providers/memory/index.ts";
import { memoryMailProvider } from "../providers/memory/mailbox.ts";
import { memorySubmission } from "../providers/memory/submission.ts";
import type { CalendarProvider } from "../providers/provider.ts";
import { smtpSubmission } from "../providers/smtp/index.ts";
import { webcalProvider } from "../providers/webcal/index.ts";

/** Who stands behind the calendars of an account. */
export const PROVIDERS: Readonly<Record<AccountKind, CalendarProvider>> = {
  caldav: caldavProvider,
  // Its calendars are shared by whole companies: the months around now come first.
  infomaniak: { ...caldavProvider, firstWindow: { monthsBack: 1, monthsAhead: 3 } },
  microsoft: graphProvider,
  webcal: webcalProvider,
  mail: caldavProvider,
  demo: memoryProvider,
};

/** Who stands behind its mailbox. */
export const mailboxOf: SideDeps["mailboxOf"] = ({ kind, locale }) =>
  kind === "demo"
    ? { mailbox: memoryMailProvider(locale ?? "en"), submission: memorySubmission }
    : { mailbox: imapProvider, submission: smtpSubmission };
