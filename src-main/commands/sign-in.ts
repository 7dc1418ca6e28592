// Signing in on a provider's own page: one at a time, and what the person has to do meanwhile.
import type { SignIn, SignInWay } from "../../src-preload/contract/accounts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { CalendarProvider, Login, SignedIn, World } from "../providers/provider.ts";

/** One for the engine, whoever asks. */
export interface SignIns {
  /** What the person has to do now; undefined when nobody is signing in. */
  current(): SignIn | undefined;
  /** Answers once the person has signed in. One that was under way ends: its page is out of sight.
   *  @throws Failure of the provider's signIn; cancelled */
  run(provider: CalendarProvider, asked: AskedSignIn, signal: AbortSignal): Promise<SignedIn>;
  /** Ends the one under way, if any. */
  cancel(): void;
}

interface AskedSignIn {
  readonly login: Login;
  readonly way?: SignInWay | undefined;
  /** Who signs in again. */
  readonly accountId?: AccountId;
}

/** @param changed told whenever `current` answers something else */
export function createSignIns(world: World, changed: () => void): SignIns {
  let under: { state: SignIn; readonly abort: AbortController } | undefined;
  return {
    current: () => under?.state,
    cancel: () => under?.abort.abort(),
    async run(provider, { login, way = "browser", accountId }, signal) {
      if (!provider.signIn) throw new Failure("invalid-input", { detail: "this account has a password" });
      under?.abort.abort();
      const own = { state: { way, ...(accountId && { accountId }) } as SignIn, abort: new AbortController() };
      under = own;
      changed();
      const progress = (state: SignIn) => {
        own.state = { ...state, ...(accountId && { accountId }) };
        if (under === own) changed();
      };
      try {
        return await provider.signIn({ login, way, progress }, world, AbortSignal.any([signal, own.abort.signal]));
      } finally {
        if (under === own) {
          under = undefined;
          changed();
        }
      }
    },
  };
}
