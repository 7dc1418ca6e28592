// What Cadran tells outside of its window, and when it says nothing.
import { Button, Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { NoticeSettings } from "../../src-preload/contract/notices.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useDesktop, useHost } from "../live.tsx";
import { useTold } from "../told.ts";
import { showWebNotice, useWebNotices } from "../ui/web-notice.ts";
import { DayToggles, HALF_HOURS } from "./day-toggles.tsx";
import { SettingLine } from "./setting-line.tsx";
import { useSet } from "./use-set.ts";

const TIMES = HALF_HOURS.filter((time) => time !== "24:00");
const NIGHT = { from: "21:00", to: "08:00" };

interface PartProps {
  readonly notices: NoticeSettings;
  readonly set: (change: NoticeSettings) => void;
}

function Quiet({ notices, set }: PartProps) {
  const { t } = useTranslation();
  const { quiet, quietDays = [] } = notices;
  const choice = (label: string, value: string, onChange: (time: string) => void) => (
    <Select
      w={92}
      aria-label={label}
      value={value}
      data={TIMES.includes(value) ? TIMES : [value, ...TIMES]}
      onChange={(time) => time && onChange(time)}
    />
  );
  return (
    <>
      <SettingLine label={t("noticeSet.quiet")} hint={t("noticeSet.quietHint")}>
        {quiet && (
          <div className="row g8">
            {choice(t("noticeSet.from"), quiet.from, (from) => set({ quiet: { ...quiet, from } }))}
            <span aria-hidden="true">–</span>
            {choice(t("noticeSet.to"), quiet.to, (to) => set({ quiet: { ...quiet, to } }))}
          </div>
        )}
        <Switch
          aria-label={t("noticeSet.quiet")}
          checked={quiet !== undefined}
          onChange={({ currentTarget }) => set({ quiet: currentTarget.checked ? NIGHT : undefined })}
        />
      </SettingLine>
      <SettingLine label={t("noticeSet.quietDays")} hint={t("noticeSet.quietDaysHint")}>
        <DayToggles label={t("noticeSet.quietDays")} chosen={quietDays} onChange={(days) => set({ quietDays: days })} />
      </SettingLine>
    </>
  );
}

/** In a browser tab its owner decides; there and elsewhere one can see whether they come through. */
function Through({ can }: { readonly can: boolean }) {
  const { t } = useTranslation();
  const told = useTold();
  const host = useHost();
  const desktop = useDesktop();
  const { right, ask } = useWebNotices();
  const isPage = host === "browser";
  const test = () => {
    const said = { id: "cadran test", title: t("noticeSet.testTitle"), text: t("noticeSet.testText") };
    if (isPage) showWebNotice({ ...said, onClick: () => undefined });
    else desktop.do("testNotice");
  };
  if (!can) return <SettingLine label={t("noticeSet.system")} hint={t("noticeSet.systemNone")} />;
  return (
    <>
      {isPage && (
        <SettingLine label={t("noticeSet.browser")} hint={t(`noticeSet.right.${right}`)}>
          {right === "default" && (
            <Button variant="default" onClick={() => told(ask())}>
              {t("notices.ask")}
            </Button>
          )}
        </SettingLine>
      )}
      <SettingLine label={t("noticeSet.test")} hint={t("noticeSet.testHint")}>
        <Button variant="default" disabled={isPage && right !== "granted"} onClick={test}>
          {t("noticeSet.testDo")}
        </Button>
      </SettingLine>
    </>
  );
}

interface Props {
  readonly settings: Settings;
  readonly info: Pick<Output<"app.info">, "capabilities">;
  /** Where the folders that notify are chosen; absent where no account has mail. */
  readonly onFolders: (() => void) | undefined;
}

/** The section. */
export function NoticesSection({ settings, info, onFolders }: Props) {
  const { t } = useTranslation();
  const setAll = useSet(settings);
  const notices = settings.notices ?? {};
  const isPage = useHost() === "browser";
  const set = (change: NoticeSettings) => setAll({ notices: { ...notices, ...change } });
  const toggle = (name: "reminders" | "mail" | "troubles") => (
    <Switch
      aria-label={t(`noticeSet.${name}`)}
      checked={notices[name] ?? true}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.checked })}
    />
  );
  return (
    <>
      <SettingLine
        label={t("noticeSet.reminders")}
        hint={t(isPage ? "noticeSet.remindersHintPage" : "noticeSet.remindersHint")}
      >
        {toggle("reminders")}
      </SettingLine>
      {onFolders && (
        <SettingLine label={t("noticeSet.mail")} hint={t("noticeSet.mailHint")}>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onFolders}>
            {t("noticeSet.folders")}
          </Button>
          {toggle("mail")}
        </SettingLine>
      )}
      <SettingLine label={t("noticeSet.troubles")} hint={t("noticeSet.troublesHint")}>
        {toggle("troubles")}
      </SettingLine>
      <Quiet {...{ notices, set }} />
      <Through can={info.capabilities.includes("notifications")} />
    </>
  );
}
