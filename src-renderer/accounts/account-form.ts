// The form of a new account: which provider it is for, what is missing, what it asks of the engine. Pure.
import type { NewAccount } from "../../src-preload/contract/accounts.ts";
import type { FailureReason } from "../../src-preload/contract/failure.ts";

/** The providers with words of their own. */
export type Provider = "infomaniak" | "other" | "webcal";

/** The fields as typed. */
export interface AccountForm {
  /** Chosen by hand; absent: told from the address. */
  readonly provider?: Provider;
  readonly address: string;
  readonly username: string;
  readonly password: string;
  readonly url: string;
  readonly caFile: string;
}

export const emptyForm: AccountForm = { address: "", username: "", password: "", url: "", caFile: "" };

/** A field that a message can be about; `form` is the whole. */
export type FieldName = "address" | "username" | "password" | "caFile" | "form";

/** What is wrong, by field, as sentences. */
export type FieldProblems = Partial<Record<FieldName, string>>;

const INFOMANIAK = /@(ik\.me|ikmail\.com|etik\.com|infomaniak\.\w+)$|(^|[/.@])infomaniak\./i;

/** Does an address or a URL belong to Infomaniak? */
export function isInfomaniak(address: string): boolean {
  return INFOMANIAK.test(address.trim());
}

/** The provider the form is for. */
export function providerOf(form: AccountForm): Provider {
  if (form.provider) return form.provider;
  if (isWebcal(form.address)) return "webcal";
  return isInfomaniak(form.address) || isInfomaniak(form.url) ? "infomaniak" : "other";
}

const isWebcal = (address: string) => /^webcals?:\/\//i.test(address.trim());
const isMail = (address: string) => /^[^\s/]+@[^\s/]+$/.test(address);

/** Fields that must be filled in, each with the key of its sentence. */
export function missingIn(form: AccountForm) {
  const missing: Partial<
    Record<FieldName, "add.needAddress" | "add.needUsername" | "add.needPassword" | "add.needLink">
  > = {};
  if (providerOf(form) === "webcal") {
    if (!form.address.trim()) missing.address = "add.needLink";
    else if (form.password && !form.username.trim()) missing.username = "add.needUsername";
    return missing;
  }
  if (!form.address.trim() && !form.url.trim()) missing.address = "add.needAddress";
  const nameKnown = providerOf(form) === "other" && isMail(form.address.trim());
  if (!form.username.trim() && !nameKnown) missing.username = "add.needUsername";
  if (!form.password) missing.password = "add.needPassword";
  return missing;
}

/** A published calendar: an address, with a name and a password only where its owner asks for them. */
function subscriptionOf(form: AccountForm): NewAccount {
  const typed = form.address.trim();
  return {
    kind: "webcal",
    url: typed.includes("://") ? typed : `https://${typed}`,
    ...(form.username.trim() && { username: form.username.trim() }),
    ...(form.password && { password: form.password }),
    ...(form.caFile.trim() && { caFile: form.caFile.trim() }),
  };
}

/** What `accounts.add` is given. */
export function newAccountOf(form: AccountForm): NewAccount {
  if (providerOf(form) === "webcal") return subscriptionOf(form);
  const address = form.address.trim();
  const username = form.username.trim() || address;
  const typedUrl = form.url.trim() || (isMail(address) ? "" : address);
  const common = {
    username,
    password: form.password,
    ...(typedUrl && { url: typedUrl }),
    ...(form.caFile.trim() && { caFile: form.caFile.trim() }),
  };
  if (isMail(address) && providerOf(form) === "infomaniak") return { kind: "infomaniak", address, ...common };
  return { kind: "caldav", ...(isMail(address) && { address }), ...common };
}

const FIELD_OF: Partial<Record<FailureReason, FieldName>> = {
  "wrong-password": "password",
  "password-needed": "password",
  forbidden: "password",
  "host-unknown": "address",
  "connection-refused": "address",
  "not-caldav": "address",
  "login-page": "address",
  "insecure-redirect": "address",
  "no-calendars": "address",
  certificate: "address",
  timeout: "address",
};

/** The field a failure is about. */
export function fieldOf(reason: FailureReason): FieldName {
  return FIELD_OF[reason] ?? "form";
}
