// What one local sign-in service is, and the orders that tests give it.
import { type Ledger, Refused } from "./grants.ts";
import { errorFields, type Refusal } from "./refusals.ts";
import type { LoginUser } from "./users.ts";

/** Which endpoint an order is meant for; `refresh` is the token endpoint asked for new tokens without a person. */
export type Where = "authorize" | "token" | "refresh" | "devicecode";

export interface Order extends Refusal {
  readonly at: Where;
  /** Meant for one person only. */
  readonly address?: string;
}

export interface Service {
  readonly ledger: Ledger;
  readonly users: readonly LoginUser[];
  /** Orders not yet carried out, oldest first. */
  readonly orders: Order[];
  /** Who signs in where the request names nobody. */
  chosen: LoginUser;
  /** Work accounts need an administrator's approval first. */
  needsAdmin: boolean;
  /** Registered apps; any when absent. */
  readonly clientIds?: readonly string[];
  readonly pollSeconds: number;
  readonly url: () => string;
}

export interface Page {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is a page, an object JSON. */
  readonly body?: string | object;
}

export type Fields = Readonly<Record<string, string>>;

/** Takes the next order for an endpoint. */
export function order(service: Service, at: Where, user?: LoginUser): Order | undefined {
  const index = service.orders.findIndex(
    (one) => one.at === at && (one.address === undefined || one.address.toLowerCase() === user?.address.toLowerCase()),
  );
  return index < 0 ? undefined : service.orders.splice(index, 1)[0];
}

/** @throws Refused when there is an order */
export function obey(service: Service, at: Where, user: LoginUser | undefined): void {
  const ordered = order(service, at, user);
  if (ordered) throw new Refused(ordered);
}

export const scopesOf = ({ scope = "" }: Fields) => scope.split(" ").filter((one) => one !== "");

/** A refusal of the token endpoint and its like. */
export function refusedPage({ ledger }: Service, refusal: Refusal): Page {
  const { status = 400, retryAfter, html, error } = refusal;
  const headers = { ...(retryAfter !== undefined && { "Retry-After": retryAfter }) };
  if (html !== undefined || error === undefined) return { status, headers, body: html ?? "" };
  return { status, headers, body: errorFields(refusal, ledger.nowMs()) };
}
