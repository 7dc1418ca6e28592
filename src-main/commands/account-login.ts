// What a person typed of an account, as a login and as a row.
import type { AccountKind, NewAccount } from "../../src-preload/contract/accounts.ts";
import type { Vault } from "../ports.ts";
import type { Login, RemoteCalendar } from "../providers/provider.ts";
import type { AccountRow } from "../store/accounts.ts";
import { secretName } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";
import { readSettings } from "../store/facts.ts";

/** Labels of accounts whose provider needs no address. */
const DEMO_LABEL = { fr: "Démonstration", en: "Demo" } as const;

/** The login that a new account is found with. */
export function loginOf(db: Database, input: NewAccount): Login {
  if (input.kind === "mail") {
    const { kind, address, username = address, password, caFile } = input;
    return { kind, address, username, password, ...(caFile !== undefined && { caFile }) };
  }
  const { label: _, way: __, ...login } = { way: undefined, ...input };
  return { ...appOf(db, input), ...login };
}

/** The registration to sign in with where the account names none. */
function appOf(db: Database, { kind }: NewAccount): Pick<Login, "clientId" | "tenant"> {
  const { clientId, tenant } = (kind === "microsoft" && readSettings(db).microsoft) || {};
  return { ...(clientId && { clientId }), ...(tenant && { tenant }) };
}

/** A stored account as a login. @param hasPassword false: it signs in on a page, or not at all */
export async function storedLogin(vault: Vault, row: AccountRow, hasPassword: boolean): Promise<Login> {
  const { id, kind, url, address, username, caFile, locale, clientId, tenant } = row;
  const password = hasPassword ? await vault.get(secretName(id)) : undefined;
  return { kind, ...defined({ url, address, username, caFile, locale, clientId, tenant, password }) };
}

/** The columns of an account that follow from what was typed. */
export function rowOf(input: NewAccount, login: Login, found: readonly RemoteCalendar[]) {
  const common = { kind: input.kind satisfies AccountKind, state: "ready" as const };
  if (input.kind === "demo") {
    const locale = input.locale ?? "en";
    return { ...common, locale, label: input.label ?? DEMO_LABEL[locale] };
  }
  if (input.kind === "webcal") {
    const { label, url, username, caFile } = input;
    return { ...common, label: label ?? found[0]?.name ?? hostOf(url), url, username, caFile };
  }
  if (input.kind === "microsoft") {
    const { label = login.address ?? "Microsoft" } = input;
    const { address, username, clientId, tenant } = login;
    return { ...common, label, address, username, clientId, tenant };
  }
  if (input.kind === "mail") {
    const { label = input.address, address, caFile } = input;
    return { ...common, label, address, username: login.username, caFile, url: login.url };
  }
  const { label, address, url, username, caFile } = input;
  return { ...common, label: label ?? address ?? username, address, url, username, caFile };
}

/** Is it the account that is asked for? One that signs in on a page is only known after that. */
export function isSame(row: AccountRow, input: NewAccount): boolean {
  if (row.kind !== input.kind) return false;
  if (input.kind === "mail") return row.address?.toLowerCase() === input.address.toLowerCase();
  if (input.kind === "webcal") return placeOf(row) === placeOf(input);
  if (input.kind !== "caldav" && input.kind !== "infomaniak") return false;
  return row.username === input.username && placeOf(row) === placeOf(input);
}

/** Where it is looked for: what was typed as an address, else the domain of the mailbox. */
function placeOf({
  url,
  address,
}: {
  readonly url?: string | null | undefined;
  readonly address?: string | null | undefined;
}): string {
  const typed = url?.trim().replace(/^webcals?:/i, "https:") || address?.replace(/^.*@/, "") || "";
  const { host, pathname, search } = URL.parse(typed.includes("://") ? typed : `https://${typed}`) ?? {};
  return `${host}${pathname?.replace(/\/$/, "")}${search}`;
}

function hostOf(url: string): string {
  return URL.parse(url.replace(/^webcals?:/i, "https:"))?.hostname || url;
}

/** Drops what is null or undefined. */
function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}
