// What the Electron host remembers between runs. The user's own settings live in the engine.
import Store from "electron-store";
import type { Bounds } from "./bounds.ts";
import type { UpdateMemory } from "./update-policy.ts";

type Theme = "system" | "light" | "dark";

interface Remembered {
  bounds?: Bounds;
  maximized: boolean;
  /** The last one chosen, known before the engine is up: the window never flashes white. */
  theme: Theme;
  /** Said once: the app goes on when its window is closed. */
  toldHidden: boolean;
  updates: UpdateMemory;
}

/** The host's own small file, beside the page's data. */
export type HostSettings = Store<Remembered>;

const number = { type: "number" } as const;

/** Reads `window.json` in the userData folder; one that cannot be read is started anew. */
export function openHostSettings(): HostSettings {
  return new Store<Remembered>({
    name: "window",
    clearInvalidConfig: true,
    defaults: { maximized: false, theme: "system", toldHidden: false, updates: { checkedMs: 0, declined: "" } },
    schema: {
      bounds: {
        type: "object",
        properties: { x: number, y: number, width: number, height: number },
        required: ["x", "y", "width", "height"],
      },
      maximized: { type: "boolean" },
      theme: { type: "string", enum: ["system", "light", "dark"] },
      toldHidden: { type: "boolean" },
      updates: { type: "object", properties: { checkedMs: number, declined: { type: "string" } } },
    },
  });
}
