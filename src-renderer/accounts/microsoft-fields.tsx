// What a Microsoft account may be told beforehand: nothing is needed, the page asks.
import { Collapse, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import type { AccountForm, FieldProblems } from "./account-form.ts";

interface Props {
  readonly form: AccountForm;
  readonly problems: FieldProblems;
  /** Are the fields of an organisation's own app shown? */
  readonly ownApp: boolean;
  readonly onOwnApp: () => void;
  readonly onChange: (form: AccountForm) => void;
}

/** A note on the sign-in, and the fields of an organisation's own app when they are asked for. */
export function MicrosoftFields({ form, problems, ownApp, onOwnApp, onChange }: Props) {
  const { t } = useTranslation();
  const problem = (text: string | undefined) => text && <span role="alert">{text}</span>;
  const Chevron = ownApp ? IconChevronDown : IconChevronRight;
  return (
    <>
      <p className="hint t13 i2">
        <IconShieldCheck size={18} stroke={STROKE} className="br" aria-hidden="true" />
        {t("microsoft.page")}
      </p>
      <button type="button" className="fold own-app-fold" aria-expanded={ownApp} onClick={onOwnApp}>
        <Chevron size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        {t("microsoft.ownApp")}
      </button>
      <Collapse expanded={ownApp}>
        <div className="col g12 own-app">
          <p className="t12 i3">{t("microsoft.ownAppHint")}</p>
          <TextInput
            label={t("microsoft.clientId")}
            placeholder="00000000-0000-0000-0000-000000000000"
            spellCheck={false}
            maxLength={120}
            value={form.clientId}
            error={problem(problems.clientId)}
            onChange={({ currentTarget }) => onChange({ ...form, clientId: currentTarget.value })}
          />
          <TextInput
            label={t("microsoft.tenant")}
            description={t("microsoft.tenantHint")}
            placeholder={t("microsoft.tenantPlaceholder")}
            spellCheck={false}
            maxLength={120}
            value={form.tenant}
            error={problem(problems.tenant)}
            onChange={({ currentTarget }) => onChange({ ...form, tenant: currentTarget.value })}
          />
        </div>
      </Collapse>
    </>
  );
}
