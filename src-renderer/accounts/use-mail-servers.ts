// The mail servers of an address, found while it is typed: no password goes anywhere before they are on screen (mail rule T4).
import { useDebouncedValue } from "@mantine/hooks";
import type { FoundMailServers } from "../../src-preload/contract/accounts.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { useLive } from "../live.tsx";
import { type AccountForm, isMailbox, providerOf } from "./account-form.ts";

/** An address settles this long before its domain is asked. */
const SETTLE_MS = 700;

/** How the search stands. */
export type MailSearch =
  | { readonly kind: "none" }
  | { readonly kind: "searching" }
  | { readonly kind: "found"; readonly servers: FoundMailServers }
  | { readonly kind: "nothing"; readonly failure: Failure | undefined };

/** Searches. */
export function useMailServers(form: AccountForm): MailSearch {
  const address = providerOf(form) === "mail" && isMailbox(form.address.trim()) ? form.address.trim() : "";
  const [settled] = useDebouncedValue(address, SETTLE_MS);
  const caFile = form.caFile.trim();
  const input = { address: settled, ...(caFile && { caFile }) };
  const enabled = settled !== "" && form.servers === undefined;
  const { data, failure } = useLive("accounts.discoverMail", input, { enabled });
  if (address === "" || form.servers) return { kind: "none" };
  if (settled !== address || (!data && !failure)) return { kind: "searching" };
  const [servers] = data?.servers ?? [];
  return servers ? { kind: "found", servers } : { kind: "nothing", failure };
}
