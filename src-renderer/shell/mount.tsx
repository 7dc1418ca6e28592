// The view in the page, on a bridge or without one.
import type { findBridge } from "../bridge.ts";
import { Root } from "../root.tsx";
import { mountWith } from "./mount-with.tsx";

/** Shows the view. @param bridge or why there is none */
export function mount(bridge: Awaited<ReturnType<typeof findBridge>>): void {
  mountWith(bridge, (there) => <Root bridge={there} />);
}
