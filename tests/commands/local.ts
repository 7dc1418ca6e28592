// An engine with one calendar on this device: commands without any server.
import { onTestFinished } from "vitest";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, type TestWorld, testEngine } from "../support/test-engine.ts";

export async function localEngine(world: Partial<TestWorld> = {}): Promise<TestEngine & { calendarId: CalendarId }> {
  const engine = testEngine({ folder: testFolder(), ...world });
  onTestFinished(() => engine.close());
  const { calendar } = await engine.call("calendars.create", { name: "Mine" });
  return { ...engine, calendarId: calendar.id };
}
