// What the window and the popover share: the page's root, and what is said where no bridge is.
import { type ReactElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Bridge } from "../../src-preload/contract/bridge.ts";
import type { findBridge } from "../bridge.ts";
import { languageOf, startI18n } from "../i18n/language.ts";
import { Look } from "./look.tsx";
import { NoBridge } from "./no-bridge.tsx";

/** Shows a view in the page. @param bridge or why there is none */
export function mountWith(
  bridge: Awaited<ReturnType<typeof findBridge>>,
  viewOn: (bridge: Bridge) => ReactElement,
): void {
  startI18n(languageOf("system"));
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      {typeof bridge === "string" ? (
        <Look settings={{ locale: "system", theme: "system" }}>
          <NoBridge reason={bridge} />
        </Look>
      ) : (
        viewOn(bridge)
      )}
    </StrictMode>,
  );
}
