// The whole page over one bridge: main.tsx mounts it, tests render it.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Bridge } from "../src-preload/contract/bridge.ts";
import type { Failure } from "../src-preload/contract/failure.ts";
import { App } from "./app.tsx";
import { useGone } from "./gone.ts";
import { sayFailure } from "./i18n/say-failure.ts";
import { LiveProvider, useLive } from "./live.tsx";
import { Look } from "./shell/look.tsx";
import { CommandsProvider } from "./ui/commands.tsx";
import { Problem } from "./ui/error-boundary.tsx";

/** Before anybody has chosen anything. */
const BY_ITSELF = { locale: "system", theme: "system" } as const;

function WithSettings() {
  const { data: settings, failure } = useLive("settings.get", {});
  const isGone = useGone();
  if (isGone) return <Erased settings={settings ?? BY_ITSELF} />;
  if (!settings) return failure ? <NoEngine failure={failure} /> : null;
  return (
    <Look settings={settings}>
      <CommandsProvider lettersOff={settings.lettersOff ?? false} own={settings.keys}>
        <App settings={settings} />
      </CommandsProvider>
    </Look>
  );
}

/** Everything was erased. What the page itself kept goes too, once nothing is left that writes it. */
function Erased({ settings }: Pick<Parameters<typeof Look>[0], "settings">) {
  useEffect(() => {
    localStorage.clear();
    sessionStorage.clear();
  }, []);
  return (
    <Look settings={settings}>
      <ErasedText />
    </Look>
  );
}

function ErasedText() {
  const { t } = useTranslation();
  return (
    <main className="center">
      <div className="col g6" role="status">
        <h1 className="t16 w6">{t("dataSet.goneTitle")}</h1>
        <p className="t13 i2">{t("dataSet.gone")}</p>
      </div>
    </main>
  );
}

/** The engine runs but cannot open its data: the reason, in full. */
function NoEngine({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  return (
    <Look settings={BY_ITSELF}>
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
