// Small things that the files of this folder share: numbers for ids, rows of flags.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Flags } from "../../domain/mail/flags.ts";

/** The number of a row that an id of the contract stands for; NaN-free: what is no number finds nothing. */
export function rowId(id: string): number {
  return /^\d{1,16}$/.test(id) ? Number(id) : -1;
}

/** A list of numbers for `IN (SELECT value FROM json_each(…))`: as many as there are, by one parameter. */
export function idList(ids: Iterable<number>): string {
  return JSON.stringify([...ids]);
}

/** The columns `flags` and `keywords` of any table that has them. */
export interface FlagRow {
  readonly flags: number;
  readonly keywords: string;
}

/** Of a row, for domain/mail/flags.ts. */
export function flagsOf({ flags, keywords }: FlagRow): Flags {
  return { bits: flags, keywords };
}

/** @throws Failure missing */
export function present<T>(value: T | undefined, what: "folder" | "message"): T {
  if (value === undefined) throw new Failure("missing", { what });
  return value;
}
