// Where the window may open again. Pure: the displays come as arguments.

/** A rectangle in screen coordinates (DIP). */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Device-independent pixels, of the window as a whole. */
export const MIN_SIZE = { width: 960, height: 640 } as const;
const FIRST_SIZE = { width: 1440, height: 900 } as const;

/** The saved bounds, made to fit the display they overlap most; undefined position when none shows them any more.
 *  @param workAreas of the present displays, the primary first */
export function fitBounds(
  saved: Bounds | undefined,
  workAreas: readonly Bounds[],
): { x?: number; y?: number; width: number; height: number } {
  const wanted = saved ?? { x: 0, y: 0, ...FIRST_SIZE };
  const byOverlap = [...workAreas].sort((a, b) => overlap(wanted, b) - overlap(wanted, a));
  const area = byOverlap[0];
  if (!area) return { width: wanted.width, height: wanted.height };
  const width = clamp(wanted.width, MIN_SIZE.width, Math.max(MIN_SIZE.width, area.width));
  const height = clamp(wanted.height, MIN_SIZE.height, Math.max(MIN_SIZE.height, area.height));
  if (!saved || overlap(saved, area) === 0) return { width, height };
  return {
    x: clamp(saved.x, area.x, Math.max(area.x, area.x + area.width - width)),
    y: clamp(saved.y, area.y, Math.max(area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
