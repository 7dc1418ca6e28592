// Parts of the view that are not needed to see its first page: they come when they are shown, or soon after the start.
import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";

const AHEAD_MS = 1500;
const waiting: (() => Promise<unknown>)[] = [];

/** One after the other, so that none keeps a click waiting. */
async function bringAll(): Promise<void> {
  for (const load of waiting.splice(0)) await load().catch(() => undefined);
}

/** A component of its own file.
 *  @param load answers the component @param isFirst it is shown at once: it is on its way from now on */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  isFirst = false,
): (props: P) => ReactNode {
  let coming: Promise<ComponentType<P>> | undefined;
  const bring = () => {
    // Brought ahead in vain, while the host was away, it is asked for again when it is shown.
    coming ??= load().catch((error: unknown) => {
      coming = undefined;
      throw error;
    });
    return coming;
  };
  const Part = lazy(async () => ({ default: (await bring()) as ComponentType<object> }));
  if (isFirst) void bring().catch(() => undefined);
  else {
    if (waiting.length === 0) setTimeout(() => void bringAll(), AHEAD_MS);
    waiting.push(bring);
  }
  return (props) => <Suspense>{createElement(Part, props)}</Suspense>;
}
