// The demo: calendars on a server inside the process, behind the same port as the real ones.
import type { CalendarProvider } from "../provider.ts";
import { connectTo } from "./calendar.ts";
import { seedCalendars } from "./seed.ts";
import { openDemoServer } from "./server.ts";

/** Opens the demo kept in `world.folder`; a fortnight around now is planted the first time. */
export const memoryProvider: CalendarProvider = {
  connect: async (login, world) => {
    const now = { nowMs: world.clock.nowMs(), zone: world.clock.zone() };
    return connectTo(openDemoServer(world.folder, () => seedCalendars(login.locale ?? "fr", now)));
  },
};
