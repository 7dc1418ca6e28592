// The settings, in sections with a list at the side: each takes effect, and is stored, the moment it is chosen.
import { Button, Modal, Switch, Tabs } from "@mantine/core";
import { useModals } from "@mantine/modals";
import {
  IconAdjustments,
  IconAt,
  IconBell,
  IconBrandWindows,
  IconCalendar,
  IconDatabase,
  IconDeviceDesktop,
  IconFilter,
  IconInfoCircle,
  IconKeyboard,
  IconMail,
  IconTemplate,
  IconUser,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { STROKE } from "../ui/hue.ts";
import { AccountsSection } from "./accounts-section.tsx";
import { AgendaSection } from "./agenda-section.tsx";
import { DataSection } from "./data-section.tsx";
import { DesktopSection, hasDesktop } from "./desktop-section.tsx";
import { GeneralSection } from "./general-section.tsx";
import { KeyLines } from "./key-lines.tsx";
import { LicencesLine } from "./licences-line.tsx";
import { MailSection } from "./mail/mail-section.tsx";
import { RulesSection } from "./mail/rules-section.tsx";
import { SendersSection } from "./mail/senders-section.tsx";
import { TemplatesSection } from "./mail/templates-section.tsx";
import { MicrosoftSection } from "./microsoft-section.tsx";
import { NoticesSection } from "./notices-section.tsx";
import { SettingLine } from "./setting-line.tsx";
import { useSet } from "./use-set.ts";

const SECTIONS = [
  ["general", IconAdjustments],
  ["agenda", IconCalendar],
  ["mail", IconMail],
  ["senders", IconAt],
  ["templates", IconTemplate],
  ["rules", IconFilter],
  ["notices", IconBell],
  ["desktop", IconDeviceDesktop],
  ["accounts", IconUser],
  ["microsoft", IconBrandWindows],
  ["data", IconDatabase],
  ["keyboard", IconKeyboard],
  ["about", IconInfoCircle],
] as const;

type Section = (typeof SECTIONS)[number][0];

interface Props {
  readonly settings: Settings;
  readonly info: Output<"app.info">;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  /** The section that is open at first. */
  readonly first: Section;
  readonly renderAccountMenu: (account: Account) => ReactNode;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
  readonly onAddAccount: () => void;
  readonly onImport: () => void;
  readonly onTrash: () => void;
  readonly onDoctor: () => void;
}

function KeyboardSection({ settings, onShortcuts }: Pick<Props, "settings" | "onShortcuts">) {
  const { t } = useTranslation();
  const set = useSet(settings);
  return (
    <>
      <SettingLine label={t("settings.shortcuts")}>
        <Button variant="default" onClick={onShortcuts}>
          {t("settings.showShortcuts")}
        </Button>
      </SettingLine>
      <SettingLine label={t("settings.letters")} hint={t("settings.lettersHint")}>
        <Switch
          aria-label={t("settings.letters")}
          checked={!(settings.lettersOff ?? false)}
          onChange={({ currentTarget }) => set({ lettersOff: !currentTarget.checked })}
        />
      </SettingLine>
      <KeyLines settings={settings} />
    </>
  );
}

function AboutSection({ info }: Pick<Props, "info">) {
  const { t } = useTranslation();
  return (
    <>
      <p className="t13 i2">{t("settings.aboutText")}</p>
      <SettingLine label={t("settings.version")}>
        <span className="t13 i2 tn">{info.version}</span>
      </SettingLine>
      <SettingLine label={t("settings.host")}>
        <span className="t13 i2">{t(info.host === "electron" ? "settings.hostApp" : "settings.hostBrowser")}</span>
      </SettingLine>
      <LicencesLine />
    </>
  );
}

/** What each section holds. */
function panelsOf(props: Props, onMail: () => void): Record<Section, ReactNode> {
  const { settings, info, accounts, renderAccountMenu, onAddAccount } = props;
  const hasMail = accounts.some(({ mail }) => mail !== undefined);
  return {
    general: <GeneralSection settings={settings} systemZone={info.zone} />,
    agenda: <AgendaSection settings={settings} />,
    mail: <MailSection settings={settings} accounts={accounts} />,
    senders: <SendersSection accounts={accounts} renderMenu={renderAccountMenu} />,
    templates: <TemplatesSection />,
    rules: <RulesSection accounts={accounts} />,
    notices: <NoticesSection {...{ settings, info }} onFolders={hasMail ? onMail : undefined} />,
    desktop: <DesktopSection settings={settings} info={info} />,
    accounts: <AccountsSection accounts={accounts} renderMenu={renderAccountMenu} onAdd={onAddAccount} />,
    microsoft: <MicrosoftSection settings={settings} />,
    data: <DataSection {...props} />,
    keyboard: <KeyboardSection {...props} />,
    about: <AboutSection info={info} />,
  };
}

/** The settings dialog. */
export function SettingsDialog(props: Props) {
  const { info, first, onClose } = props;
  const { t } = useTranslation();
  const [section, setSection] = useState<string | null>(first);
  // One Esc, one dialog: a question above this one goes first.
  const { modals: above } = useModals();
  const shown = SECTIONS.filter(([name]) => name !== "desktop" || hasDesktop(info));
  const panels = panelsOf(props, () => setSection("mail"));
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={above.length === 0}
      title={t("settings.title")}
      size={820}
      classNames={{ content: "settings" }}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Tabs
        orientation="vertical"
        variant="unstyled"
        value={section}
        onChange={setSection}
        keepMounted={false}
        className="set-tabs"
      >
        <Tabs.List className="set-list" aria-label={t("settings.sections")}>
          {shown.map(([name, Icon]) => (
            <Tabs.Tab
              key={name}
              value={name}
              className="set-tab"
              leftSection={<Icon size={16} stroke={STROKE} aria-hidden="true" />}
            >
              {t(`settings.section.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(([name]) => (
          <Tabs.Panel key={name} value={name} className="set-panel" tabIndex={-1}>
            {section === name && (
              <>
                <h3 className="t14 w6 set-title">{t(`settings.section.${name}`)}</h3>
                {panels[name]}
              </>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Modal>
  );
}
