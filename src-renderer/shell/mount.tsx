// The view in the page, on a bridge or without one.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { findBridge } from "../bridge.ts";
import { languageOf, startI18n } from "../i18n/language.ts";
import { Root } from "../root.tsx";
import { Look } from "./look.tsx";
import { NoBridge } from "./no-bridge.tsx";

/** Shows the view. @param bridge or why there is none */
export function mount(bridge: Awaited<ReturnType<typeof findBridge>>): void {
  startI18n(languageOf("system"));
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      {typeof bridge === "string" ? (
        <Look settings={{ locale: "system", theme: "system" }}>
          <NoBridge reason={bridge} />
        </Look>
      ) : (
        <Root bridge={bridge} />
      )}
    </StrictMode>,
  );
}
