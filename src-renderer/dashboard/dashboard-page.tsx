// The start page: what is now, what is next, what needs me.
import { Button, Kbd, UnstyledButton } from "@mantine/core";
import { IconCheck, IconLayoutGridAdd, IconPlus, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useAllCommands, useCommands } from "../ui/commands.tsx";
import { STROKE } from "../ui/hue.ts";
import { keyCaps } from "../ui/say-keys.ts";
import { type Tile, TileGrid } from "./tile-grid.tsx";
import { useLayout } from "./use-layout.ts";

interface Props {
  readonly settings: Settings;
  /** The words of the head. */
  readonly greeting: ReactNode;
  readonly banner: ReactNode;
  readonly tiles: readonly Tile[];
  readonly onNew: () => void;
}

/** Looks like a field, opens the palette. */
function SearchOrAct() {
  const { t } = useTranslation();
  const commands = useAllCommands();
  return (
    <UnstyledButton
      className="search-or-act row g8"
      aria-keyshortcuts="Control+K"
      onClick={() =>
        commands()
          .find(({ id }) => id === "palette.open")
          ?.run()
      }
    >
      <IconSearch size={16} stroke={STROKE} aria-hidden="true" />
      <span className="sp el">{t("dashboard.search")}</span>
      <span className="row g4" aria-hidden="true">
        {keyCaps("Mod+k").map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </UnstyledButton>
  );
}

/** The page. */
export function DashboardPage({ settings, greeting, banner, tiles, onNew }: Props) {
  const { t } = useTranslation();
  const state = useLayout(settings);
  const [organising, setOrganising] = useState(false);
  const toggle = () => setOrganising(!organising);
  const group = t("pages.home");
  useCommands([
    { id: "dashboard.organise", group, label: t("dashboard.organiseHome"), run: toggle },
    { id: "dashboard.reset", group, label: t("dashboard.reset"), run: state.reset },
    ...(organising
      ? [{ id: "dashboard.done", group, label: t("dashboard.ready"), keys: ["Escape"], run: toggle }]
      : []),
  ]);
  return (
    <main className="home" data-pane="content" tabIndex={-1} aria-label={t("pages.home")}>
      <header className="home-head row g8">
        {greeting}
        <SearchOrAct />
        <Button
          variant="default"
          h={32}
          aria-pressed={organising}
          leftSection={
            organising ? (
              <IconCheck size={16} stroke={STROKE} aria-hidden="true" />
            ) : (
              <IconLayoutGridAdd size={16} stroke={STROKE} aria-hidden="true" />
            )
          }
          onClick={toggle}
        >
          {t(organising ? "dashboard.ready" : "dashboard.organise")}
        </Button>
        <Button h={32} leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={onNew}>
          {t("view.new")}
        </Button>
      </header>
      {banner && <div className="home-banner">{banner}</div>}
      <TileGrid tiles={tiles} state={state} organising={organising} />
    </main>
  );
}
