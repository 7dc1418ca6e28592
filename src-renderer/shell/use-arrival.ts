// Where the focus goes when a page without the frame gives way to the one behind it.
import { useEffect, useRef } from "react";

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** Done, or nothing to do: somebody has the focus already. */
function arrive(): boolean {
  if (!isLost()) return true;
  const content = document.querySelector<HTMLElement>("main[tabindex], main [data-pane]");
  content?.focus();
  return content !== null;
}

/** The button that led on is gone with its page: the content takes the focus, as soon as it is there.
 *  @param isAway a page without the frame is shown */
export function useArrival(isAway: boolean): void {
  const wasAway = useRef(isAway);
  useEffect(() => {
    const isBack = wasAway.current && !isAway;
    wasAway.current = isAway;
    if (!isBack || arrive()) return;
    const watch = new MutationObserver(() => arrive() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [isAway]);
}
