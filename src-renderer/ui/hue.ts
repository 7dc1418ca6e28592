// A user's colour enters the page only as the variable --ev; tokens.css and ground.css derive readable colours from it.
import type { CSSProperties } from "react";

/** Stroke of the outline icons (look.md §2). */
export const STROKE = 1.6;

/** Style that carries a user's colour. */
export const hue = (color: string): CSSProperties => ({ "--ev": color }) as CSSProperties;
