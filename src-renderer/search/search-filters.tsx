// The filters as chips: pressed ones narrow the search.
import { Autocomplete, Button, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { type Filters, PERIODS, type Period } from "./filters.ts";

interface Props {
  readonly filters: Filters;
  readonly calendars: readonly Calendar[];
  readonly onChange: (filters: Filters) => void;
}

const SWITCHES = ["unanswered", "hasGuests", "hasConference", "recurring"] as const;
const SUGGESTIONS = 6;

function PersonFilter({ filters, onChange }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  const [text, setText] = useState(filters.person ?? "");
  const { data } = useLive("contacts.suggest", { query: text, limit: SUGGESTIONS }, { keep: true });
  const found = data?.people ?? [];
  const labels = new Map(found.map(({ address, name }) => [name ? `${name} <${address}>` : address, address]));
  const choose = (said: string) => {
    setText(said);
    const address = labels.get(said) ?? (/^\S+@\S+\.\S+$/u.test(said.trim()) ? said.trim() : undefined);
    if (address !== filters.person) onChange({ ...filters, person: address });
  };
  return (
    <Autocomplete
      size="xs"
      className="search-person"
      aria-label={t("search.personLabel")}
      placeholder={t("search.person")}
      data={[...labels.keys()]}
      filter={({ options }) => options}
      value={text}
      onChange={choose}
      clearable
      clearButtonProps={{ "aria-label": t("search.personClear") }}
    />
  );
}

/** The row of filters. */
export function SearchFilters({ filters, calendars, onChange }: Props) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: chips and fields together are no fieldset to look at
    <div className="search-filters" role="group" aria-label={t("search.filters")}>
      <Select
        aria-label={t("search.calendar")}
        value={filters.calendarId ?? ""}
        data={[
          { value: "", label: t("search.allCalendars") },
          ...calendars.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => onChange({ ...filters, calendarId: id ? (id as CalendarId) : undefined })}
      />
      <Select
        aria-label={t("search.period")}
        value={filters.period}
        data={PERIODS.map((value) => ({ value, label: t(`search.periods.${value}`) }))}
        onChange={(period) => onChange({ ...filters, period: (period ?? "any") as Period })}
      />
      <PersonFilter filters={filters} onChange={onChange} />
      {SWITCHES.map((name) => (
        <Button
          key={name}
          size="compact-sm"
          variant={filters[name] ? "light" : "default"}
          aria-pressed={filters[name]}
          onClick={() => onChange({ ...filters, [name]: !filters[name] })}
        >
          {t(`search.${name}`)}
        </Button>
      ))}
    </div>
  );
}
