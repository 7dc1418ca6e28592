// The accounts, each with its state and what can be done with it.
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { hue, STROKE } from "../ui/hue.ts";

interface Props {
  readonly accounts: readonly Account[];
  /** From the feature that owns accounts. */
  readonly renderMenu: (account: Account) => ReactNode;
  readonly onAdd: () => void;
}

/** The section. */
export function AccountsSection({ accounts, renderMenu, onAdd }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {accounts.length === 0 && <p className="t13 i2">{t("settings.noAccount")}</p>}
      <ul className="plain">
        {accounts.map((account) => (
          <li key={account.id} className="set-line">
            <span className="sw" style={hue(account.color)} />
            <div className="col sp el">
              <span className="t13 w5 el">{account.label}</span>
              <span className="t12 i3 el">
                {account.address ?? account.url ?? t(`settings.accountKind.${account.kind}`)}
              </span>
            </div>
            <span className={account.state === "sign-in" ? "t12 err" : "t12 i3"}>
              {account.state === "sign-in" ? t("sync.signIn") : t(`settings.accountKind.${account.kind}`)}
            </span>
            {renderMenu(account)}
          </li>
        ))}
      </ul>
      <Button
        mt="md"
        variant="default"
        leftSection={<IconPlus size={16} stroke={STROKE} aria-hidden="true" />}
        onClick={onAdd}
      >
        {t("calendars.addAccount")}
      </Button>
    </>
  );
}
