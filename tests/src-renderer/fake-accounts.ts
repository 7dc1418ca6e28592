// Accounts of the fake engine: added, changed, removed.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Handlers, Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Topic } from "../../src-preload/contract/names.ts";
import type { Capability } from "../../src-preload/contract/settings.ts";
import type { FakeSignIn } from "./fake-sign-in.ts";

type AccountCall = "accounts.list" | "accounts.add" | "accounts.update" | "accounts.remove";

interface AccountState {
  accounts: Account[];
  calendars: Calendar[];
  readonly capabilities: readonly Capability[];
  /** Edits that an account's server does not have: its removal is refused once. */
  readonly unsynced: number;
  readonly signIn: FakeSignIn;
  /** The side of the next account that cannot be had. */
  readonly failed: Output<"accounts.add">["failed"];
  fill(): void;
  publish(...changed: Topic[]): void;
}

export function accountHandlers(fake: AccountState): Pick<Handlers<AbortSignal>, AccountCall> {
  return {
    "accounts.list": () => ({ accounts: fake.accounts }),
    "accounts.add": (input) => {
      if (input.kind === "microsoft") return fake.signIn.add(input);
      fake.fill();
      if (input.kind !== "demo")
        fake.accounts = fake.accounts.map((a) => ({ ...a, url: "https://sync.infomaniak.com" }));
      fake.publish("accounts", "calendars", "occurrences", "sync");
      const account = fake.accounts[0] as Account;
      const calendars = fake.calendars.filter(({ accountId }) => accountId === account.id);
      return {
        account,
        calendars,
        ...(fake.failed && { failed: fake.failed }),
        ...(!fake.capabilities.includes("keychain") && { warning: "password-kept-in-memory" as const }),
      };
    },
    "accounts.update": ({ id, password, ...change }) => {
      fake.accounts = fake.accounts.map((a) =>
        a.id === id ? { ...a, ...change, ...(password && { state: "ready" }) } : a,
      );
      fake.publish("accounts");
      return { account: fake.accounts.find((a) => a.id === id) as Account };
    },
    "accounts.remove": ({ id, discardUnsynced }) => {
      if (fake.unsynced > 0 && !discardUnsynced) throw new Failure("unsynced-edits", { count: fake.unsynced });
      fake.accounts = fake.accounts.filter((a) => a.id !== id);
      fake.calendars = fake.calendars.filter((c) => c.accountId !== id);
      fake.publish("accounts", "calendars", "occurrences");
      return {};
    },
  };
}
