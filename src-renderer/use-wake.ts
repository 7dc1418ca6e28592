// Coming back to the window, or to the network, brings the agenda up to date: once, and without a word.
import { useEffect, useRef } from "react";
import { useCall, useConnected } from "./live.tsx";
import { watchClock } from "./time/clock.ts";

/** Younger than this, an agenda that is looked at again is fresh enough. */
const FRESH_MS = 120_000;

/** Asks for a background run when the page is seen again, and wakes sync when the network or the machine is back. Failures are
 *  the foot's business: nobody asked for this run. */
export function useWake(): void {
  const call = useCall();
  const connected = useConnected();
  const busy = useRef(false);
  useEffect(() => {
    if (!connected) return;
    const quietly = (work: () => Promise<unknown>) => {
      if (busy.current) return;
      busy.current = true;
      work()
        .catch(() => undefined)
        .finally(() => {
          busy.current = false;
        });
    };
    const seen = () => {
      if (document.visibilityState === "visible") quietly(() => call("sync.run", { ifOlderThanMs: FRESH_MS }));
    };
    const online = () => quietly(() => call("sync.wake", {}));
    seen();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", online);
    const stopClock = watchClock((_, jumped) => jumped && online());
    return () => {
      stopClock();
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", online);
    };
  }, [call, connected]);
}
