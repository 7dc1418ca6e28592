// What a careful friend would ask before a draft is sent.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { USUAL_LIMIT_BYTES } from "../../../src-preload/contract/mail-limits.ts";
import { composeWarnings } from "../../domain/mime/compose-checks.ts";
import { sendLimitsOf } from "../../domain/mime/send-limits.ts";
import { getDraftRow, toDraft } from "../../store/mail/drafts.ts";
import { isKnownAddress } from "../../store/mail/known-people.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import { ownAddresses } from "../../store/mail/people.ts";
import type { MailCommandDeps } from "./deps.ts";
import { identityFor } from "./send.ts";

/** @throws Failure missing */
export function checkDraft(
  { db }: Pick<MailCommandDeps, "db">,
  { draftId }: Parsed<"mail.check">,
): Output<"mail.check"> {
  const draft = toDraft(db, getDraftRow(db, draftId));
  const { host } = getMailAccount(db, draft.accountId).smtp;
  const maxRecipients = sendLimitsOf(host)?.perMessage;
  const warnings = composeWarnings(
    { ...draft, from: identityFor(db, draft.accountId, draft.identityId).address },
    {
      isKnown: (address) => isKnownAddress(db, address),
      ownAddresses: [...ownAddresses(db)],
      // The server says its own limit when it is asked to take the message (mail §3.1); this is before anybody asks it.
      maxSize: USUAL_LIMIT_BYTES,
      ...(maxRecipients !== undefined && { maxRecipients }),
    },
  );
  return { warnings };
}
