// The mail accounts: servers, room, and who one writes as.
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../src-preload/contract/accounts.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useCommand, useLive } from "../../live.tsx";
import { useTold } from "../../told.ts";
import { confirmLoss } from "../../ui/confirm.tsx";
import { hue, STROKE } from "../../ui/hue.ts";
import { later } from "../../ui/later.tsx";
import { saySize } from "../../ui/say-size.ts";
import { ServersForm } from "./servers-form.tsx";
import { NEW, useEditing } from "./use-editing.ts";

const IdentityForm = later(async () => (await import("./identity-form.tsx")).IdentityForm);

function IdentityLine({ identity, onEdit }: { readonly identity: Identity; readonly onEdit: () => void }) {
  const { t } = useTranslation();
  const told = useTold();
  const removeIdentity = useCommand("mail.removeIdentity");
  const { id, address, name, isDefault } = identity;
  const remove = async () => {
    const question = { title: t("mailSet.identity.removeTitle", { address }), text: t("mailSet.identity.removeText") };
    if (await confirmLoss({ ...question, cancel: t("common.cancel"), destroy: t("common.remove") })) {
      await removeIdentity({ id });
    }
  };
  return (
    <li className="set-line">
      <div className="col sp el">
        <span className="row g8 t13 w5">
          <span className="el">{address}</span>
          {isDefault && <span className="chip">{t("mailSet.identity.default")}</span>}
        </span>
        {name && <span className="t12 i3 el">{name}</span>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("mailSet.editNamed", { name: address })}
        data-edit={id}
        onClick={onEdit}
      >
        {t("common.edit")}
      </Button>
      {!isDefault && (
        <Button
          size="compact-sm"
          variant="subtle"
          className="danger"
          aria-label={t("mailSet.removeNamed", { name: address })}
          onClick={() => told(remove())}
        >
          {t("common.remove")}
        </Button>
      )}
    </li>
  );
}

function Servers({ account, mail }: { readonly account: Account; readonly mail: NonNullable<Account["mail"]> }) {
  const { t, i18n } = useTranslation();
  const [editing, setEditing] = useState(false);
  if (editing) return <ServersForm {...{ account, mail }} onDone={() => setEditing(false)} />;
  const { imap, smtp, quota, failure } = mail;
  const size = (bytes: number) => saySize(bytes, i18n.language);
  return (
    <div className="set-line">
      <div className="col sp el">
        <span className="t12 i2 tn el">{t("mailSet.receives", { server: `${imap.host}:${imap.port}` })}</span>
        <span className="t12 i2 tn el">{t("mailSet.sends", { server: `${smtp.host}:${smtp.port}` })}</span>
        {quota && (
          <span className="t12 i3 tn">{t("mailSet.quota", { used: size(quota.used), limit: size(quota.limit) })}</span>
        )}
        {failure && (
          <span className="t12 err" role="alert">
            {sayFailure(t, failure)}
          </span>
        )}
      </div>
      {account.kind !== "demo" && (
        <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
          {t("mailSet.changeServers")}
        </Button>
      )}
    </div>
  );
}

interface AccountProps {
  readonly account: Account;
  readonly identities: readonly Identity[];
  readonly menu: ReactNode;
}

function MailAccount({ account, identities, menu }: AccountProps) {
  const { t } = useTranslation();
  const { edited, place, begin, done } = useEditing();
  const { id, label, color, mail } = account;
  if (!mail) return null;
  return (
    <section className="set-block" aria-label={label} ref={place}>
      <div className="row g8">
        <span className="sw" style={hue(color)} aria-hidden="true" />
        <h4 className="t13 w6 sp el">{label}</h4>
        {menu}
      </div>
      <Servers account={account} mail={mail} />
      <ul className="plain" aria-label={t("mailSet.identities")}>
        {identities.map((one) =>
          edited === one.id ? (
            <li key={one.id}>
              <IdentityForm identity={one} accountId={id} onDone={done} />
            </li>
          ) : (
            <IdentityLine key={one.id} identity={one} onEdit={() => begin(one.id)} />
          ),
        )}
      </ul>
      {edited === NEW ? (
        <IdentityForm accountId={id} onDone={done} />
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={STROKE} aria-hidden="true" />}
          data-edit={NEW}
          onClick={() => begin(NEW)}
        >
          {t("mailSet.identity.add")}
        </Button>
      )}
    </section>
  );
}

interface Props {
  readonly accounts: readonly Account[];
  /** From the feature that owns accounts. */
  readonly renderMenu: (account: Account) => ReactNode;
}

/** The section. */
export function SendersSection({ accounts, renderMenu }: Props) {
  const { t } = useTranslation();
  const { data } = useLive("mail.identities", {});
  const withMail = accounts.filter(({ mail }) => mail !== undefined);
  if (withMail.length === 0) return <p className="t13 i2">{t("mailSet.noAccount")}</p>;
  return withMail.map((account) => (
    <MailAccount
      key={account.id}
      account={account}
      identities={(data?.identities ?? []).filter(({ accountId }) => accountId === account.id)}
      menu={renderMenu(account)}
    />
  ));
}
