// Every sentence of the view, one file per feature and language.
import enAccounts from "./en/accounts.json" with { type: "json" };
import enAgenda from "./en/agenda.json" with { type: "json" };
import enAttention from "./en/attention.json" with { type: "json" };
import enCalendars from "./en/calendars.json" with { type: "json" };
import enCommon from "./en/common.json" with { type: "json" };
import enShell from "./en/shell.json" with { type: "json" };
import enTransfer from "./en/transfer.json" with { type: "json" };
import frAccounts from "./fr/accounts.json" with { type: "json" };
import frAgenda from "./fr/agenda.json" with { type: "json" };
import frAttention from "./fr/attention.json" with { type: "json" };
import frCalendars from "./fr/calendars.json" with { type: "json" };
import frCommon from "./fr/common.json" with { type: "json" };
import frShell from "./fr/shell.json" with { type: "json" };
import frTransfer from "./fr/transfer.json" with { type: "json" };

/** The words of the view in English. */
export const en = {
  ...enAccounts,
  ...enAgenda,
  ...enAttention,
  ...enCalendars,
  ...enCommon,
  ...enShell,
  ...enTransfer,
};
/** The words of the view in French. */
export const fr = {
  ...frAccounts,
  ...frAgenda,
  ...frAttention,
  ...frCalendars,
  ...frCommon,
  ...frShell,
  ...frTransfer,
};
