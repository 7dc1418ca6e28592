// The fields of a new account, with help where a provider is unusual.
import { Anchor, Button, Collapse, PasswordInput, TextInput } from "@mantine/core";
import {
  IconBrandWindows,
  IconCheck,
  IconExternalLink,
  IconInfoCircle,
  IconLink,
  IconLoader2,
  IconLock,
  IconMail,
} from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { type AccountForm, type FieldProblems, isInfomaniak, isMicrosoft, providerOf } from "./account-form.ts";
import { MailFields } from "./mail-fields.tsx";
import { MicrosoftFields } from "./microsoft-fields.tsx";
import { ProviderChoice } from "./provider-choice.tsx";
import { ScreenTitle } from "./screen-title.tsx";
import type { MailSearch } from "./use-mail-servers.ts";

interface Props {
  readonly form: AccountForm;
  readonly problems: FieldProblems;
  /** The mail servers of the address. */
  readonly search: MailSearch;
  readonly busy: boolean;
  /** It is added; this page shows what it brought. */
  readonly opens: "agenda" | "mail" | undefined;
  readonly hasKeychain: boolean;
  /** Are the fields that few need shown? */
  readonly advanced: boolean;
  readonly onAdvanced: () => void;
  readonly onChange: (form: AccountForm) => void;
  readonly onConnect: () => void;
  readonly onDone: (to?: "agenda" | "mail") => void;
}

const said = (problem: string | undefined) => problem && <span role="alert">{problem}</span>;

function Out({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" className="row g4 t13 w5 br">
      {children}
      <IconExternalLink size={14} stroke={STROKE} aria-hidden="true" />
    </Anchor>
  );
}

function InfomaniakHelp() {
  const { t } = useTranslation();
  return (
    <div className="hint">
      <IconInfoCircle size={18} stroke={STROKE} className="br" aria-hidden="true" />
      <div className="col g6 t13">
        <span className="i2">
          {t("add.helpBefore")}
          <b className="w6">{t("add.helpCode")}</b>
          {t("add.helpAfter")}
        </span>
        <span className="row g16">
          <Out href="https://config.infomaniak.com/">{t("add.findCode")}</Out>
          <Out href="https://manager.infomaniak.com/">{t("add.makePassword")}</Out>
        </span>
      </div>
    </div>
  );
}

function Credentials({ form, problems, onChange }: Pick<Props, "form" | "problems" | "onChange">) {
  const { t } = useTranslation();
  const atInfomaniak = providerOf(form) === "infomaniak";
  return (
    <div className="two-fields">
      <TextInput
        className="big"
        label={atInfomaniak ? t("add.usernameInfomaniak") : t("add.username")}
        placeholder={atInfomaniak ? "CR84207" : form.address}
        autoComplete="username"
        spellCheck={false}
        value={form.username}
        error={said(problems.username)}
        onChange={({ currentTarget }) => onChange({ ...form, username: currentTarget.value })}
      />
      <PasswordInput
        className="big"
        label={atInfomaniak ? t("add.passwordInfomaniak") : t("add.password")}
        autoComplete="current-password"
        value={form.password}
        error={said(problems.password)}
        aria-invalid={problems.password !== undefined}
        visibilityToggleButtonProps={{ "aria-label": t("add.showPassword") }}
        onChange={({ currentTarget }) => onChange({ ...form, password: currentTarget.value })}
      />
    </div>
  );
}

interface AdvancedProps extends Pick<Props, "form" | "problems" | "onChange"> {
  /** A published calendar has no other address than its own. */
  readonly withUrl: boolean;
}

function Advanced({ form, problems, onChange, withUrl }: AdvancedProps) {
  const { t } = useTranslation();
  return (
    <div className="col g12 advanced">
      {withUrl && (
        <TextInput
          label={t("add.url")}
          description={t("add.urlHint")}
          placeholder="https://"
          value={form.url}
          onChange={({ currentTarget }) => onChange({ ...form, url: currentTarget.value })}
        />
      )}
      <TextInput
        label={t("add.caFile")}
        description={t("add.caHint")}
        placeholder="/etc/ssl/atelier.pem"
        value={form.caFile}
        error={said(problems.caFile)}
        onChange={({ currentTarget }) => onChange({ ...form, caFile: currentTarget.value })}
      />
    </div>
  );
}

