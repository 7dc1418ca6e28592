// The form of a new account: which provider it is for, what is missing, what it asks of the engine. Pure.
import type { NewAccount, SignInWay } from "../../src-preload/contract/accounts.ts";
import type { Failure, FailureData, FailureReason } from "../../src-preload/contract/failure.ts";
import { endpointOf, type TypedServers } from "../ui/mail-server.ts";

/** The providers with words of their own, in the order they are offered. */
export const PROVIDERS = ["infomaniak", "microsoft", "mail", "other", "webcal"] as const;
/** `other`: any CalDAV server. `mail`: IMAP and SMTP. */
export type Provider = (typeof PROVIDERS)[number];

/** The fields as typed. */
export interface AccountForm {
  /** Chosen by hand; absent: told from the address. */
  readonly provider?: Provider;
  readonly address: string;
  /** The person's name, as recipients see it. */
  readonly name: string;
  /** Mail servers, where they are set by hand; absent: as they are found. */
  readonly servers?: TypedServers;
  readonly username: string;
  readonly password: string;
  readonly url: string;
  readonly caFile: string;
  /** An organisation's own app at Microsoft, and its directory. */
  readonly clientId: string;
  readonly tenant: string;
}

/** Nothing typed, nothing chosen. */
export const emptyForm: AccountForm = {
  address: "",
  name: "",
  username: "",
  password: "",
  url: "",
  caFile: "",
  clientId: "",
  tenant: "",
};

/** A field that a message can be about; `form` is the whole. */
export type FieldName = "address" | "username" | "password" | "caFile" | "clientId" | "tenant" | "servers" | "form";

/** What is wrong, by field, as sentences. */
export type FieldProblems = Partial<Record<FieldName, string>>;

const INFOMANIAK = /@(ik\.me|ikmail\.com|etik\.com|infomaniak\.\w+)$|(^|[/.@])infomaniak\./i;

/** Does an address or a URL belong to Infomaniak? */
export function isInfomaniak(address: string): boolean {
  return INFOMANIAK.test(address.trim());
}

// Microsoft's own domains; an organisation's says nothing of where its mail is.
const MICROSOFT = /@((outlook|hotmail|live|msn)\.[a-z.]{2,6}|[\w-]+\.onmicrosoft\.com)$/i;

/** Is this the address of a Microsoft account for sure? */
export function isMicrosoft(address: string): boolean {
  return MICROSOFT.test(address.trim());
}

/** The provider the form is for. */
export function providerOf(form: AccountForm): Provider {
  if (form.provider) return form.provider;
  if (isWebcal(form.address)) return "webcal";
  if (isMicrosoft(form.address)) return "microsoft";
  if (isInfomaniak(form.address) || isInfomaniak(form.url)) return "infomaniak";
  return form.address.trim() === "" || isMailbox(form.address.trim()) ? "mail" : "other";
}

const isWebcal = (address: string) => /^webcals?:\/\//i.test(address.trim());
const isMail = (address: string) => /^[^\s/]+@[^\s/]+$/.test(address);

/** Is the address of a mailbox complete, as far as a program can tell? */
export const isMailbox = (address: string) => /^[^\s/@]+@[^\s/@]+\.[^\s/@.]{2,}$/.test(address);

type Need =
  | "addMail.needAddress"
  | "addMail.needServer"
  | "add.needAddress"
  | "add.needUsername"
  | "add.needPassword"
  | "add.needLink"
  | "microsoft.badTenant";

