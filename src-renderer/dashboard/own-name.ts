// What to call the person: the name their own events give them. Accounts know addresses and labels, not names.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import { useLive } from "../live.tsx";

/** `Camille` of `Camille Roche`, `ROCHE Camille`, or `Roche, Camille`; nothing where the name is an address or an initial. */
export function firstNameOf(name: string): string | undefined {
  const [family = "", given] = name.split(",").map((part) => part.trim());
  const words = (given || family).split(/\s+/);
  const isCalled = (word: string) => /^\p{Lu}[\p{L}’'-]+$/u.test(word) && word !== word.toUpperCase();
  return name.includes("@") ? undefined : words.find(isCalled);
}

/** The first name of whoever these accounts belong to. */
export function ownNameIn(people: Output<"contacts.suggest">["people"], own: readonly string[]): string | undefined {
  const addresses = new Set(own.map((address) => address.toLowerCase()));
  const self = people.find(({ address, name }) => addresses.has(address.toLowerCase()) && name && firstNameOf(name));
  return self?.name && firstNameOf(self.name);
}

/** Looks for it among the people met in events. */
export function useOwnName(accounts: readonly Account[]): string | undefined {
  const own = accounts.flatMap(({ address, addresses }) => [...addresses, ...(address ? [address] : [])]);
  const { data } = useLive("contacts.suggest", { query: own[0] ?? "", limit: 20 }, { enabled: own.length > 0 });
  return data && ownNameIn(data.people, own);
}
