// Entry of the page: finds the bridge, mounts the view.
import "./styles.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { findBridge } from "./bridge.ts";
import { languageOf, startI18n } from "./i18n/language.ts";
import { Root } from "./root.tsx";
import { Look } from "./shell/look.tsx";
import { NoBridge } from "./shell/no-bridge.tsx";

startI18n(languageOf("system"));

const root = createRoot(document.getElementById("root") as HTMLElement);

void findBridge().then((bridge) => {
  root.render(
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
});
