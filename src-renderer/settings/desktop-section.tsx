// How Cadran lives on the computer: only what its host can do is offered.
import { Switch, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LINK_KINDS, type LinkKind, type LinkKinds } from "../../src-preload/contract/bridge.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { DesktopSettings, Settings } from "../../src-preload/contract/settings.ts";
import { useDesktop } from "../live.tsx";
import { useTold } from "../told.ts";
import { SettingLine } from "./setting-line.tsx";
import { useSet } from "./use-set.ts";

type Info = Pick<Output<"app.info">, "host" | "capabilities">;

/** Is there anything to choose? A browser tab is no program of the computer. */
export const hasDesktop = ({ host, capabilities }: Info) =>
  host === "electron" || capabilities.includes("tray") || capabilities.includes("login-item");

interface PartProps {
  readonly desktop: DesktopSettings;
  readonly set: (change: DesktopSettings) => void;
}

function Updates({ desktop, set }: PartProps) {
  const { t } = useTranslation();
  const [feed, setFeed] = useState(desktop.updateFeed ?? "");
  const isRight = feed.trim() === "" || /^https:\/\/[^\s/]+/.test(feed.trim());
  const keep = () => {
    if (isRight && feed.trim() !== (desktop.updateFeed ?? "")) set({ updateFeed: feed.trim() });
  };
  return (
    <>
      <SettingLine label={t("desktopSet.updates")} hint={t("desktopSet.updatesHint")}>
        <Switch
          aria-label={t("desktopSet.updates")}
          checked={desktop.updates ?? false}
          onChange={({ currentTarget }) => set({ updates: currentTarget.checked })}
        />
      </SettingLine>
      {desktop.updates && (
        <SettingLine label={t("desktopSet.feed")} hint={t("desktopSet.feedHint")}>
          <TextInput
            className="set-side"
            aria-label={t("desktopSet.feed")}
            placeholder="https://"
            value={feed}
            error={!isRight && t("desktopSet.feedWrong")}
            onChange={({ currentTarget }) => setFeed(currentTarget.value)}
            onBlur={keep}
          />
        </SettingLine>
      )}
    </>
  );
}

/** Links of mail and calendars: never taken by itself, and said as the system says it afterwards. */
function Links() {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const told = useTold();
  const [kinds, setKinds] = useState<LinkKinds>();
  const [refused, setRefused] = useState<LinkKind>();
  useEffect(() => {
    // A host that cannot say offers no choice.
    desktop.links().then(setKinds, () => undefined);
  }, [desktop]);
  if (!kinds) return null;
  const wish = async (kind: LinkKind, opens: boolean) => {
    const now = await desktop.links({ kind, opens });
    setKinds(now);
    setRefused(now?.[kind] === opens ? undefined : kind);
  };
  return LINK_KINDS.map((kind) => (
    <SettingLine
      key={kind}
      label={t(`dataSet.links.${kind}`)}
      hint={t(refused === kind ? "dataSet.links.refused" : `dataSet.links.${kind}Hint`)}
    >
      <Switch
        aria-label={t(`dataSet.links.${kind}`)}
        checked={kinds[kind]}
        onChange={({ currentTarget }) => told(wish(kind, currentTarget.checked))}
      />
    </SettingLine>
  ));
}

/** The section. */
export function DesktopSection({ settings, info }: { readonly settings: Settings; readonly info: Info }) {
  const { t } = useTranslation();
  const setAll = useSet(settings);
  const desktop = settings.desktop ?? {};
  const set = (change: DesktopSettings) => setAll({ desktop: { ...desktop, ...change } });
  const can = (name: Info["capabilities"][number]) => info.capabilities.includes(name);
  const hasTray = can("tray");
  const toggle = (name: "background" | "tray" | "openAtLogin", byItself: boolean) => (
    <SettingLine label={t(`desktopSet.${name}`)} hint={t(`desktopSet.${name}Hint`)}>
      <Switch
        aria-label={t(`desktopSet.${name}`)}
        checked={desktop[name] ?? byItself}
        onChange={({ currentTarget }) => set({ [name]: currentTarget.checked })}
      />
    </SettingLine>
  );
  return (
    <>
      {toggle("background", hasTray)}
      {hasTray && toggle("tray", true)}
      {can("login-item") && toggle("openAtLogin", false)}
      {info.host === "electron" && <Links />}
      {info.host === "electron" && <Updates {...{ desktop, set }} />}
    </>
  );
}
