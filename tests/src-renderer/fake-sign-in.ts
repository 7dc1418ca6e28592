// Signing in on a provider's page, as the fake bridge plays it: the test says when the person has done what.
import type { Account, NewAccount, SignIn, SignInWay } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Handlers, Output } from "../../src-preload/contract/contract.ts";
import { Failure, type FailureParams, type FailureReason } from "../../src-preload/contract/failure.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { calendarSeed, NOW_MS } from "./fake-data.ts";

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

interface Store {
  accounts: Account[];
  calendars: Calendar[];
  states: CalendarSyncState[];
  publish(...changed: Topic[]): void;
}

export const PAGE = "https://login.example.com/common/oauth2/v2.0/authorize?client_id=1";
export const CODE_PAGE = "https://www.example.com/devicelogin";
export const CODE = "HRJ4CS7PM";

export const outlook = (state: Account["state"] = "ready"): Account => ({
  id: "ms" as AccountId,
  kind: "microsoft",
  label: "Outlook",
  color: "#7B57DB",
  address: "camille@contoso.example",
  addresses: ["camille@contoso.example"],
  state,
});

/** Its calendars, the default one under the name that auto-setup gives it. */
export function outlookCalendars(): Calendar[] {
  const [base] = calendarSeed();
  const row = (id: string, name: string, color: string) =>
    ({ ...base, id, name, color, accountId: "ms", frequencyMinutes: 5 }) as unknown as Calendar;
  return [row("ms-own", "Privée", "#7B57DB"), row("ms-team", "Réunions d’équipe", "#0E8FA3")];
}

interface Attempt {
  readonly resolve: () => void;
  readonly reject: (failure: Failure) => void;
}

/** The sign-in under way, and what a test does in the person's place. */
export class FakeSignIn {
  state: SignIn | undefined;
  private attempt: Attempt | undefined;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** The page is open, or the code is there: the engine says so a moment after the call. */
  told(more: Partial<SignIn> = {}): void {
    if (!this.state) throw new Error("nobody is signing in");
    const { way } = this.state;
    const page = way === "code" ? { url: CODE_PAGE, code: CODE } : { url: PAGE };
    const minutes = way === "code" ? 15 : 10;
    this.state = { ...this.state, ...page, expiresAtMs: NOW_MS + minutes * 60_000, ...more };
    this.store.publish("accounts");
  }

  finish(): void {
    this.end()?.resolve();
  }

  fail(reason: FailureReason, params: FailureParams = {}): void {
    this.end()?.reject(new Failure(reason, params));
  }

  get isUnderWay(): boolean {
    return this.attempt !== undefined;
  }

  private end(): Attempt | undefined {
    const { attempt } = this;
    this.attempt = undefined;
    this.state = undefined;
    this.store.publish("accounts");
    return attempt;
  }

  private async begin(way: SignInWay = "browser", accountId?: AccountId): Promise<void> {
    this.attempt?.reject(new Failure("cancelled"));
    this.state = { way, ...(accountId && { accountId }) };
    this.store.publish("accounts");
    await new Promise<void>((resolve, reject) => {
      this.attempt = { resolve, reject };
    });
  }

  async add({ way }: Extract<NewAccount, { kind: "microsoft" }>): Promise<Output<"accounts.add">> {
    await this.begin(way);
    const calendars = outlookCalendars();
    this.store.accounts = [...this.store.accounts, outlook()];
    this.store.calendars = [...this.store.calendars, ...calendars];
    const states = calendars.map(({ id }, n) => ({
      calendarId: id,
      accountId: "ms" as AccountId,
      state: n === 0 ? ("waiting" as const) : ("running" as const),
      ...(n === 0 && { lastSuccessMs: NOW_MS }),
      pending: 0,
      parked: 0,
      conflicts: 0,
    }));
    this.store.states = [...this.store.states, ...states];
    this.store.publish("accounts", "calendars", "sync");
    return { account: outlook(), calendars };
  }

  readonly handlers: Some = {
    "accounts.signInState": () => (this.state ? { signIn: this.state } : {}),
    "accounts.signIn": async ({ id, way }) => {
      await this.begin(way, id);
      this.store.accounts = this.store.accounts.map((a) => (a.id === id ? { ...a, state: "ready" } : a));
      this.store.publish("accounts");
      return { account: this.store.accounts.find((a) => a.id === id) as Account };
    },
    "accounts.cancelSignIn": () => {
      this.fail("cancelled");
      return {};
    },
  };
}

/** A Microsoft account whose sync waits for a sign-in, with edits that wait too. */
export function addSignedOut(store: Store, pending = 2): void {
  store.accounts = [...store.accounts, outlook("sign-in")];
  store.calendars = [...store.calendars, ...outlookCalendars()];
  const state = { accountId: "ms" as AccountId, state: "paused" as const, parked: 0, conflicts: 0 };
  const states = ["ms-own", "ms-team"].map((id, n) => ({
    ...state,
    calendarId: id as CalendarId,
    lastSuccessMs: NOW_MS - 3_600_000,
    pending: n === 0 ? pending : 0,
  }));
  store.states = [...store.states, ...states];
}
