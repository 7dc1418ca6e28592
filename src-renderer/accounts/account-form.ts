// The form of a new account: which provider it is for, what is missing, what it asks of the engine. Pure.
import type { NewAccount } from "../../src-preload/contract/accounts.ts";
import type { FailureReason } from "../../src-preload/contract/failure.ts";

/** The providers with words of their own. */
export type Provider = "infomaniak" | "other";

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
  return form.provider ?? (isInfomaniak(form.address) || isInfomaniak(form.url) ? "infomaniak" : "other");
}

const isMail = (address: string) => /^[^\s/]+@[^\s/]+$/.test(address);

/** Fields that must be filled in, each with the key of its sentence. */
export function missingIn(form: AccountForm) {
  const missing: Partial<Record<FieldName, "add.needAddress" | "add.needUsername" | "add.needPassword">> = {};
  if (!form.address.trim() && !form.url.trim()) missing.address = "add.needAddress";
  const nameKnown = providerOf(form) === "other" && isMail(form.address.trim());
  if (!form.username.trim() && !nameKnown) missing.username = "add.needUsername";
  if (!form.password) missing.password = "add.needPassword";
  return missing;
}

/** What `accounts.add` is given. */
export function newAccountOf(form: AccountForm): NewAccount {
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
