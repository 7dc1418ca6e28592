// The two columns of tiles, and what is hidden below them while they are being arranged.
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { gridOf, type Kind } from "./layout.ts";
import { useArrange } from "./use-arrange.ts";
import type { LayoutState } from "./use-layout.ts";
import type { Frame } from "./widget.tsx";

/** Something the dashboard can show. */
export interface Tile {
  readonly kind: Kind;
  readonly title: string;
  readonly render: (frame: Frame) => ReactNode;
}

interface Props {
  readonly tiles: readonly Tile[];
  readonly state: LayoutState;
  readonly organising: boolean;
}

/** The ways back for what is hidden, and for all of it. */
function HiddenTiles({ hidden, state }: { readonly hidden: readonly Tile[]; readonly state: LayoutState }) {
  const { t } = useTranslation();
  return (
    <div className="row g8 wrap tiles-hidden">
      <span className="t12 i3">{hidden.length > 0 ? t("dashboard.hiddenTiles") : t("dashboard.noneHidden")}</span>
      {hidden.map(({ kind, title }) => (
        <Button
          key={kind}
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} stroke={STROKE} aria-hidden="true" />}
          aria-label={t("dashboard.show", { title })}
          onClick={() => state.show(kind)}
        >
          {title}
        </Button>
      ))}
      <span className="sp" />
      <Button size="compact-sm" variant="subtle" color="gray" onClick={state.reset}>
        {t("dashboard.reset")}
      </Button>
    </div>
  );
}

/** The tiles where they stand. */
export function TileGrid({ tiles, state, organising }: Props) {
  const { t } = useTranslation();
  const kinds = tiles.map(({ kind }) => kind);
  const arrange = useArrange(state, kinds);
  const isOpen = organising || arrange.lifted !== undefined;
  const { areas, rows } = gridOf(state.layout, kinds);
  const free = ([0, 1] as const).filter((column) => areas.every((area) => area.column !== column));
  const isOne = free.length > 0 && !isOpen;
  const hidden = tiles.filter(({ kind }) => state.layout.some((one) => one.kind === kind && one.hidden));
  const frameOf = (kind: Kind): Frame => ({
    organising,
    lifted: arrange.lifted === kind,
    onGrip: (event) => arrange.onGrip(event, kind),
    onGripKey: (event, title) => arrange.onGripKey(event, kind, title),
    onGripBlur: arrange.onGripBlur,
    onHide: (title) => state.hide(kind, title),
  });
  return (
    <>
      <div
        ref={arrange.grid}
        className={["tiles", isOpen && "arranging", isOne && "one-column"].filter(Boolean).join(" ")}
        style={{ "--rows": rows.map((part) => `minmax(0, ${part.toFixed(4)}fr)`).join(" ") } as CSSProperties}
      >
        {areas.map(({ kind, column, from, to }) => (
          <div
            key={kind}
            className={`tile tile-${kind}`}
            data-tile={kind}
            data-column={column}
            style={{ "--column": isOne ? 1 : column + 1, "--row": `${from} / ${to}` } as CSSProperties}
          >
            {tiles.find((tile) => tile.kind === kind)?.render(frameOf(kind))}
          </div>
        ))}
        {isOpen &&
          free.map((column) => (
            <div
              key={column}
              className="tiles-free t12 i3"
              style={{ "--column": column + 1, "--row": "1 / -1" } as CSSProperties}
            >
              {t("dashboard.dropHere")}
            </div>
          ))}
      </div>
      {hidden.length === tiles.length && !organising && <p className="tiles-none t13 i3">{t("dashboard.allHidden")}</p>}
      {organising && <HiddenTiles hidden={hidden} state={state} />}
      <div className="hidden" aria-live="assertive">
        {arrange.said}
      </div>
    </>
  );
}
