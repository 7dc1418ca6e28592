// The palette as a row of radios, for dialogs, and a colour of one's own. (In a menu it is made of menu items.)
import { IconCheck, IconColorPicker } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import { hue } from "../ui/hue.ts";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (color: string) => void;
}

/** Is it one of the offered colours? */
const isOffered = (value: string) => PALETTE.some((color) => color.toUpperCase() === value.toUpperCase());

/** The system's own picker; the colour counts once the picker is left, not at each step of it. */
function OwnColor({ value, disabled, onChange }: Omit<Props, "label">) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const input = field.current;
    // React's onChange is the DOM's `input` event; this is the DOM's `change`.
    const chosen = () => input && latest.current(input.value.toUpperCase());
    input?.addEventListener("change", chosen);
    return () => input?.removeEventListener("change", chosen);
  }, []);
  useEffect(() => {
    if (field.current) field.current.value = value.toLowerCase();
  }, [value]);
  const own = !isOffered(value);
  return (
    <label className="swatch-radio swatch-own" style={hue(value)} data-own={own || undefined}>
      <input
        ref={field}
        type="color"
        disabled={disabled}
        title={t("calendars.ownColor")}
        aria-label={t("calendars.ownColor")}
      />
      {own ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : <IconColorPicker size={14} aria-hidden="true" />}
    </label>
  );
}

/** One colour of the palette, or any other: a server's own may be none of them. */
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
      <OwnColor value={value} disabled={disabled} onChange={onChange} />
    </fieldset>
  );
}
