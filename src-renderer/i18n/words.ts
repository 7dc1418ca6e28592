// Every sentence of the view, one file per feature and language.
import enAccounts from "./en/accounts.json" with { type: "json" };
import enAgenda from "./en/agenda.json" with { type: "json" };
import enAttention from "./en/attention.json" with { type: "json" };
import enBackups from "./en/backups.json" with { type: "json" };
import enCalendars from "./en/calendars.json" with { type: "json" };
import enCommon from "./en/common.json" with { type: "json" };
import enCompose from "./en/compose.json" with { type: "json" };
import enDashboard from "./en/dashboard.json" with { type: "json" };
import enData from "./en/data.json" with { type: "json" };
import enEditor from "./en/editor.json" with { type: "json" };
import enHistory from "./en/history.json" with { type: "json" };
import enMail from "./en/mail.json" with { type: "json" };
import enMailRead from "./en/mail-read.json" with { type: "json" };
import enMailSettings from "./en/mail-settings.json" with { type: "json" };
import enNews from "./en/news.json" with { type: "json" };
import enNotices from "./en/notices.json" with { type: "json" };
import enPalette from "./en/palette.json" with { type: "json" };
import enQuickAdd from "./en/quick-add.json" with { type: "json" };
import enSearch from "./en/search.json" with { type: "json" };
import enShell from "./en/shell.json" with { type: "json" };
import enTransfer from "./en/transfer.json" with { type: "json" };
import enWidget from "./en/widget.json" with { type: "json" };
import frAccounts from "./fr/accounts.json" with { type: "json" };
import frAgenda from "./fr/agenda.json" with { type: "json" };
import frAttention from "./fr/attention.json" with { type: "json" };
import frBackups from "./fr/backups.json" with { type: "json" };
import frCalendars from "./fr/calendars.json" with { type: "json" };
import frCommon from "./fr/common.json" with { type: "json" };
import frCompose from "./fr/compose.json" with { type: "json" };
import frDashboard from "./fr/dashboard.json" with { type: "json" };
import frData from "./fr/data.json" with { type: "json" };
import frEditor from "./fr/editor.json" with { type: "json" };
import frHistory from "./fr/history.json" with { type: "json" };
import frMail from "./fr/mail.json" with { type: "json" };
import frMailRead from "./fr/mail-read.json" with { type: "json" };
import frMailSettings from "./fr/mail-settings.json" with { type: "json" };
import frNews from "./fr/news.json" with { type: "json" };
import frNotices from "./fr/notices.json" with { type: "json" };
import frPalette from "./fr/palette.json" with { type: "json" };
import frQuickAdd from "./fr/quick-add.json" with { type: "json" };
import frSearch from "./fr/search.json" with { type: "json" };
import frShell from "./fr/shell.json" with { type: "json" };
import frTransfer from "./fr/transfer.json" with { type: "json" };
import frWidget from "./fr/widget.json" with { type: "json" };

/** The words of the view in English. */
export const en = {
  ...enAccounts,
  ...enAgenda,
  ...enAttention,
  ...enBackups,
  ...enCalendars,
  ...enCommon,
  ...enMailSettings,
  ...enCompose,
  ...enEditor,
  ...enDashboard,
  ...enData,
  ...enHistory,
  ...enMail,
  ...enMailRead,
  ...enNotices,
  ...enPalette,
  ...enQuickAdd,
  ...enSearch,
  ...enNews,
  ...enShell,
  ...enTransfer,
  ...enWidget,
};
/** The words of the view in French. */
export const fr = {
  ...frAccounts,
  ...frAgenda,
  ...frAttention,
  ...frBackups,
  ...frCalendars,
  ...frCommon,
  ...frMailSettings,
  ...frCompose,
  ...frEditor,
  ...frDashboard,
  ...frData,
  ...frHistory,
  ...frMail,
  ...frMailRead,
  ...frNotices,
  ...frPalette,
  ...frQuickAdd,
  ...frSearch,
  ...frNews,
  ...frShell,
  ...frTransfer,
  ...frWidget,
};
