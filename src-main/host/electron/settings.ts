// What the Electron host remembers between runs, and how it follows the user's own settings, which live in the engine.
import Store from "electron-store";
import type { EngineClient } from "../engine-client.ts";
import type { Bounds } from "./bounds.ts";
import { type Language, systemLanguage } from "./texts.ts";

type Theme = "system" | "light" | "dark";

interface Remembered {
  bounds?: Bounds;
  maximized: boolean;
  /** The last one chosen, known before the engine is up: the window never flashes white. */
  theme: Theme;
}

/** The host's own small file, beside the page's data. */
export type HostSettings = Store<Remembered>;

const number = { type: "number" } as const;

/** Reads `window.json` in the userData folder; one that cannot be read is started anew. */
export function openHostSettings(): HostSettings {
  return new Store<Remembered>({
    name: "window",
    clearInvalidConfig: true,
    defaults: { maximized: false, theme: "system" },
    schema: {
      bounds: {
        type: "object",
        properties: { x: number, y: number, width: number, height: number },
        required: ["x", "y", "width", "height"],
      },
      maximized: { type: "boolean" },
      theme: { type: "string", enum: ["system", "light", "dark"] },
    },
  });
}

/** Tells the theme and language the user chose, now and after each change. */
export function followSettings(
  engine: EngineClient,
  systemLanguages: readonly string[],
  apply: (theme: Theme, language: Language) => void,
): void {
  const ask = async () => {
    const reply = await engine.call("settings.get", {});
    if ("failure" in reply) return;
    const { theme, locale } = reply.ok as { theme: Theme; locale: Language | "system" };
    apply(theme, locale === "system" ? systemLanguage(systemLanguages) : locale);
  };
  engine.onFeed(({ changed }) => {
    if (changed.includes("settings")) void ask();
  });
  void ask();
}
