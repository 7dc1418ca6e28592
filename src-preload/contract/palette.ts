/** Colours on offer for a calendar (look §2): none near the amber that means "now". */
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
