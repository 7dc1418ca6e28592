// Carries structured-clone values over a text channel. Runs in Node and, as injected text, in the page's isolated world.

type Ref = string | boolean | number | null | { n: string } | { u: 1 } | { b: string } | { r: number };
type Entries = [string, Ref][];
type HeapNode =
  | ["array", number, Entries]
  | ["object", Entries]
  | ["date", number]
  | ["regexp", string, string]
  | ["map", [Ref, Ref][]]
  | ["set", Ref[]]
  | ["buffer", string]
  | ["view", string, string]
  | ["error", string, string, string | null];

const NOT_CLONEABLE = "An object could not be cloned.";
const ERRORS = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/** @throws Error with Electron's words when the value cannot be cloned */
export function encodeClone(input: unknown): string {
  let value: unknown;
  try {
    // The platform's own rules decide what is cloneable.
    value = structuredClone(input);
  } catch {
    throw new Error(NOT_CLONEABLE);
  }
  const heap: HeapNode[] = [];
  const seen = new Map<object, number>();
  return JSON.stringify([encodeRef(value, heap, seen), heap]);
}

/** The value `encodeClone` was given, cycles and shared references included. */
export function decodeClone(text: string): unknown {
  const [root, heap] = JSON.parse(text) as [Ref, HeapNode[]];
  return decodeRef(root, heap, new Map());
}

function encodeRef(value: unknown, heap: HeapNode[], seen: Map<object, number>): Ref {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (Object.is(value, -0)) return { n: "-0" };
    return Number.isFinite(value) ? value : { n: String(value) };
  }
  if (value === undefined) return { u: 1 };
  if (typeof value === "bigint") return { b: String(value) };
  if (typeof value !== "object") throw new Error(NOT_CLONEABLE);
  const known = seen.get(value);
  if (known !== undefined) return { r: known };
  const id = heap.length;
  seen.set(value, id);
  heap.push(["date", 0]);
  heap[id] = encodeObject(value, (part) => encodeRef(part, heap, seen));
  return { r: id };
}

function encodeObject(value: object, encode: (part: unknown) => Ref): HeapNode {
  const entries = (): Entries => Object.entries(value).map(([key, part]) => [key, encode(part)]);
  if (Array.isArray(value)) return ["array", value.length, entries()];
  if (value instanceof Date) return ["date", value.getTime()];
  if (value instanceof RegExp) return ["regexp", value.source, value.flags];
  if (value instanceof Map) return ["map", [...value].map(([key, part]): [Ref, Ref] => [encode(key), encode(part)])];
  if (value instanceof Set) return ["set", [...value].map(encode)];
  if (value instanceof ArrayBuffer) return ["buffer", toBase64(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return ["view", value.constructor.name, toBase64(bytes)];
  }
  if (value instanceof Error) return ["error", value.name, value.message, value.stack ?? null];
  if (Object.prototype.toString.call(value) === "[object Object]") return ["object", entries()];
  throw new Error(NOT_CLONEABLE);
}

function decodeRef(ref: Ref, heap: HeapNode[], made: Map<number, unknown>): unknown {
  if (ref === null || typeof ref !== "object") return ref;
  if ("n" in ref) return Number(ref.n);
  if ("u" in ref) return undefined;
  if ("b" in ref) return BigInt(ref.b);
  if (!made.has(ref.r)) decodeObject(ref.r, heap, made);
  return made.get(ref.r);
}

/** Puts the object in `made` before its parts are read: they may point back at it. */
function decodeObject(id: number, heap: HeapNode[], made: Map<number, unknown>): void {
  const node = heap[id] as HeapNode;
  const decode = (ref: Ref) => decodeRef(ref, heap, made);
  const fill = (target: object, entries: Entries) => {
    made.set(id, target);
    for (const [key, ref] of entries) {
      Object.defineProperty(target, key, { value: decode(ref), enumerable: true, writable: true, configurable: true });
    }
  };
  switch (node[0]) {
    case "array":
      fill(new Array(node[1]), node[2]);
      break;
    case "object":
      fill({}, node[1]);
      break;
    case "map": {
      const map = new Map<unknown, unknown>();
      made.set(id, map);
      for (const [key, value] of node[1]) map.set(decode(key), decode(value));
      break;
    }
    case "set": {
      const set = new Set<unknown>();
      made.set(id, set);
      for (const value of node[1]) set.add(decode(value));
      break;
    }
    default:
      made.set(id, decodeLeaf(node));
  }
}

function decodeLeaf(node: Exclude<HeapNode, ["array" | "object" | "map" | "set", ...unknown[]]>): unknown {
  switch (node[0]) {
    case "date":
      return new Date(node[1]);
    case "regexp":
      return new RegExp(node[1], node[2]);
    case "buffer":
      return fromBase64(node[1]).buffer;
    case "view": {
      const bytes = fromBase64(node[2]);
      const View = (globalThis as unknown as Record<string, new (buffer: ArrayBufferLike) => unknown>)[node[1]];
      return View ? new View(bytes.buffer) : bytes;
    }
    case "error": {
      const error = new (ERRORS[node[1] as keyof typeof ERRORS] ?? Error)(node[2]);
      if (node[3] !== null)
        Object.defineProperty(error, "stack", { value: node[3], configurable: true, writable: true });
      return error;
    }
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
