// The whole page over one bridge: main.tsx mounts it, tests render it.
import { useTranslation } from "react-i18next";
import type { Bridge } from "../src-preload/contract/bridge.ts";
import type { Failure } from "../src-preload/contract/failure.ts";
import { App } from "./app.tsx";
import { sayFailure } from "./i18n/say-failure.ts";
import { LiveProvider, useLive } from "./live.tsx";
import { Look } from "./shell/look.tsx";
import { CommandsProvider } from "./ui/commands.tsx";
import { Problem } from "./ui/error-boundary.tsx";

function WithSettings() {
  const { data: settings, failure } = useLive("settings.get", {});
  if (!settings) return failure ? <NoEngine failure={failure} /> : null;
  return (
    <Look settings={settings}>
      <CommandsProvider lettersOff={settings.lettersOff ?? false} own={settings.keys}>
        <App settings={settings} />
      </CommandsProvider>
    </Look>
  );
}

/** The engine runs but cannot open its data: the reason, in full. */
function NoEngine({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  return (
    <Look settings={{ locale: "system", theme: "system" }}>
      <main className="center">
        <Problem title={t("shell.failedTitle")} text={sayFailure(t, failure)} />
      </main>
    </Look>
  );
}

/** Cadran's view of one engine. */
export function Root({ bridge }: { bridge: Bridge }) {
  return (
    <LiveProvider bridge={bridge}>
      <WithSettings />
    </LiveProvider>
  );
}
