// What a mail account needs: a password, a name, and the servers where they could not be found.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sayFailure } from "../i18n/say-failure.ts";
import { STROKE } from "../ui/hue.ts";
import { type TypedServers, typedServer, usualPort } from "../ui/mail-server.ts";
import { ServerFields } from "../ui/mail-server-fields.tsx";
import type { AccountForm, FieldProblems } from "./account-form.ts";
import type { MailSearch } from "./use-mail-servers.ts";

interface Props {
  readonly form: AccountForm;
  readonly problems: FieldProblems;
  readonly search: MailSearch;
  readonly onChange: (form: AccountForm) => void;
}

const said = (problem: string | undefined) => problem && <span role="alert">{problem}</span>;

/** What is written before anything was found: the usual names under the address's own domain. */
function begun({ address }: AccountForm, search: MailSearch): TypedServers {
  if (search.kind === "found")
    return { imap: typedServer(search.servers.imap), smtp: typedServer(search.servers.smtp) };
  const domain = address.trim().split("@")[1] ?? "";
  const at = (name: string) => (domain ? `${name}.${domain}` : "");
  return {
    imap: { host: at("imap"), port: usualPort("imap", "tls"), security: "tls" },
    smtp: { host: at("smtp"), port: usualPort("smtp", "tls"), security: "tls" },
  };
}

function Typed({ form, problems, servers, onChange }: Omit<Props, "search"> & { readonly servers: TypedServers }) {
  const { t } = useTranslation();
  return (
    <div className="col g12 mt16">
      <ServerFields
        kind="imap"
        server={servers.imap}
        onChange={(imap) => onChange({ ...form, servers: { ...servers, imap } })}
      />
      <ServerFields
        kind="smtp"
        server={servers.smtp}
        onChange={(smtp) => onChange({ ...form, servers: { ...servers, smtp } })}
      />
      <TextInput
        label={t("addMail.username")}
        description={t("addMail.usernameHint")}
        placeholder={form.address}
        autoComplete="username"
        spellCheck={false}
        value={form.username}
        onChange={({ currentTarget }) => onChange({ ...form, username: currentTarget.value })}
      />
      {problems.servers && <p className="t12 err">{said(problems.servers)}</p>}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className="self-start"
        onClick={() => onChange({ ...form, servers: undefined })}
      >
        {t("addMail.findAgain")}
      </Button>
    </div>
  );
}

/** Puts the cursor into what takes the place of a button that was pressed. */
function useTurn(isTyped: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(isTyped);
  useEffect(() => {
    if (shown.current !== isTyped) place.current?.querySelector<HTMLElement>("input, button")?.focus();
    shown.current = isTyped;
  }, [isTyped]);
  return place;
}

/** The servers: found, being looked for, or typed. */
function Servers({ form, problems, search, onChange }: Props) {
  const { t } = useTranslation();
  const { servers } = form;
  if (servers) return <Typed {...{ form, problems, servers, onChange }} />;
  const byHand = () => onChange({ ...form, servers: begun(form, search) });
  return (
    <div className="col g6 mt12">
      {search.kind === "nothing" && (
        <p className="row top g8 t12 i2" role="alert">
          <IconAlertTriangle size={16} stroke={STROKE} className="err" aria-hidden="true" />
          {search.failure
            ? sayFailure(t, search.failure)
            : t("addMail.nothing", { domain: form.address.split("@")[1] })}
        </p>
      )}
      {problems.servers && <p className="t12 err">{said(problems.servers)}</p>}
      <Button
        size="compact-sm"
        variant={search.kind === "nothing" || problems.servers ? "default" : "subtle"}
        color="gray"
        className="self-start"
        onClick={byHand}
      >
        {t("addMail.byHand")}
      </Button>
    </div>
  );
}

/** The fields under the address. */
export function MailFields(props: Props) {
  const { t } = useTranslation();
  const { form, problems, onChange } = props;
  const place = useTurn(form.servers !== undefined);
  return (
    <>
      <div className="two-fields">
        <TextInput
          className="big"
          label={t("addMail.name")}
          autoComplete="name"
          value={form.name}
          onChange={({ currentTarget }) => onChange({ ...form, name: currentTarget.value })}
        />
        <PasswordInput
          className="big"
          label={t("add.password")}
          autoComplete="current-password"
          value={form.password}
          error={said(problems.password)}
          aria-invalid={problems.password !== undefined}
          visibilityToggleButtonProps={{ "aria-label": t("add.showPassword") }}
          onChange={({ currentTarget }) => onChange({ ...form, password: currentTarget.value })}
        />
      </div>
      <p className="t12 i3 mt8">{t("addMail.passwordHint")}</p>
      <div ref={place} className="col">
        <Servers {...props} />
      </div>
    </>
  );
}
