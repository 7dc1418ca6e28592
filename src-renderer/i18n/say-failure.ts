// A Failure as a sentence: what happened, what is safe, what to do.
import type { TFunction } from "i18next";
import type { FailureData, FailureReason, FailureSubject } from "../../src-preload/contract/failure.ts";
import type en from "./en.json";

// A reason without a sentence does not compile.
type Sentences = Record<FailureReason, string>;
const spoken = <T extends Sentences>(key: keyof T & FailureReason) => `failure.${key}` as const;

// So does a subject without a word.
const wordFor = <T extends Record<FailureSubject, string>>(key: keyof T & FailureSubject) => `subject.${key}` as const;

/** The sentence of a failure in the language of `t`. */
export function sayFailure(t: TFunction, { reason, params = {} }: Pick<FailureData, "reason" | "params">): string {
  const { host, what } = params;
  const known = host === undefined ? undefined : String(host);
  return t(spoken<(typeof en)["failure"]>(reason), {
    name: "",
    folder: "",
    status: "5xx",
    detail: t("subject.unknown"),
    ...params,
    host: known ?? t("subject.server"),
    Host: known ?? t("subject.Server"),
    Address: known ?? t("subject.Address"),
    What: t(wordFor<(typeof en)["subject"]>(what ?? "item")),
  });
}
