// Other servers for an account that is there: they are tried before they take the place of the old ones.
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../src-preload/contract/accounts.ts";
import { toFailure } from "../../../src-preload/contract/failure.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCommand } from "../../live.tsx";
import { endpointOf, typedServer } from "../../ui/mail-server.ts";
import { ServerFields } from "../../ui/mail-server-fields.tsx";
import { toast } from "../../ui/toast.tsx";

interface Props {
  readonly account: Account;
  readonly mail: NonNullable<Account["mail"]>;
  readonly onDone: () => void;
}

/** The form. */
export function ServersForm({ account, mail, onDone }: Props) {
  const { t } = useTranslation();
  const update = useCommand("accounts.update");
  const [imap, setImap] = useState(typedServer(mail.imap));
  const [smtp, setSmtp] = useState(typedServer(mail.smtp));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(event: FormEvent) {
    event.preventDefault();
    const [one, other] = [endpointOf(imap), endpointOf(smtp)];
    if (!one || !other) {
      setProblem(t("addMail.needServer"));
      return;
    }
    setBusy(true);
    try {
      await update({ id: account.id, imap: { ...mail.imap, ...one }, smtp: { ...mail.smtp, ...other } });
      toast({ text: t("mailSet.serversChanged") });
      onDone();
    } catch (error) {
      setProblem(sayFailure(t, toFailure(error)));
      setBusy(false);
    }
  }
  return (
    <form className="set-form col g12" aria-label={t("mailSet.servers")} onSubmit={save} noValidate>
      <ServerFields kind="imap" server={imap} onChange={setImap} />
      <ServerFields kind="smtp" server={smtp} onChange={setSmtp} />
      <p className="t12 i3">{t("mailSet.serversHint")}</p>
      {problem && (
        <p className="t12 err" role="alert">
          {problem}
        </p>
      )}
      <div className="row g8">
        <Button type="submit" aria-busy={busy} disabled={busy}>
          {t(busy ? "mailSet.checking" : "common.save")}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
