// What a drill has to say for itself: one line of the table that `npm run drills` prints.
import { appendFileSync } from "node:fs";

interface Drill {
  readonly drill: string;
  /** What a person wrote or was told was kept, and that is in neither place any more. */
  readonly lost: readonly string[];
  readonly ended: string;
}

/** Writes it down where the environment says; in an ordinary run of the tests it says nothing. */
export function reportDrill(drill: Drill): void {
  const file = process.env.CADRAN_DRILLS_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify(drill)}\n`);
}
