// Half of a surrogate pair is no Unicode: no address can be made of it, no server takes it, and SQLite keeps another text.

/** The contract's inputs are not nearly so deep: what is goes on as it came, to be refused. */
const DEEPEST = 50;

/** An input with every such half replaced by U+FFFD, as far down as plain objects and lists go. What has none comes back itself. */
export function wellFormed(input: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return input;
  if (typeof input === "string") return input.isWellFormed() ? input : input.toWellFormed();
  if (Array.isArray(input)) {
    const mended = input.map((one) => wellFormed(one, depth + 1));
    return mended.every((one, n) => Object.is(one, input[n])) ? input : mended;
  }
  if (!isPlain(input)) return input;
  const entries = Object.entries(input);
  const mended = entries.map(([name, value]) => [name, wellFormed(value, depth + 1)] as const);
  return mended.every(([, value], n) => Object.is(value, entries[n]?.[1])) ? input : Object.fromEntries(mended);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const parent = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}
