// CalDAV (RFC 4791) behind the calendar port.
import type { CalendarProvider } from "../provider.ts";
import { connect } from "./connect.ts";

export const caldavProvider: CalendarProvider = { connect };
