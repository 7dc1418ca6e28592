// Power and network: what waited for them goes on at once.
import { net, powerMonitor } from "electron";
import { note } from "./log.ts";

const LOOK_MS = 15_000;
/** Waking, unlocking and the network come together. */
const TOGETHER_MS = 5_000;

/** @param wake the machine or the network is back @param onSuspend it is about to sleep */
export function followPower(wake: () => void, onSuspend: () => void): void {
  let wokenMs = Number.NEGATIVE_INFINITY;
  const wakeOnce = () => {
    const nowMs = Date.now();
    if (Math.abs(nowMs - wokenMs) < TOGETHER_MS) return;
    wokenMs = nowMs;
    wake();
  };
  powerMonitor.on("suspend", () => {
    note("power", { what: "suspend" });
    onSuspend();
  });
  powerMonitor.on("resume", () => {
    note("power", { what: "resume" });
    wakeOnce();
  });
  powerMonitor.on("unlock-screen", wakeOnce);
  let wasOnline = net.isOnline();
  // Electron tells of no change: offline is certain, online is only worth a try.
  setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) {
      note("network.back");
      wake();
    }
    wasOnline = isOnline;
  }, LOOK_MS).unref();
}
