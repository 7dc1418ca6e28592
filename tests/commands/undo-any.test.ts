// Undo for every one of them: whatever was done, taking it back leaves the agenda as it was, and redo does it again.
import fc from "fast-check";
import { expect, it } from "vitest";
import { testFolder } from "../support/folder.ts";
import { localEngine } from "./local.ts";
import { carryOut, furnish, picks, picture } from "./undo-world.ts";

it("any commands are taken back one by one, then done again one by one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(picks, { minLength: 1, maxLength: 5 }), async (commands) => {
      const folder = testFolder();
      const engine = await localEngine({ folder });
      const { calendar } = await engine.call("calendars.create", { name: "Other" });
      await furnish(engine, engine.calendarId);
      const pictures = [await picture(engine, folder)];
      const undoIds: string[] = [];
      for (const command of commands) {
        const undoId = await carryOut(engine, [engine.calendarId, calendar.id], command);
        if (undoId === undefined) continue;
        undoIds.push(undoId);
        pictures.push(await picture(engine, folder));
      }
      const redoIds: string[] = [];
      for (let at = undoIds.length - 1; at >= 0; at--) {
        const { undoId } = await engine.call("events.undo", { undoId: undoIds[at] as string });
        redoIds.unshift(undoId as string);
        expect(await picture(engine, folder)).toEqual(pictures[at]);
      }
      for (const [at, undoId] of redoIds.entries()) {
        await engine.call("events.undo", { undoId });
        expect(await picture(engine, folder)).toEqual(pictures[at + 1]);
      }
      await engine.close();
    }),
    { seed: 20_261_123, numRuns: 25 },
  );
}, 120_000);