function Actions({ form, busy, opens, onDone, advanced, onAdvanced }: Props) {
  const { t } = useTranslation();
  if (opens) {
    return (
      <Button h={36} onClick={() => onDone(opens)} data-autofocus>
        {t(opens === "mail" ? "add.openMail" : "add.open")}
      </Button>
    );
  }
  const atMicrosoft = providerOf(form) === "microsoft";
  const glyph = atMicrosoft && <IconBrandWindows size={17} stroke={STROKE} aria-hidden="true" />;
  return (
    <>
      <Button
        h={36}
        type="submit"
        aria-busy={busy}
        leftSection={busy ? <IconLoader2 size={16} stroke={2} className="turning" aria-hidden="true" /> : glyph}
      >
        {atMicrosoft ? t("microsoft.signIn") : t(busy ? "add.connecting" : "add.connect")}
      </Button>
      <Button h={36} variant="subtle" color="gray" onClick={() => onDone()}>
        {t("common.cancel")}
      </Button>
      <div className="sp" />
      {!atMicrosoft && (
        <Button h={36} variant="subtle" color="gray" aria-expanded={advanced} onClick={onAdvanced}>
          {t("add.advanced")}
        </Button>
      )}
    </>
  );
}

/** Where the secret goes. */
function Kept({ form, hasKeychain }: Pick<Props, "form" | "hasKeychain">) {
  const { t } = useTranslation();
  const group = providerOf(form) === "microsoft" ? "microsoft" : "add";
  return (
    <p className="row g8 top t12 i3 mt24">
      <IconLock size={16} stroke={STROKE} aria-hidden="true" />
      {t(`${group}.${hasKeychain ? "keychain" : "noKeychain"}`)}
    </p>
  );
}

function AddressField({ form, problems, onChange }: Pick<Props, "form" | "problems" | "onChange">) {
  const { t } = useTranslation();
  const provider = providerOf(form);
  const AddressIcon = provider === "webcal" ? IconLink : IconMail;
  const at = isInfomaniak(form.address) ? "infomaniak" : isMicrosoft(form.address) && "microsoft";
  const recognised = at && (
    <span className="chip ok">
      <IconCheck size={13} stroke={2.4} aria-hidden="true" />
      {t(`add.${at}`)}
    </span>
  );
  const labels = { webcal: "add.link", microsoft: "microsoft.address" } as const;
  const label = provider === "webcal" || provider === "microsoft" ? labels[provider] : "add.address";
  return (
    <TextInput
      className="big mt16"
      label={t(label)}
      placeholder={provider === "webcal" ? "webcal://" : t("add.addressPlaceholder")}
      autoComplete={provider === "webcal" ? "url" : "email"}
      spellCheck={false}
      leftSection={<AddressIcon size={18} stroke={STROKE} className="ic" aria-hidden="true" />}
      rightSection={recognised}
      rightSectionWidth={recognised ? 112 : undefined}
      value={form.address}
      error={said(problems.address)}
      onChange={({ currentTarget }) => onChange({ ...form, address: currentTarget.value })}
    />
  );
}

/** The form. */
export function AccountFields(props: Props) {
  const { t } = useTranslation();
  const { form, problems, advanced, onChange, onConnect, hasKeychain } = props;
  const provider = providerOf(form);
  const fields = useRef<HTMLFormElement>(null);
  // What has to be typed again is under the cursor; typing clears the problems.
  useEffect(() => {
    if (Object.keys(problems).length > 0) fields.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConnect();
  };
  return (
    <form ref={fields} className="col onboarding-fields" onSubmit={submit} noValidate>
      <ScreenTitle text={t("add.title")} />
      <p className="t14 i3 mt4">{t("add.subtitle")}</p>
      <ProviderChoice value={provider} onChange={(chosen) => onChange({ ...form, provider: chosen })} />
      <AddressField {...props} />
      {provider === "webcal" && <p className="t12 i3 mt8">{t("add.linkHint")}</p>}
      {provider === "microsoft" ? (
        <MicrosoftFields {...props} ownApp={advanced} onOwnApp={props.onAdvanced} />
      ) : (
        <>
          {provider === "mail" && <MailFields {...props} />}
          {provider !== "webcal" && provider !== "mail" && <Credentials {...props} />}
          {provider === "infomaniak" && <InfomaniakHelp />}
          <Collapse expanded={advanced}>
            {provider === "webcal" && <Credentials {...props} />}
            <Advanced {...props} withUrl={provider !== "webcal" && provider !== "mail"} />
          </Collapse>
        </>
      )}
      {problems.form && (
        <p className="t13 err mt16" role="alert">
          {problems.form}
        </p>
      )}
      <div className="row g8 wrap mt20">
        <Actions {...props} />
      </div>
      <Kept form={form} hasKeychain={hasKeychain} />
    </form>
  );
}
