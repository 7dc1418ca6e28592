// Who the message is from: one of the user's own addresses.
import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";
import { hue, STROKE } from "../ui/hue.ts";

interface Props {
  readonly identity: Identity;
  readonly identities: readonly Identity[];
  readonly accounts: readonly Account[];
  readonly onChange: (identity: Identity) => void;
}

function Face({ identity, color }: { readonly identity: Identity; readonly color: string }) {
  return (
    <>
      <span className="sw" style={hue(color)} aria-hidden="true" />
      <span className="el">{identity.address}</span>
    </>
  );
}

/** The row. */
export function FromRow({ identity, identities, accounts, onChange }: Props) {
  const { t } = useTranslation();
  const colorOf = ({ accountId }: Identity) => accounts.find(({ id }) => id === accountId)?.color ?? "transparent";
  return (
    <div className="mf">
      <span className="mf-name">{t("compose.from")}</span>
      {identities.length < 2 ? (
        <span className="row g6 mf-from">
          <Face identity={identity} color={colorOf(identity)} />
        </span>
      ) : (
        <Menu position="bottom-start" shadow="md" width={320} withinPortal zIndex={420}>
          <Menu.Target>
            <UnstyledButton
              className="row g6 mf-from"
              aria-label={t("compose.fromNamed", { address: identity.address })}
            >
              <Face identity={identity} color={colorOf(identity)} />
              <IconChevronDown size={14} stroke={STROKE} className="ic" aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {identities.map((one) => (
              <Menu.Item
                key={one.id}
                leftSection={<span className="sw" style={hue(colorOf(one))} />}
                rightSection={one.id === identity.id && <IconCheck size={15} stroke={2} />}
                onClick={() => onChange(one)}
              >
                <span className="col">
                  <span className="t13 el">{one.address}</span>
                  {one.name && <span className="t12 i3 el">{one.name}</span>}
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
