// How many inputs each target gets, and the table at the end. Pure.
import type { FuzzResult, FuzzTarget } from "./target.ts";

/** Shares a number of inputs out; at least as many in all. */
export function plan(
  targets: readonly Pick<FuzzTarget, "name" | "share">[],
  count: number,
): readonly { readonly name: string; readonly count: number }[] {
  const all = targets.reduce((sum, { share }) => sum + share, 0);
  return targets.map(({ name, share }) => ({ name, count: Math.ceil((count * share) / all) }));
}

/** The table, and the counts alone on the last line. */
export function describeFuzz(results: readonly FuzzResult[]): string {
  const width = Math.max(6, ...results.map(({ target }) => target.length));
  const row = (name: string, ...cells: readonly (string | number)[]) =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(12))].join("");
  const sum = (of: (result: FuzzResult) => number) => results.reduce((total, one) => total + of(one), 0);
  const exceptions = sum(({ exception }) => (exception ? 1 : 0));
  const hangs = sum(({ hang }) => (hang ? 1 : 0));
  return [
    row("target", "inputs", "rejected", "slowest ms", "exceptions", "hangs"),
    ...results.map(({ target, inputs, rejected, slowestMs, exception, hang }) =>
      row(target, inputs, rejected, Math.ceil(slowestMs), exception ? 1 : 0, hang ? 1 : 0),
    ),
    "",
    `${sum(({ inputs }) => inputs)} inputs, ${exceptions} exceptions, ${hangs} hangs`,
  ].join("\n");
}
