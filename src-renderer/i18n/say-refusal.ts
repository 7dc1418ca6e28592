// Why a server refused what the person did to mail, in words. Pure.
import type { TFunction } from "i18next";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "./say-failure.ts";

/** The server's own reason where it gave one: nothing of an item that is set aside, the messages are as the server has them. */
export function sayRefusal(t: TFunction, failure: FailureData | undefined): string {
  if (!failure) return "";
  const { detail } = failure.params ?? {};
  if (failure.reason !== "refused-data") return sayFailure(t, failure);
  return detail === undefined ? "" : t("mail.refused.why", { detail });
}
