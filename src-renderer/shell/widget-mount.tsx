// The popover in the page, on a bridge or without one.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { findBridge } from "../bridge.ts";
import { languageOf, startI18n } from "../i18n/language.ts";
import { Look } from "./look.tsx";
import { NoBridge } from "./no-bridge.tsx";
import { WidgetRoot } from "./widget-root.tsx";

/** Shows it. @param bridge or why there is none */
export function mountWidget(bridge: Awaited<ReturnType<typeof findBridge>>): void {
  startI18n(languageOf("system"));
  document.documentElement.classList.add("in-widget");
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      {typeof bridge === "string" ? (
        <Look settings={{ locale: "system", theme: "system" }}>
          <NoBridge reason={bridge} />
        </Look>
      ) : (
        <WidgetRoot bridge={bridge} />
      )}
    </StrictMode>,
  );
}
