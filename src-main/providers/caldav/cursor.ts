// Where the next run starts, as text that only this folder reads.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { TimeRange } from "../provider.ts";
import type { Collection } from "./items.ts";
import type { State } from "./listing.ts";
import { readJson } from "./wire.ts";

/** `only`: nothing but this range was brought. `initial`: the first comparison was cut and is not at its end (R21). */
export type Cursor = { readonly only?: TimeRange } & (
  | { readonly method: "sync-collection"; readonly token: string; readonly initial?: true }
  | { readonly method: "ctag"; readonly ctag: string }
  | { readonly method: "listing" }
);

/** @throws Failure stale-cursor for a text that is none of ours */
export function readCursor(text: string): Cursor {
  const cursor = readJson(text) as Partial<Record<string, unknown>> | undefined | null;
  const { method, token, ctag, initial } = cursor ?? {};
  const range = readRange(cursor?.only);
  const only = range && { only: range };
  if (method === "sync-collection" && typeof token === "string")
    return { method, token, ...(initial === true && { initial }), ...only };
  if (method === "ctag" && typeof ctag === "string") return { method, ctag, ...only };
  if (method === "listing") return { method, ...only };
  throw new Failure("stale-cursor");
}

function readRange(value: unknown): TimeRange | undefined {
  const { fromMs, toMs } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof fromMs === "number" && typeof toMs === "number" ? { fromMs, toMs } : undefined;
}

/** A cursor as `readCursor` reads it. */
export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** The best way to follow a collection that stands at `state` (R14). */
export function cursorFor({ token, ctag }: State, { quirks, traits, url }: Collection): Cursor {
  const isUseless = traits.has("no-sync-collection", url) || traits.has("stuck-token", url);
  if (token !== undefined && !quirks.noSyncCollection && !isUseless) return { method: "sync-collection", token };
  return ctag === undefined ? { method: "listing" } : { method: "ctag", ctag };
}

/** The same state without its token. */
export const withoutToken = ({ ctag }: State): State => (ctag === undefined ? {} : { ctag });
