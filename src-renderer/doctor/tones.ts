// How the doctor's rows look by the state that they tell.
import { IconAlertTriangle, IconClockPause, IconCloudCheck, IconRefresh } from "@tabler/icons-react";

/** One glyph a meaning (look: sync glyphs). */
export const TONES = {
  ok: { Icon: IconCloudCheck, tone: "ok" },
  running: { Icon: IconRefresh, tone: "turning" },
  quiet: { Icon: IconClockPause, tone: "ic" },
  err: { Icon: IconAlertTriangle, tone: "err" },
} as const;
