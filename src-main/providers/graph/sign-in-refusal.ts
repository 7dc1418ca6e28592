// What a refusal of the sign-in service means (knowledge graph.md §2.2). Pure.
import { Failure, type FailureReason } from "../../../src-preload/contract/failure.ts";

/** An error answer of the authorize or token endpoint (RFC 6749 §4.1.2.1, §5.2), as Microsoft extends it. */
export interface Refusal {
  readonly error: string;
  /** The AADSTS numbers (learn.microsoft.com/entra/identity-platform/reference-error-codes), the telling one first. */
  readonly numbers: readonly number[];
  /** What the next sign-in has to prove, JSON. */
  readonly claims?: string;
}

interface RefusalFacts {
  /** Whether a person sits in front of the sign-in page, or tokens are renewed without one. */
  readonly isAttended: boolean;
  /** Whose tokens they are. */
  readonly address?: string;
  /** Where an administrator approves the app. */
  readonly consentUrl: string;
}

/** Reads an error answer; undefined when it is none.
 *  @param fields of a JSON body, a query or a form */
export function refusalOf(fields: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { error, error_codes: listed, error_description: description, claims } = fields;
  if (typeof error !== "string" || error === "") return undefined;
  const numbers = Array.isArray(listed) ? listed.map(Number).filter(Number.isSafeInteger) : [];
  const told = typeof description === "string" ? [...description.matchAll(/AADSTS(\d{4,8})/g)] : [];
  return {
    error,
    numbers: numbers.length > 0 ? numbers : told.map(([, number]) => Number(number)),
    ...(typeof claims === "string" && claims !== "" && { claims }),
  };
}

/** Without a person, all of these mean: ask one. Which of them an expired, revoked or insufficient token gets is not
 *  told apart reliably: a changed password, for one, comes as a bare invalid_grant. */
const NEED_PERSON = new Set(["invalid_grant", "interaction_required", "login_required", "consent_required"]);

/** The user may not, or could not, agree to the permissions. */
const ADMIN_NUMBERS = new Set([65001, 90008, 90093, 90094, 90095, 900941]);

/** The account is not of the directory, or not of the kind, that the app is set up for. */
const TENANT_NUMBERS = new Set([16000, 16003, 50020, 50034, 50128, 51004, 90072, 500208]);

const NAMED: Readonly<Record<string, FailureReason>> = {
  access_denied: "sign-in-declined",
  authorization_declined: "sign-in-declined",
  expired_token: "sign-in-timeout",
};

/** The failure that a refusal leads to. Nothing of the service's prose is quoted: it names tenants and people. */
export function refusalFailure(refusal: Refusal, { isAttended, address, consentUrl }: RefusalFacts): Failure {
  const { error, numbers } = refusal;
  if (!isAttended && NEED_PERSON.has(error)) return signInNeeded(address);
  if (error === "temporarily_unavailable") return new Failure("server-error", { host: "Microsoft", status: error });
  if (numbers.some((number) => ADMIN_NUMBERS.has(number))) return new Failure("admin-approval", { url: consentUrl });
  if (numbers.includes(65004)) return new Failure("sign-in-declined");
  if (numbers.some((number) => TENANT_NUMBERS.has(number))) return new Failure("wrong-tenant");
  if (error === "consent_required") return new Failure("admin-approval", { url: consentUrl });
  const named = Object.hasOwn(NAMED, error) ? NAMED[error] : undefined;
  return named === undefined ? new Failure("sign-in-failed", { detail: nameOf(refusal) }) : new Failure(named);
}

/** The account is kept; somebody has to sign in again. */
export function signInNeeded(address: string | undefined): Failure {
  return new Failure("sign-in-needed", { host: "Microsoft", ...(address !== undefined && { address }) });
}

function nameOf({ error, numbers: [number] }: Refusal): string {
  if (number !== undefined) return `AADSTS${number}`;
  return /^[\w.-]{1,60}$/.test(error) ? error : "no reason given";
}
