// The name of a view. Pure.
import type { TFunction } from "i18next";
import type { View } from "../time/say-when.ts";
import type { Place } from "./place.ts";

/** The name of a view. */
export function sayView(view: View, { layout }: Pick<Place, "layout">, t: TFunction): string {
  return view === "days" ? t("view.days", { count: layout.days }) : t(`view.${view}`);
}
