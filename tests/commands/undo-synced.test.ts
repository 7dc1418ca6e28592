// Undo on calendars that have a server, in step with it: whatever was done and sent in between, the agenda is as it was,
// and the server ends with what is shown.
import fc from "fast-check";
import { expect, it } from "vitest";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import { atWork } from "./at-work.ts";
import { AUTUMN, carryOut, furnish, picks, picture } from "./undo-world.ts";

const steps = fc.array(fc.record({ pick: picks, sendAfter: fc.boolean(), sendAfterUndo: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

it("any commands are taken back and done again, sent or not", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (commands, moves) => {
      const world = await atWork({ moves });
      const { call, calendarId, accountId, sync } = world;
      const { calendar } = await call("calendars.create", { name: "Second", accountId });
      await furnish(world, calendarId);
      await sync();
      const seen = async () => (await call("agenda.range", AUTUMN)).occurrences.map(({ pending: _, ...rest }) => rest);
      const pictures = [await seen()];
      const undoIds: { undoId: string; send: boolean }[] = [];
      for (const { pick, sendAfter, sendAfterUndo } of commands) {
        const undoId = await carryOut(world, [calendarId, calendar.id], pick);
        if (sendAfter) await sync();
        if (undoId === undefined) continue;
        undoIds.push({ undoId, send: sendAfterUndo });
        pictures.push(await seen());
      }
      const redoIds: string[] = [];
      for (const [back, { undoId, send }] of undoIds.toReversed().entries()) {
        redoIds.unshift((await call("events.undo", { undoId })).undoId as string);
        if (send) await sync();
        expect(await seen()).toEqual(pictures[undoIds.length - 1 - back]);
      }
      for (const [at, undoId] of redoIds.entries()) {
        await call("events.undo", { undoId });
        expect(await seen()).toEqual(pictures[at + 1]);
      }
      await sync();
      await sync();
      expect(await world.pending()).toBe(0);
      expect(await seen()).toEqual(pictures.at(-1));
      const there = [...world.server.texts("ann"), ...world.server.texts("ann", "Second")];
      const { texts } = await picture(world, world.folder);
      expect(Object.values(texts).toSorted()).toEqual(there.map(meaningOf).toSorted());
      await world.close();
    }),
    { seed: 20_261_123, numRuns: 20 },
  );
}, 120_000);
