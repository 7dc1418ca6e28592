// An organisation's own registration at Microsoft, for accounts that do not name one.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useSet } from "./use-set.ts";

const TENANT = /^[\w.-]{0,120}$/;

/** The section: each field is stored when it is left. */
export function MicrosoftSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const set = useSet(settings);
  const { clientId = "", tenant = "" } = settings.microsoft ?? {};
  const [typed, setTyped] = useState({ clientId, tenant });
  const bad = !TENANT.test(typed.tenant.trim());
  const store = () => {
    const next = { clientId: typed.clientId.trim(), tenant: typed.tenant.trim() };
    if (bad || (next.clientId === clientId && next.tenant === tenant)) return;
    set({ microsoft: next });
  };
  return (
    <div className="col g16">
      <p className="t13 i2">{t("microsoft.ownAppHint")}</p>
      <TextInput
        size="sm"
        label={t("microsoft.clientId")}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        value={typed.clientId}
        onChange={({ currentTarget }) => setTyped({ ...typed, clientId: currentTarget.value })}
        onBlur={store}
      />
      <TextInput
        size="sm"
        label={t("microsoft.tenant")}
        description={t("microsoft.tenantHint")}
        placeholder={t("microsoft.tenantPlaceholder")}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        value={typed.tenant}
        error={bad && t("microsoft.badTenant")}
        onChange={({ currentTarget }) => setTyped({ ...typed, tenant: currentTarget.value })}
        onBlur={store}
      />
    </div>
  );
}
