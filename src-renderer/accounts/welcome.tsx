// First run: one sentence, and the ways in.
import { Button } from "@mantine/core";
import { IconBrandWindows } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";
import type { Provider } from "./account-form.ts";
import { ScreenTitle } from "./screen-title.tsx";

/** One thing at a time; what fails can be tried again. */
function useOnce() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function run(work: () => Promise<unknown>) {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(sayFailure(t, toFailure(error)));
      setBusy(false);
    }
  }
  return { busy, failure, run };
}

/** What is shown while there is nothing to show. The feed brings the agenda in as soon as there is. */
export function Welcome({ onAddAccount }: { onAddAccount: (provider?: Provider) => void }) {
  const { t, i18n } = useTranslation();
  const addAccount = useCommand("accounts.add");
  const createCalendar = useCommand("calendars.create");
  const { busy, failure, run } = useOnce();
  const locale = i18n.language.startsWith("fr") ? "fr" : "en";
  return (
    <main className="center welcome">
      <div className="col welcome-in">
        <Mark size={56} />
        <ScreenTitle text={t("welcome.title")} />
        <p className="t14 i3">{t("welcome.text")}</p>
        <div className="col g8 welcome-acts">
          <Button h={36} onClick={() => onAddAccount()} disabled={busy}>
            {t("welcome.add")}
          </Button>
          <Button
            h={36}
            variant="default"
            leftSection={<IconBrandWindows size={17} stroke={STROKE} className="ic" aria-hidden="true" />}
            disabled={busy}
            onClick={() => onAddAccount("microsoft")}
          >
            {t("welcome.microsoft")}
          </Button>
          <Button
            h={36}
            variant="default"
            aria-busy={busy}
            onClick={() => run(() => addAccount({ kind: "demo", locale }))}
          >
            {busy ? t("welcome.demoBusy") : t("welcome.demo")}
          </Button>
          <Button
            h={36}
            variant="subtle"
            color="gray"
            disabled={busy}
            onClick={() => run(() => createCalendar({ name: t("welcome.localName") }))}
          >
            {t("welcome.local")}
          </Button>
        </div>
        {failure && (
          <p className="t13 err" role="alert">
            {failure}
          </p>
        )}
      </div>
    </main>
  );
}
