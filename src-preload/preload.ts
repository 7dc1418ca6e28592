// Runs in the page's isolated world and gives it `window.cadran`, nothing else. No zod, no logic: main and the engine check again.
import { contextBridge, ipcRenderer } from "electron";
import type { Bridge, FeedMessage, HostAsk } from "./contract/bridge.ts";
import { Failure } from "./contract/failure.ts";
import { isCallName } from "./contract/names.ts";

const feedListeners = new Set<(message: FeedMessage) => void>();
const connectionListeners = new Set<(connected: boolean) => void>();
const askListeners = new Set<(ask: HostAsk) => void>();
/** Told while nobody listened. */
let earlyAsks: HostAsk[] = [];
let listening = false;
let connected = true;

function setConnected(now: boolean): void {
  if (now === connected) return;
  connected = now;
  for (const listener of connectionListeners) listener(now);
}

ipcRenderer.on("feed", (_event, message: FeedMessage) => {
  for (const listener of feedListeners) listener(message);
});
ipcRenderer.on("connection", (_event, now: boolean) => setConnected(now));
ipcRenderer.on("ask", (_event, ask: HostAsk) => {
  if (askListeners.size === 0) earlyAsks.push(ask);
  for (const listener of askListeners) listener(ask);
});
// A page loaded while the engine restarts missed the message that said so.
void ipcRenderer.invoke("connected").then(setConnected);

const bridge: Bridge = {
  host: "electron",
  call: (name, input) =>
    isCallName(name)
      ? ipcRenderer.invoke("call", name, input)
      : Promise.resolve({ failure: new Failure("unknown-call", { name: String(name) }).toData() }),
  onFeed: (listener) => {
    feedListeners.add(listener);
    return () => feedListeners.delete(listener);
  },
  onConnection: (listener) => {
    connectionListeners.add(listener);
    listener(connected);
    return () => connectionListeners.delete(listener);
  },
  desktop: {
    do: (deed, ask) => void ipcRenderer.invoke("do", deed, ask),
    links: (wish) => ipcRenderer.invoke("links", wish),
    onAsk: (listener) => {
      askListeners.add(listener);
      for (const ask of earlyAsks) listener(ask);
      earlyAsks = [];
      // Main keeps what it asks until then.
      if (!listening) void ipcRenderer.invoke("listen");
      listening = true;
      return () => askListeners.delete(listener);
    },
  },
};

contextBridge.exposeInMainWorld("cadran", bridge);
