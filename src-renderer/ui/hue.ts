// A user's colour enters the page only as the variable --ev; app.css derives readable colours from it.
import type { CSSProperties } from "react";

/** Stroke of the outline icons (look.md §2). */
export const STROKE = 1.6;

/** Offered palette: no amber near the colour of "now". */
export const PALETTE = [
  "#2F6FE0",
  "#12946B",
  "#D2478A",
  "#7B57DB",
  "#0E8FA3",
  "#8B6B2E",
  "#CC5A32",
  "#5F7196",
  "#7A8B1F",
] as const;

/** Style that carries a user's colour. */
export const hue = (color: string): CSSProperties => ({ "--ev": color }) as CSSProperties;
