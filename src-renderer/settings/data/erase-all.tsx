// Erasing everything: what would be lost for good is said first, and the word is typed by hand.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Losses } from "../../../src-preload/contract/data.ts";
import { toFailure } from "../../../src-preload/contract/failure.ts";
import { setGone } from "../../gone.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCommand, useLive } from "../../live.tsx";
import { Skeleton } from "../../ui/loading.tsx";

/** What no server has, one line each. */
function Lost({ losses }: { readonly losses: Losses }) {
  const { t } = useTranslation();
  const lines = (["changes", "outgoing", "mail", "localEvents", "feeds"] as const)
    .filter((name) => losses[name] > 0)
    .map((name) => ({ name, text: t(`dataSet.lost.${name}`, { count: losses[name] }) }));
  if (lines.length === 0) return <p className="t13 i2">{t("dataSet.lostNothing")}</p>;
  return (
    <div className="col g4">
      <p className="t13 w6 err">{t("dataSet.lostTitle")}</p>
      <ul className="t13 data-lost">
        {lines.map(({ name, text }) => (
          <li key={name}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

interface Props {
  readonly onExport: () => void;
  readonly onClose: () => void;
}

/** The question. */
export function EraseAll({ onExport, onClose }: Props) {
  const { t } = useTranslation();
  const { data: losses } = useLive("data.losses", {});
  const erase = useCommand("data.erase");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const word = t("dataSet.eraseWord");
  const isTyped = typed.trim().toLocaleUpperCase() === word;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isTyped || busy || !losses) return;
    setBusy(true);
    erase({ confirm: "erase" }).then(setGone, (error: unknown) => {
      setFailure(sayFailure(t, toFailure(error)));
      setBusy(false);
    });
  };
  return (
    <form className="col g16" onSubmit={submit}>
      <p className="t13 i2">{t("dataSet.eraseAbout")}</p>
      <p className="t13 i2">{t("dataSet.eraseServers")}</p>
      {losses ? <Lost losses={losses} /> : <Skeleton />}
      <div className="row">
        <Button size="compact-sm" variant="subtle" onClick={onExport}>
          {t("dataSet.exportFirst")}
        </Button>
      </div>
      <TextInput
        label={t("dataSet.eraseType", { word })}
        value={typed}
        autoComplete="off"
        error={failure && <span role="alert">{failure}</span>}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button type="submit" variant="subtle" className="danger" disabled={!isTyped || !losses} aria-busy={busy}>
          {busy ? t("dataSet.erasing") : t("dataSet.eraseDo")}
        </Button>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
