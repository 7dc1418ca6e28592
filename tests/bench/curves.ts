// `npm run bench -- curves [--largest N]`: one growing store of events and one of messages, measured at each size. Writes
// bench/curve-*.json and the drawings in docs/benchmarks/. A million messages take a quarter of an hour and 8 GB for that time.
// `curves-events` and `curves-messages` are one of the two.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { drawChart } from "./curve-chart.ts";
import { curveOfEvents } from "./curve-events.ts";
import { curveOfMessages } from "./curve-mail.ts";
import { type Curve, panelsOf } from "./curve-readings.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const TITLES = { events: "What an agenda costs as it grows", messages: "What a mailbox costs as it grows" } as const;

const KINDS = { events: curveOfEvents, messages: curveOfMessages } as const;

/** The names of the parts. */
export const CURVES = ["curves", ...Object.keys(KINDS).map((kind) => `curves-${kind}`)];

/** @param part one of CURVES. @param largest sizes beyond that are left out */
export function benchCurves(part: string, folder: string, largest: number): void {
  const drawings = join(ROOT, "docs/benchmarks");
  for (const one of [folder, join(ROOT, "bench"), drawings]) mkdirSync(one, { recursive: true });
  for (const [kind, curveOf] of Object.entries(KINDS)) {
    if (part !== "curves" && part !== `curves-${kind}`) continue;
    process.stderr.write(`curves of ${kind} …\n`);
    const curve = curveOf(folder, largest);
    writeFileSync(join(ROOT, `bench/curve-${kind}.json`), `${JSON.stringify(curve, null, 2)}\n`);
    writeFileSync(join(drawings, `${kind}.svg`), drawingOf(curve));
  }
}

function drawingOf(curve: Curve): string {
  const day = new Date().toISOString().slice(0, 10);
  return drawChart({
    title: TITLES[curve.things],
    note: `Computing time of the process, medians; one store that grows. Measured ${day} with Node ${process.versions.node}.`,
    things: curve.things,
    panels: panelsOf(curve),
  });
}
