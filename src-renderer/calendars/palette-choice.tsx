// The palette as a row of radios, for dialogs. (In a menu it is made of menu items.)
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import { hue } from "../ui/hue.ts";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (color: string) => void;
}

/** One colour of the palette; a server's own colour may be none of them. */
export function PaletteChoice({ label, value, disabled = false, onChange }: Props) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="swatches" aria-label={label} disabled={disabled}>
      {PALETTE.map((color, n) => (
        <label key={color} className="swatch-radio" style={hue(color)}>
          <input
            type="radio"
            name={name}
            aria-label={t("calendars.colorNumber", { n: n + 1 })}
            checked={value.toUpperCase() === color.toUpperCase()}
            onChange={() => onChange(color)}
          />
          <IconCheck size={12} stroke={3} aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  );
}
