// The zone of an event, by the name of its city; the end has its own when one asks for it (flights).
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { instantOf } from "../../time/wall-clock.ts";
import { type Draft, withZone } from "../draft.ts";
import { cityOf, fitsZone, type ZoneChoice, zoneChoices } from "./zones.ts";

interface PickerProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly ZoneChoice[];
  /** A time without zone is on offer too. */
  readonly floating: boolean;
  readonly onChange: (zone: string) => void;
}

function Picker({ label, value, choices, floating, onChange }: PickerProps) {
  const { t } = useTranslation();
  const byValue = new Map(choices.map((one) => [one.value, one]));
  const data = [
    ...(floating ? [{ value: "floating", label: t("editor.floating") }] : []),
    ...choices.map((one) => ({ value: one.value, label: `${one.city} (${one.offset})` })),
  ];
  return (
    <Select
      label={label}
      searchable
      selectFirstOptionOnChange
      limit={60}
      maxDropdownHeight={260}
      value={value}
      data={data}
      nothingFoundMessage={t("editor.noZone")}
      comboboxProps={{ zIndex: 400 }}
      filter={({ options, search }) =>
        options.filter((option) => {
          const zone = "value" in option ? byValue.get(option.value) : undefined;
          return zone
            ? fitsZone(zone, search)
            : "label" in option && option.label?.toString().toLowerCase().includes(search.toLowerCase());
        })
      }
      renderOption={({ option }) => {
        const zone = byValue.get(option.value);
        if (!zone) return option.label;
        return (
          <span className="row g8 sp">
            <span className="sp el">
              {zone.city} <span className="i3 t12">{zone.region}</span>
            </span>
            <span className="t12 i3 tn">{zone.offset}</span>
          </span>
        );
      }}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}

interface Props {
  readonly draft: Draft;
  readonly screenZone: string;
  /** The server keeps a time without zone. */
  readonly floating: boolean;
  readonly onChange: (draft: Draft) => void;
}

/** The two pickers. */
export function ZoneFields({ draft, screenZone, floating, onChange }: Props) {
  const { t } = useTranslation();
  const { zone, endZone, startDay } = draft;
  const choices = useMemo(
    () => zoneChoices([screenZone, zone, endZone], instantOf(`${startDay || "2026-01-01"}T12:00`, "UTC")),
    [screenZone, zone, endZone, startDay],
  );
  return (
    <div className="ed-zones">
      <Picker
        label={t("editor.startZone")}
        value={zone}
        choices={choices}
        floating={floating || zone === "floating"}
        onChange={(next) => onChange(withZone(draft, next))}
      />
      {zone !== "floating" && (
        <Picker
          label={t("editor.endZone")}
          value={endZone}
          choices={choices}
          floating={false}
          onChange={(next) => onChange({ ...draft, endZone: next })}
        />
      )}
    </div>
  );
}

/** What the closed row says. */
export function useZoneWords({ zone, endZone }: Draft): string {
  const { t } = useTranslation();
  if (zone === "floating") return t("editor.floating");
  if (zone === endZone) return t("editor.zone", { city: cityOf(zone) });
  return t("editor.zoneBoth", { from: cityOf(zone), to: cityOf(endZone) });
}
