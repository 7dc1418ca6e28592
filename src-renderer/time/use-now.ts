// The present, for what must change with it (now line, "in 3 h", past events).
import { useEffect, useState } from "react";
import { watchClock } from "./clock.ts";

const NONE: readonly number[] = [];

/** Epoch ms, renewed at every full minute, when one of the boundaries has passed, and after a sleep of the machine.
 *  @param boundariesMs instants at which something begins or ends */
export function useNow(boundariesMs = NONE): number {
  const [now, setNow] = useState(() => Date.now());
  const key = boundariesMs.join(" ");
  useEffect(() => watchClock(setNow, key === "" ? NONE : key.split(" ").map(Number)), [key]);
  return now;
}
