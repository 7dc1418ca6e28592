// CalDAV (RFC 4791) behind the calendar port.
import type { CalendarProvider } from "../provider.ts";
import { connect } from "./connect.ts";

/** Signs in by password; what a server does not keep is known of its calendars alone (limits.ts). */
export const caldavProvider: CalendarProvider = { connect };
