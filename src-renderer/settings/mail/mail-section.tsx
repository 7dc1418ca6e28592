// How mail is shown and written, and which folders speak up.
import { SegmentedControl, Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../src-preload/contract/accounts.ts";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { Settings } from "../../../src-preload/contract/settings.ts";
import { useCommand, useLive } from "../../live.tsx";
import { useTold } from "../../told.ts";
import { hue } from "../../ui/hue.ts";
import { SettingLine } from "../setting-line.tsx";
import { useSet } from "../use-set.ts";

const SECONDS = [0, 5, 10, 20, 30, 60];

function Folder({ folder }: { readonly folder: MailFolder }) {
  const { t } = useTranslation();
  const told = useTold();
  const change = useCommand("mail.changeFolder");
  return (
    <li className="folder-line">
      <Switch
        label={folder.role === "inbox" ? t("mailSet.inbox") : folder.name}
        checked={folder.notify}
        onChange={({ currentTarget }) => told(change({ id: folder.id, notify: currentTarget.checked }))}
      />
    </li>
  );
}

/** A switch for each folder that mail arrives in. */
function Notifications({ accounts }: { readonly accounts: readonly Account[] }) {
  const { t } = useTranslation();
  const { data } = useLive("mail.folders", {});
  const speaking = (data?.folders ?? []).filter(
    ({ selectable, hidden, role }) => selectable && !hidden && (role === undefined || role === "inbox"),
  );
  const withMail = accounts.filter(({ mail }) => mail !== undefined);
  const own = (id: Account["id"]) => speaking.filter(({ accountId }) => accountId === id);
  return (
    <section className="set-block" aria-label={t("mailSet.notify")}>
      <h4 className="t13 w5">{t("mailSet.notify")}</h4>
      <p className="t12 i3">{t("mailSet.notifyHint")}</p>
      {data && withMail.length === 0 && <p className="t13 i2 mt12">{t("mailSet.noAccount")}</p>}
      {withMail.map(({ id, label, color }) => (
        <div key={id} className="mt12">
          <span className="row g6 over">
            <span className="sw" style={hue(color)} aria-hidden="true" />
            {label}
          </span>
          {data && own(id).length === 0 && <p className="t12 i3">{t("mailSet.noFolders")}</p>}
          <ul className="plain" aria-label={label}>
            {own(id).map((one) => (
              <Folder key={one.id} folder={one} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The section. */
export function MailSection({
  settings,
  accounts,
}: {
  readonly settings: Settings;
  readonly accounts: readonly Account[];
}) {
  const { t } = useTranslation();
  const setAll = useSet(settings);
  const mail = settings.mail ?? {};
  const set = (change: typeof mail) => setAll({ mail: { ...mail, ...change } });
  const { density = "comfortable", undoSeconds = 10, plainText = false } = mail;
  const seconds = [...new Set([...SECONDS, undoSeconds])].toSorted((a, b) => a - b);
  return (
    <>
      <SettingLine label={t("mailSet.density")}>
        <SegmentedControl
          aria-label={t("mailSet.density")}
          value={density}
          onChange={(value) => set({ density: value as typeof density })}
          data={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(`mailSet.${value}`) }))}
        />
      </SettingLine>
      <SettingLine label={t("mailSet.undoSend")} hint={t("mailSet.undoSendHint")}>
        <Select
          w={160}
          aria-label={t("mailSet.undoSend")}
          value={String(undoSeconds)}
          data={seconds.map((count) => ({
            value: String(count),
            label: count === 0 ? t("mailSet.atOnce") : t("mailSet.seconds", { count }),
          }))}
          onChange={(value) => value && set({ undoSeconds: Number(value) })}
        />
      </SettingLine>
      <SettingLine label={t("mailSet.plainText")} hint={t("mailSet.plainTextHint")}>
        <Switch
          aria-label={t("mailSet.plainText")}
          checked={plainText}
          onChange={({ currentTarget }) => set({ plainText: currentTarget.checked })}
        />
      </SettingLine>
      <Notifications accounts={accounts} />
    </>
  );
}
