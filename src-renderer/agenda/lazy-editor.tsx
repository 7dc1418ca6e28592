// The editor in a part of its own: not needed to see the agenda, it comes while the person looks.
import { type ComponentProps, lazy, Suspense, useEffect } from "react";

const load = () => import("./editor.tsx");
const Editor = lazy(async () => ({ default: (await load()).Editor }));
const AHEAD_MS = 1500;

/** Brings the editor before anyone asks for it. */
export function useEditorAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => void load(), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** The editor, as soon as it is there. */
export function LazyEditor(props: ComponentProps<typeof Editor>) {
  return (
    <Suspense>
      <Editor {...props} />
    </Suspense>
  );
}
