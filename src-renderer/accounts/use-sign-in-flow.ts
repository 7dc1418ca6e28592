// One sign-in on the provider's page, from the click to its end: under way, failed, done, given up.
import { useEffect, useRef, useState } from "react";
import type { SignInWay } from "../../src-preload/contract/accounts.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { useCall } from "../live.tsx";

/** Where a sign-in stands. `idle`: not begun, or given up. */
type Stage<T> =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting"; readonly way: SignInWay }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "done"; readonly result: T };

interface Asked {
  readonly way: SignInWay;
}

/** A sign-in and what can be done with it. */
interface SignInFlow<I extends Asked, T> {
  readonly stage: Stage<T>;
  /** Begins, or goes on another way: the engine ends the attempt before by itself. */
  start(input: I): void;
  /** Ends it; back to idle. */
  giveUp(): void;
}

/** Gives up by itself when the screen goes away.
 *  @param begin answers once somebody has signed in @throws Failure
 *  @param first begins at once with that */
export function useSignInFlow<I extends Asked, T>(begin: (input: I) => Promise<T>, first?: I): SignInFlow<I, T> {
  const call = useCall();
  const [stage, setStage] = useState<Stage<T>>(first ? { kind: "waiting", way: first.way } : { kind: "idle" });
  const attempt = useRef(0);
  const isWaiting = useRef(false);

  function cancel() {
    if (isWaiting.current) call("accounts.cancelSignIn", {}).catch(() => undefined);
    isWaiting.current = false;
  }

  async function run(input: I) {
    attempt.current += 1;
    const own = attempt.current;
    isWaiting.current = true;
    setStage({ kind: "waiting", way: input.way });
    try {
      const result = await begin(input);
      // Somebody signed in just before it was given up: the account is there all the same.
      if (own === attempt.current) isWaiting.current = false;
      cancel();
      attempt.current += 1;
      setStage({ kind: "done", result });
    } catch (error) {
      if (own !== attempt.current) return;
      isWaiting.current = false;
      const failure = toFailure(error);
      setStage(failure.reason === "cancelled" ? { kind: "idle" } : { kind: "failed", failure });
    }
  }

  const now = useRef({ begin: () => {}, end: cancel });
  now.current = { begin: () => first && void run(first), end: cancel };
  useEffect(() => {
    now.current.begin();
    return () => now.current.end();
  }, []);

  return {
    stage,
    start: (input) => void run(input),
    giveUp() {
      attempt.current += 1;
      cancel();
      setStage({ kind: "idle" });
    },
  };
}
