// The layout of the dashboard: as the settings keep it, or as it is being changed.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useCommand } from "../live.tsx";
import { useTold } from "../told.ts";
import { toast } from "../ui/toast.tsx";
import { completeLayout, DEFAULT_LAYOUT, type Kind, type Layout, withHidden } from "./layout.ts";

/** What is done to it is kept in the settings, but for `preview`. */
export interface LayoutState {
  readonly layout: Layout;
  /** Shown, but not kept yet: a tile is in the hand. */
  preview(layout: Layout | undefined): void;
  keep(layout: Layout): void;
  hide(kind: Kind, title: string): void;
  show(kind: Kind): void;
  reset(): void;
}

/** Reads and keeps the layout. */
export function useLayout({ dashboard }: Settings): LayoutState {
  const { t } = useTranslation();
  const set = useCommand("settings.set");
  const told = useTold();
  const [draft, preview] = useState<Layout>();
  // The draft stands until the settings say the same, or something else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new settings are what ends it
  useEffect(() => preview(undefined), [dashboard]);
  const layout = draft ?? completeLayout(dashboard);
  const keep = (next: Layout) => {
    preview(next);
    const kept = set({ dashboard: [...next] });
    kept.catch(() => preview(undefined));
    told(kept);
  };
  const keepWithUndo = (next: Layout, text: string) => {
    const before = completeLayout(dashboard);
    keep(next);
    toast({ text, action: { label: t("common.undo"), run: () => keep(before) } });
  };
  return {
    layout,
    preview,
    keep,
    hide: (kind, title) => keepWithUndo(withHidden(layout, kind, true), t("dashboard.hidden", { title })),
    show: (kind) => keep(withHidden(layout, kind, false)),
    reset: () => keepWithUndo(DEFAULT_LAYOUT, t("dashboard.wasReset")),
  };
}