/** Fields that must be filled in, each with the key of its sentence. */
export function missingIn(form: AccountForm) {
  const missing: Partial<Record<FieldName, Need>> = {};
  if (providerOf(form) === "microsoft") {
    if (!/^[\w.-]*$/.test(form.tenant.trim())) missing.tenant = "microsoft.badTenant";
    return missing;
  }
  if (providerOf(form) === "webcal") {
    if (!form.address.trim()) missing.address = "add.needLink";
    else if (form.password && !form.username.trim()) missing.username = "add.needUsername";
    return missing;
  }
  if (providerOf(form) === "mail") return missingInMail(form);
  if (!form.address.trim() && !form.url.trim()) missing.address = "add.needAddress";
  const nameKnown = providerOf(form) === "other" && isMail(form.address.trim());
  if (!form.username.trim() && !nameKnown) missing.username = "add.needUsername";
  if (!form.password) missing.password = "add.needPassword";
  return missing;
}

function missingInMail(form: AccountForm) {
  const missing: Partial<Record<FieldName, Need>> = {};
  const address = form.address.trim();
  if (!isMail(address)) missing.address = address === "" ? "add.needAddress" : "addMail.needAddress";
  const { servers } = form;
  if (servers && ![servers.imap, servers.smtp].every(endpointOf)) missing.servers = "addMail.needServer";
  if (!form.password) missing.password = "add.needPassword";
  return missing;
}

/** Mail, with the calendars that the provider turns out to have. */
function mailOf(form: AccountForm): NewAccount {
  const address = form.address.trim();
  const [imap, smtp] = [form.servers && endpointOf(form.servers.imap), form.servers && endpointOf(form.servers.smtp)];
  return {
    kind: "mail",
    address,
    ...(form.name.trim() && { name: form.name.trim() }),
    username: form.username.trim() || address,
    password: form.password,
    ...(imap && { imap }),
    ...(smtp && { smtp }),
    ...(form.caFile.trim() && { caFile: form.caFile.trim() }),
  };
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

/** A Microsoft account: everything may be left to its sign-in page.
 *  @param named offer the address there; otherwise the page lets one choose */
export function microsoftOf(form: AccountForm, way: SignInWay, named = true): MicrosoftAccount {
  const [address, clientId, tenant] = [form.address.trim(), form.clientId.trim(), form.tenant.trim()];
  return {
    kind: "microsoft",
    way,
    ...(named && isMail(address) && { address }),
    ...(clientId && { clientId }),
    ...(tenant && { tenant }),
  };
}
type MicrosoftAccount = Extract<NewAccount, { readonly kind: "microsoft" }> & { readonly way: SignInWay };

/** What `accounts.add` is given. */
export function newAccountOf(form: AccountForm): NewAccount {
  if (providerOf(form) === "webcal") return subscriptionOf(form);
  if (providerOf(form) === "mail") return mailOf(form);
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
  "app-password": "password",
  "imap-off": "password",
  "not-imap": "servers",
  "insecure-server": "servers",
  forbidden: "password",
  "host-unknown": "address",
  "connection-refused": "address",
  "not-caldav": "address",
  "login-page": "address",
  "insecure-redirect": "address",
  "no-calendars": "address",
  certificate: "address",
};

/** Is it a name that nobody typed? Then the network is at fault, not the address. */
export function isOwnHostAway({ reason, params }: Pick<FailureData, "reason" | "params">, form: AccountForm): boolean {
  if (reason !== "host-unknown" || params?.host === undefined) return false;
  const host = String(params.host).toLowerCase();
  const typed = [form.address, form.url, form.servers?.imap.host ?? "", form.servers?.smtp.host ?? ""];
  return !typed.some((text) => {
    const name = text
      .trim()
      .toLowerCase()
      .replace(/^.*(@|:\/\/)/, "")
      .replace(/[/:?#].*$/, "");
    return name !== "" && (host === name || host.endsWith(`.${name}`));
  });
}

/** The field of a form that a failure is about. */
export function fieldOf({ reason, params }: Failure, form: AccountForm): FieldName {
  if (params.fault === "authority-file") return "caFile";
  if (isOwnHostAway({ reason, params }, form)) return "form";
  const field = FIELD_OF[reason] ?? "form";
  // What was typed as a server is not the address's fault.
  return field === "address" && form.servers && providerOf(form) === "mail" ? "servers" : field;
}
