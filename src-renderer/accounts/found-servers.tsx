// The mail servers that were found, before anything is sent there.
import { IconLoader2, IconLock, IconLockOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FoundMailServers, MailEndpoint } from "../../src-preload/contract/accounts.ts";
import { STROKE } from "../ui/hue.ts";
import type { MailSearch } from "./use-mail-servers.ts";

function Line({ label, server }: { readonly label: string; readonly server: MailEndpoint }) {
  const { t } = useTranslation();
  const isOpen = server.security === "none";
  const Lock = isOpen ? IconLockOpen : IconLock;
  return (
    <li className="row g12">
      <span className="t13 w5 sp">{label}</span>
      <span className="t12 i2 tn el">
        {server.host}:{server.port}
      </span>
      <span className={isOpen ? "row g4 t12 err" : "row g4 t12 i3"}>
        <Lock size={14} stroke={STROKE} aria-hidden="true" />
        {isOpen ? t("addMail.unencrypted") : server.security.toUpperCase()}
      </span>
    </li>
  );
}

/** @param used those of an account that is there already: nothing is left to be looked for */
export function FoundServers({
  search,
  used,
}: {
  readonly search: MailSearch;
  readonly used?: Omit<FoundMailServers, "source"> | undefined;
}) {
  const { t } = useTranslation();
  const servers = used ?? (search.kind === "found" ? search.servers : undefined);
  if (!servers && search.kind !== "searching") return null;
  return (
    <section aria-label={t("addMail.servers")} aria-live="polite">
      <h3 className="over found-head">{t("addMail.servers")}</h3>
      {servers ? (
        <ul className="card plain found">
          <Line label={t("addMail.imap")} server={servers.imap} />
          <Line label={t("addMail.smtp")} server={servers.smtp} />
        </ul>
      ) : (
        <p className="row g8 t12 i3 found-note">
          <IconLoader2 size={15} stroke={2} className="turning" aria-hidden="true" />
          {t("addMail.searching")}
        </p>
      )}
      {!used && search.kind === "found" && (
        <p className="t12 i3 found-note">{t(`addMail.source.${search.servers.source}`)}</p>
      )}
    </section>
  );
}
