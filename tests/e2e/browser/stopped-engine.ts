// The engine as ever, but it takes the Wednesday of the pictures for today: what CADRAN_ENGINE_ENTRY names where a page must look
// the same on every day. Its clock goes on from there.
const START_MS = Date.parse("2026-11-18T10:15:00+01:00");

const RealDate = Date;
const aheadMs = START_MS - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [RealDate.now() + aheadMs] : given) as ConstructorParameters<typeof RealDate>));
  }
  static override now(): number {
    return RealDate.now() + aheadMs;
  }
} as DateConstructor;

await import("../../../src-main/engine/process.ts");
