// Entry of the page: looks for the bridge while the view is on its way, then mounts it.
import "./styles.ts";
import { findBridge } from "./bridge.ts";

const bridge = findBridge();
void import("./shell/mount.tsx").then(async ({ mount }) => mount(await bridge));
