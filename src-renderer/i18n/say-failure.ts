// A Failure as a sentence: what happened, what is safe, what to do.
import type { TFunction } from "i18next";
import type { FailureData, FailureReason } from "../../src-preload/contract/failure.ts";
import type { FailureFault, FailureLimit, FailureSubject } from "../../src-preload/contract/failure-words.ts";
import type { en } from "./words.ts";

// A reason without a sentence does not compile.
type Sentences = Record<FailureReason, string>;
const spoken = <T extends Sentences>(key: keyof T & FailureReason) => `failure.${key}` as const;

// So does a subject without a word.
const wordFor = <T extends Record<FailureSubject, string>>(key: keyof T & FailureSubject) => `subject.${key}` as const;

// And so does a limit.
const limitFor = <T extends Record<FailureLimit, string>>(key: keyof T & FailureLimit) => `limit.${key}` as const;

// And a fault.
const faultFor = <T extends Record<FailureFault, string>>(key: keyof T & FailureFault) => `fault.${key}` as const;

/** Limits that need a sentence of their own: simplifying would not help. */
const CANNOT: Partial<Record<FailureLimit, "cannot.quiet" | "cannot.guest-copy">> = {
  quiet: "cannot.quiet",
  "guest-copy": "cannot.guest-copy",
};

/** The sentence of a failure in the language of `t`. */
export function sayFailure(t: TFunction, { reason, params = {} }: Pick<FailureData, "reason" | "params">): string {
  const { host, what, limit, address, fault } = params;
  const cannot = reason === "not-expressible" && limit !== undefined ? CANNOT[limit] : undefined;
  if (cannot !== undefined) return t(cannot);
  const known = host === undefined ? undefined : String(host);
  return t(spoken<(typeof en)["failure"]>(reason), {
    name: "",
    folder: "",
    status: "5xx",
    detail: t("subject.unknown"),
    ...params,
    ...(fault !== undefined && { detail: t(faultFor<(typeof en)["fault"]>(fault), { value: "", ...params }) }),
    address: address ?? t("subject.sameUser"),
    Account: address ?? t("subject.account"),
    limit: t(limitFor<(typeof en)["limit"]>(limit ?? "rule")),
    host: known ?? t("subject.server"),
    Host: known ?? t("subject.Server"),
    Address: known ?? t("subject.Address"),
    What: t(wordFor<(typeof en)["subject"]>(what ?? "item")),
  });
}
