// An account over its folders: label, the state of its mail in one glyph, what can be done with it.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconClockPause,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDots,
  IconEye,
  IconFolderPlus,
  IconLogin2,
  IconRefresh,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { saySize } from "../ui/say-size.ts";
import { type AccountMailState, accountState } from "./account-state.ts";
import { useMailFacts } from "./facts.tsx";
import { RefusedDeeds } from "./refused-deeds.tsx";
import { folderName } from "./role-look.ts";
import { useFolderDeeds } from "./use-folder-deeds.ts";

const GLYPHS = {
  "sign-in": { Icon: IconAlertTriangle, tone: "err" },
  failing: { Icon: IconAlertTriangle, tone: "err" },
  refused: { Icon: IconAlertTriangle, tone: "err" },
  offline: { Icon: IconCloudOff, tone: "ic" },
  paused: { Icon: IconClockPause, tone: "ic" },
  running: { Icon: IconRefresh, tone: "turning" },
  pending: { Icon: IconCloudUp, tone: "ic" },
  "up-to-date": { Icon: IconCloudCheck, tone: "ok" },
} as const satisfies Record<AccountMailState["kind"], unknown>;

function sayState(state: AccountMailState, t: TFunction, when: (ms: number) => string): string {
  switch (state.kind) {
    case "sign-in":
      return t("mail.sync.signIn");
    case "failing":
      return `${folderName(t, state.folder)}: ${sayFailure(t, state.failure)}`;
    case "refused":
      return t("mail.refused.title", { count: state.count });
    case "running":
      return state.onServer > state.stored
        ? t("mail.sync.runningOf", { stored: state.stored, total: state.onServer })
        : t("mail.sync.running");
    case "pending":
      return t("mail.sync.pending", { count: state.count });
    case "up-to-date":
      return state.lastMs === undefined ? t("mail.sync.ready") : t("mail.sync.upToDate", { time: when(state.lastMs) });
    default:
      return t(`mail.sync.${state.kind}`);
  }
}

const icon = { size: 16, stroke: STROKE, "aria-hidden": true } as const;

function AccountMenu({ account, hidden }: { account: Account; hidden: readonly MailFolder[] }) {
  const { t } = useTranslation();
  const { onSignIn, onDoctor } = useMailFacts();
  const deeds = useFolderDeeds();
  const call = useCall();
  const told = useTold();
  return (
    <Menu position="bottom-start" width={250}>
      <Menu.Target>
        <ActionIcon size={24} className="mf-more" aria-label={t("mail.account.menu", { name: account.label })}>
          <IconDots size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconRefresh {...icon} />}
          onClick={() => told(call("sync.run", { accountId: account.id }))}
        >
          {t("mail.check")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus {...icon} />} onClick={() => deeds.create(account.id)}>
          {t("mail.folder.create")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogin2 {...icon} />} onClick={() => onSignIn(account)}>
          {t("shell.signInAction")}
        </Menu.Item>
        <Menu.Item leftSection={<IconAlertTriangle {...icon} />} onClick={onDoctor}>
          {t("mail.account.doctor")}
        </Menu.Item>
        {hidden.length > 0 && <Menu.Label>{t("mail.account.hidden")}</Menu.Label>}
        {hidden.map((folder) => (
          <Menu.Item
            key={folder.id}
            leftSection={<IconEye {...icon} />}
            onClick={() => told(call("mail.changeFolder", { id: folder.id, hidden: false }))}
          >
            {t("mail.account.show", { name: folderName(t, folder) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How full the mailbox is, from where it begins to matter. */
function Quota({ account }: { account: Account }) {
  const { t, i18n } = useTranslation();
  const { used = 0, limit = 0 } = account.mail?.quota ?? {};
  const share = limit > 0 ? used / limit : 0;
  if (share < 0.75) return null;
  const size = (bytes: number) => saySize(bytes, i18n.language);
  return (
    <p className={share > 0.95 ? "mf-quota t11 err" : "mf-quota t11 i3"}>
      <span className="mf-gauge" aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {t("mail.account.quota", { used: size(used), limit: size(limit) })}
    </p>
  );
}

/** The head. @param folders the account's own, hidden ones too */
export function AccountHead({ account, folders }: { account: Account; folders: readonly MailFolder[] }) {
  const { t, i18n } = useTranslation();
  const { nowMs, zone, onSignIn, onDoctor } = useMailFacts();
  const state = accountState(account, folders);
  const { Icon, tone } = GLYPHS[state.kind];
  const text = sayState(state, t, (ms) => sayMoment(ms, nowMs, i18n.language, zone));
  const act = state.kind === "sign-in" ? () => onSignIn(account) : onDoctor;
  const quota = account.mail?.quota;
  const size = (bytes: number) => saySize(bytes, i18n.language);
  const room = quota && t("mail.account.quota", { used: size(quota.used), limit: size(quota.limit) });
  return (
    <>
      <div className="mf-account row">
        <h2 className="over row g6 sp el" title={[account.address, room].filter(Boolean).join(" · ")}>
          <span className="mf-square" style={hue(account.color)} />
          <span className="el">{account.label}</span>
        </h2>
        <AccountMenu account={account} hidden={folders.filter((folder) => folder.hidden)} />
        <Tooltip label={text} multiline maw={280}>
          <button type="button" className="mf-state" aria-label={`${account.label}: ${text}`} onClick={act}>
            <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
          </button>
        </Tooltip>
      </div>
      <RefusedDeeds account={account} folders={folders} />
      <Quota account={account} />
    </>
  );
}
