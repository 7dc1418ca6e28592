// Is there a network, as far as the system and the account's last run can tell?
import { useNetwork } from "@mantine/hooks";
import type { Account } from "../../src-preload/contract/accounts.ts";

/** @param account whose server is asked for */
export function useOnline(account: Account | undefined): boolean {
  const { online } = useNetwork();
  return online && account?.mail?.failure?.code !== "offline";
}
