// The left of the editor's foot: what saving would do beyond the event, before the click (look.md §1.4).
import { useDebouncedValue } from "@mantine/hooks";
import { IconMail } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Input } from "../../src-preload/contract/contract.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { sayConsequences } from "./say-consequences.ts";

/** Typing settles this long before it is asked about. */
const SETTLE_MS = 250;

/** @param planned undefined while there is nothing to save */
export function ConsequenceLine({ planned }: { planned: Input<"events.consequences"> | undefined }) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(JSON.stringify(planned) as string | undefined, SETTLE_MS);
  const input = settled === undefined ? {} : (JSON.parse(settled) as Input<"events.consequences">);
  const { data } = useLive("events.consequences", input, { keep: true, enabled: settled !== undefined });
  const lines = planned && settled !== undefined && data ? sayConsequences(data, t) : [];
  return (
    <span className="row g8 top t13 i2 sp" aria-live="polite">
      {lines.length > 0 && (
        <>
          {data && data.mails.length > 0 && (
            <IconMail size={16} stroke={STROKE} className="ic foot-icon" aria-hidden="true" />
          )}
          <span>{lines.join(" ")}</span>
        </>
      )}
    </span>
  );
}
