// How much memory the engine process takes with 100,000 events in its file.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fillStore } from "./agenda.ts";
import { openEngine } from "./engine-process.ts";
import { inRounds, type Measure, measure } from "./measure.ts";

const MONTH = 31 * 86_400_000;
const GOAL_MB = 250;

export async function benchMemory(folder: string): Promise<Measure[]> {
  mkdirSync(folder, { recursive: true });
  fillStore(join(folder, "cadran.sqlite"));
  const rounds = (await inRounds(() => memoryAfterAnHour(folder))).filter((one) => one !== undefined);
  if (rounds.length === 0) return [];
  return [
    measure(
      "engine memory, 100,000 events, resident",
      "MB",
      rounds.map(({ residentMb }) => residentMb),
      GOAL_MB,
    ),
    measure(
      "engine memory, 100,000 events, highest",
      "MB",
      rounds.map(({ highestMb }) => highestMb),
    ),
  ];
}

/** Of a new process each time; undefined where the system does not tell. */
async function memoryAfterAnHour(folder: string): Promise<{ residentMb: number; highestMb: number } | undefined> {
  const { call, pid, close } = openEngine(folder);
  try {
    const { occurrences } = await call("agenda.upcoming", { limit: 500 });
    const nowMs = occurrences[0]?.startMs ?? Date.now();
    // What a person does in an hour: pages through two years, searches, opens events.
    for (let n = -12; n < 12; n++)
      await call("agenda.range", { fromMs: nowMs + n * MONTH, toMs: nowMs + (n + 1) * MONTH });
    for (const query of ["Event 7", "Room 3", "nothing"]) await call("agenda.search", { query });
    for (const { eventId } of occurrences) await call("events.get", { id: eventId });
    const status = `/proc/${pid()}/status`;
    if (!existsSync(status)) return undefined;
    const text = readFileSync(status, "utf8");
    const mb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024;
    return { residentMb: mb("VmRSS"), highestMb: mb("VmHWM") };
  } finally {
    await close();
  }
}
