// How the mail of an account stands: one state of its folders, the worst first. Pure.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";

/** Deeds that the server refused for good, with its last reason.
 *  @param folders the account's own */
export function refusedOf(folders: readonly MailFolder[]): { count: number; failure: FailureData | undefined } {
  const refused = folders.filter(({ sync }) => (sync.failed ?? 0) > 0);
  const count = refused.reduce((sum, { sync }) => sum + (sync.failed ?? 0), 0);
  return { count, failure: refused.find(({ sync }) => sync.failure)?.sync.failure };
}

/** A folder that does well: the reason it gives is that of refused deeds. */
const doesWell = ({ sync }: MailFolder) =>
  (sync.failed ?? 0) > 0 && sync.state !== "failing" && sync.state !== "parked";

/** What is said of an account: the worst that is true of it or of any of its folders. */
export type AccountMailState =
  | { readonly kind: "sign-in" }
  | { readonly kind: "failing"; readonly failure: FailureData; readonly folder: MailFolder }
  | { readonly kind: "refused"; readonly count: number }
  | { readonly kind: "offline" | "paused" }
  | { readonly kind: "running"; readonly stored: number; readonly onServer: number }
  | { readonly kind: "pending"; readonly count: number }
  | { readonly kind: "up-to-date"; readonly lastMs: number | undefined };

/** @param folders the account's own */
export function accountState({ state, mail }: Account, folders: readonly MailFolder[]): AccountMailState {
  if (state === "sign-in" || mail?.state === "sign-in") return { kind: "sign-in" };
  const failing = folders.filter((one) => one.sync.failure && one.sync.state !== "running" && !doesWell(one));
  const worst = failing.find(({ sync }) => sync.failure?.code !== "offline");
  if (worst?.sync.failure) return { kind: "failing", failure: worst.sync.failure, folder: worst };
  const refused = refusedOf(folders).count;
  if (refused > 0) return { kind: "refused", count: refused };
  if (failing.length > 0) return { kind: "offline" };
  const running = folders.filter(({ sync }) => sync.state === "running");
  const sum = (of: (folder: MailFolder) => number) => folders.reduce((all, folder) => all + of(folder), 0);
  if (running.length > 0) {
    return { kind: "running", stored: sum(({ sync }) => sync.stored), onServer: sum(({ sync }) => sync.onServer ?? 0) };
  }
  if (folders.length > 0 && folders.every(({ sync }) => sync.state === "paused")) return { kind: "paused" };
  const pending = sum(({ sync }) => sync.pending);
  if (pending > 0) return { kind: "pending", count: pending };
  const last = Math.max(...folders.map(({ sync }) => sync.lastSuccessMs ?? 0));
  return { kind: "up-to-date", lastMs: last > 0 ? last : undefined };
}
