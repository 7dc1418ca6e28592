// The fields of a new account, with help where a provider is unusual.
import { Anchor, Button, Collapse, PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import {
  IconCheck,
  IconExternalLink,
  IconInfoCircle,
  IconLink,
  IconLoader2,
  IconLock,
  IconMail,
} from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { type AccountForm, type FieldProblems, isInfomaniak, type Provider, providerOf } from "./account-form.ts";

interface Props {
  readonly form: AccountForm;
  readonly problems: FieldProblems;
  readonly busy: boolean;
  readonly added: boolean;
  readonly hasKeychain: boolean;
  readonly onChange: (form: AccountForm) => void;
  readonly onConnect: () => void;
  readonly onDone: () => void;
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

function Actions({
  busy,
  added,
  onDone,
  advanced,
  onAdvanced,
}: Pick<Props, "busy" | "added" | "onDone"> & { advanced: boolean; onAdvanced: () => void }) {
  const { t } = useTranslation();
  if (added) {
    return (
      <Button h={36} onClick={onDone} data-autofocus>
        {t("add.open")}
      </Button>
    );
  }
  return (
    <>
      <Button
        h={36}
        type="submit"
        aria-busy={busy}
        leftSection={busy && <IconLoader2 size={16} stroke={2} className="turning" aria-hidden="true" />}
      >
        {busy ? t("add.connecting") : t("add.connect")}
      </Button>
      <Button h={36} variant="subtle" color="gray" onClick={onDone}>
        {t("common.cancel")}
      </Button>
      <div className="sp" />
      <Button h={36} variant="subtle" color="gray" aria-expanded={advanced} onClick={onAdvanced}>
        {t("add.advanced")}
      </Button>
    </>
  );
}

/** The form. */
export function AccountFields(props: Props) {
  const { t } = useTranslation();
  const { form, problems, onChange, onConnect, hasKeychain } = props;
  const [advanced, setAdvanced] = useState(false);
  const provider = providerOf(form);
  const AddressIcon = provider === "webcal" ? IconLink : IconMail;
  const recognised = isInfomaniak(form.address) && (
    <span className="chip ok">
      <IconCheck size={13} stroke={2.4} aria-hidden="true" />
      {t("add.infomaniak")}
    </span>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConnect();
  };
  return (
    <form className="col onboarding-fields" onSubmit={submit} noValidate>
      <h1 className="t26 w6">{t("add.title")}</h1>
      <p className="t14 i3 mt4">{t("add.subtitle")}</p>
      <SegmentedControl
        className="mt24"
        fullWidth
        aria-label={t("add.provider")}
        value={provider}
        onChange={(value) => onChange({ ...form, provider: value as Provider })}
        data={(["infomaniak", "other", "webcal"] as const).map((value) => ({ value, label: t(`add.${value}`) }))}
      />
      <TextInput
        className="big mt16"
        label={provider === "webcal" ? t("add.link") : t("add.address")}
        placeholder={provider === "webcal" ? "webcal://" : t("add.addressPlaceholder")}
        autoComplete={provider === "webcal" ? "url" : "email"}
        spellCheck={false}
        data-autofocus
        leftSection={<AddressIcon size={18} stroke={STROKE} className="ic" aria-hidden="true" />}
        rightSection={recognised}
        rightSectionWidth={recognised ? 112 : undefined}
        value={form.address}
        error={said(problems.address)}
        onChange={({ currentTarget }) => onChange({ ...form, address: currentTarget.value })}
      />
      {provider === "webcal" ? <p className="t12 i3 mt8">{t("add.linkHint")}</p> : <Credentials {...props} />}
      {provider === "infomaniak" && <InfomaniakHelp />}
      <Collapse expanded={advanced}>
        {provider === "webcal" && <Credentials {...props} />}
        <Advanced {...props} withUrl={provider !== "webcal"} />
      </Collapse>
      {problems.form && (
        <p className="t13 err mt16" role="alert">
          {problems.form}
        </p>
      )}
      <div className="row g8 mt20">
        <Actions {...props} advanced={advanced} onAdvanced={() => setAdvanced(!advanced)} />
      </div>
      <p className="row g8 t12 i3 mt24">
        <IconLock size={16} stroke={STROKE} aria-hidden="true" />
        {hasKeychain ? t("add.keychain") : t("add.noKeychain")}
      </p>
    </form>
  );
}
