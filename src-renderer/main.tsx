// Entry of the page: looks for the bridge while the view is on its way, then mounts it. `?widget` is the popover of the tray, which
// needs a small part of the app only.
import "./styles.ts";
import { findBridge } from "./bridge.ts";

const bridge = findBridge();
if (new URLSearchParams(location.search).has("widget")) {
  void import("./shell/widget-mount.tsx").then(async ({ mountWidget }) => mountWidget(await bridge));
} else void import("./shell/mount.tsx").then(async ({ mount }) => mount(await bridge));
