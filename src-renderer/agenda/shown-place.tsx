// The place of the agenda, for what shows it: to turn a page draws those alone, not the window around them.
import { createContext, type ReactNode, useContext } from "react";
import type { Day } from "../time/wall-clock.ts";
import { type Place, usePlace } from "./place.ts";

const PlaceContext = createContext<Place | undefined>(undefined);

/** Keeps the place of a window. */
export function PlaceProvider({ today, children }: { today: Day; children: ReactNode }) {
  return <PlaceContext value={usePlace(today)}>{children}</PlaceContext>;
}

/** The place shown now. */
export function useShownPlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error("outside PlaceProvider");
  return place;
}
