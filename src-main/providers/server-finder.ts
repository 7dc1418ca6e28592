// The port behind which mail servers are found by an address. providers/autoconfig stands behind it.
import type { FoundMailServers } from "../../src-preload/contract/accounts.ts";
import type { World } from "./provider.ts";

/** Servers of a provider, and what else is known of it. */
export interface FoundServers extends FoundMailServers {
  /** Where its calendars are; false: none that a password opens. Absent: nobody knows. */
  readonly calendars?: string | false;
}

/** Spares people to know their mail servers. */
export interface ServerFinder {
  /** Mail servers for an address, the most trustworthy first; empty when there are none. No password is needed or asked for,
   *  and offers without TLS are left out (mail rule T4).
   *  @param options.caFile PEM file of a private authority
   *  @throws Failure invalid-input when it is no address; offline; cancelled */
  find(
    address: string,
    options: { readonly caFile?: string },
    world: World,
    signal: AbortSignal,
  ): Promise<readonly FoundServers[]>;
}
