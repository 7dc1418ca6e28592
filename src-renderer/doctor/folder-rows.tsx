// The mail folders of an account: how much of each is here, how it stands, and what can be done about it.
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconMail, IconRefresh, IconReload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { useCall } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { folderShare, sayFolderParts, sayFolderState } from "./folder-words.ts";
import { TONES } from "./tones.ts";

interface Props {
  readonly folder: MailFolder;
  readonly zone: string;
  readonly nowMs: number;
}

function RowMenu({ folder, name }: { folder: MailFolder; name: string }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { id: folderId, accountId, sync } = folder;
  const icon = { size: 16, stroke: STROKE, "aria-hidden": true } as const;
  return (
    <Menu position="bottom-end" shadow="md" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t("mail.folder.menu", { name })}>
          <IconDots size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => told(call("sync.run", { folderId }))}>
          {t("calendars.syncNow")}
        </Menu.Item>
        {(sync.failed ?? 0) > 0 && (
          <Menu.Item
            leftSection={<IconReload {...icon} />}
            onClick={() => told(call("mail.retryDeeds", { accountId }))}
          >
            {t("doctor.folder.retryDeeds")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function FolderLine({ folder, zone, nowMs }: Props) {
  const { t, i18n } = useTranslation();
  const { sync, role } = folder;
  const name = role === undefined ? folder.name : t(`mail.role.${role}`);
  const { tone: toneName, text } = sayFolderState(folder, t);
  const { Icon, tone } = TONES[toneName];
  const said = (ms: number | undefined) => (ms === undefined ? "–" : sayMoment(ms, nowMs, i18n.language, zone));
  const share = folderShare(folder);
  const parts = sayFolderParts(folder, t);
  const percent = Math.floor(100 * (share ?? 1));
  return (
    <li className={toneName === "err" ? "doc-item problem-row" : "doc-item"}>
      <div className="doc-row">
        <span className="row g8 doc-folder" title={folder.path}>
          <IconMail size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          <span className="t13 w6 el">{name}</span>
        </span>
        <span className="t12 i3 el tn doc-method" title={parts}>
          {parts}
        </span>
        <span className="t12 i2 tn">
          <span className="hidden">{t("doctor.lastSuccess")} </span>
          {said(sync.lastSuccessMs)}
        </span>
        <span className="t12 i2 tn">
          <span className="hidden">{t("doctor.next")} </span>
          {sync.state === "running" ? t("doctor.now") : said(sync.nextAtMs)}
        </span>
        <span className={toneName === "err" ? "row g6 t12 err" : "row g6 t12 i2"}>
          <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
          <span className={toneName === "err" ? "doc-why" : "el tn"} title={text}>
            {text}
          </span>
        </span>
        <RowMenu folder={folder} name={name} />
      </div>
      {share !== undefined && (
        <div
          className="doc-progress"
          role="progressbar"
          aria-label={`${name}: ${parts}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <span style={{ width: `${percent}%` }} />
        </div>
      )}
    </li>
  );
}

/** The rows. */
export function FolderRows({ folders, ...scene }: Omit<Props, "folder"> & { folders: readonly MailFolder[] }) {
  const { t } = useTranslation();
  if (folders.length === 0) return null;
  return (
    <ul className="plain" aria-label={t("mail.folders")}>
      {folders.map((folder) => (
        <FolderLine key={folder.id} folder={folder} {...scene} />
      ))}
    </ul>
  );
}
