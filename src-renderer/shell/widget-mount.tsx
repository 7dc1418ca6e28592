// The popover in the page, on a bridge or without one.
import type { findBridge } from "../bridge.ts";
import { mountWith } from "./mount-with.tsx";
import { WidgetRoot } from "./widget-root.tsx";

/** Shows it. @param bridge or why there is none */
export function mountWidget(bridge: Awaited<ReturnType<typeof findBridge>>): void {
  document.documentElement.classList.add("in-widget");
  mountWith(bridge, (there) => <WidgetRoot bridge={there} />);
}
