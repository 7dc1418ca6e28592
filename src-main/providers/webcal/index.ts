// Calendars published at an address.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarProvider } from "../provider.ts";

export const webcalProvider: CalendarProvider = {
  connect: async () => {
    throw new Failure("unsupported", { what: "request" });
  },
};
