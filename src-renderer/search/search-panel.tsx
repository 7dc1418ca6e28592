// Search of the agenda: as it is typed, on this device, with filters. `/` opens it.
import { Button, Drawer, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { dayOf } from "../time/wall-clock.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { type Filters, isFiltered, NO_FILTERS, searchInput } from "./filters.ts";
import { noteSearch, recentSearches } from "./recent-searches.ts";
import { SearchFilters } from "./search-filters.tsx";
import { SearchResults } from "./search-results.tsx";

interface Props {
  /** What to begin with. */
  readonly query: string;
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly nowMs: number;
  readonly onOpen: (occurrence: Occurrence) => void;
  readonly onClose: () => void;
}

const SETTLE_MS = 120;
const PAGE = 50;
const COUNTED_MAX = 2000;

/** Before anything is asked: what was asked before. */
function Start({ onQuery }: { onQuery: (query: string) => void }) {
  const { t } = useTranslation();
  const [recent] = useState(recentSearches);
  return (
    <div className="search-start">
      <p className="t13 i2">{t("search.startHint")}</p>
      {recent.length > 0 && <h3 className="over">{t("search.recent")}</h3>}
      <div className="row g6 search-recent">
        {recent.map((query) => (
          <Button key={query} size="compact-sm" variant="default" onClick={() => onQuery(query)}>
            {query}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface NothingProps {
  readonly query: string;
  readonly filters: Filters;
  readonly calendars: readonly Calendar[];
  readonly onWiden: () => void;
}

/** No result says where it looked, and offers the wider search. */
function Nothing({ query, filters, calendars, onWiden }: NothingProps) {
  const { t } = useTranslation();
  const place = calendars.find(({ id }) => id === filters.calendarId)?.name ?? t("search.allCalendars");
  const period = t(`search.periods.${filters.period}`);
  return (
    <div className="empty search-none">
      <IconSearch size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h3 className="t14 w6">{query ? t("search.none", { query }) : t("search.noneFiltered")}</h3>
      <p className="t12 i3">{t("search.where", { calendars: place, period })}</p>
      {isFiltered(filters) && (
        <Button variant="default" mt="sm" onClick={onWiden}>
          {t("search.wider")}
        </Button>
      )}
    </div>
  );
}

interface FoundProps extends NothingProps {
  readonly found: Output<"agenda.search"> | undefined;
  readonly zone: string;
  readonly onOpen: (occurrence: Occurrence) => void;
  readonly onMore: () => void;
  readonly onLeave: () => void;
}

/** What there is, with its count said. */
function Found({ found, onWiden, filters, ...rest }: FoundProps) {
  const { t } = useTranslation();
  // The engine stops counting there.
  const total = found ? (found.total ?? COUNTED_MAX) : 0;
  return (
    <>
      <p className="t12 i3 tn search-count" role="status">
        {total > 0 && t(found?.total === undefined ? "search.countMany" : "search.count", { count: total })}
      </p>
      {found && total === 0 && <Nothing query={rest.query} calendars={rest.calendars} {...{ filters, onWiden }} />}
      {found && total > 0 && <SearchResults found={found.occurrences} total={total} {...rest} />}
    </>
  );
}

/** What is asked and what was found. @param first what to begin with */
function useSearch(first: string, nowMs: number, zone: string) {
  const [query, setQuery] = useState(first);
  const [filters, setFilters] = useState(NO_FILTERS);
  const [limit, setLimit] = useState(PAGE);
  const [settled] = useDebouncedValue(query.trim(), SETTLE_MS);
  const enabled = settled !== "" || isFiltered(filters);
  const input = searchInput(settled, filters, { today: dayOf(nowMs, zone), zone, limit });
  const { data, failure } = useLive("agenda.search", input, { enabled, keep: true });
  const ask = (next: string) => {
    setQuery(next);
    setLimit(PAGE);
  };
  const narrow = (next: Filters) => {
    setFilters(next);
    setLimit(PAGE);
  };
  return {
    ...{ query, ask, filters, narrow, settled, enabled, data, failure },
    widen: () => setFilters(NO_FILTERS),
    more: () => setLimit(Math.min(500, limit + PAGE)),
  };
}

/** The panel at the right. */
export function SearchPanel({ query: first, calendars, zone, nowMs, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { query, ask, filters, narrow, settled, enabled, data, failure, widen, more } = useSearch(first, nowMs, zone);
  const open = (one: Occurrence) => {
    noteSearch(query);
    onClose();
    onOpen(one);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [nearest] = data?.occurrences ?? [];
    if (event.key === "ArrowDown") panel.current?.querySelector<HTMLElement>(".search-row")?.focus();
    else if (event.key === "Enter" && enabled && nearest && !event.nativeEvent.isComposing) open(nearest);
    else return;
    event.preventDefault();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      padding={20}
      title={t("search.title")}
      closeButtonProps={{ "aria-label": t("search.close") }}
      classNames={{ content: "drawer" }}
    >
      <div ref={panel}>
        <TextInput
          ref={field}
          data-autofocus
          size="sm"
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          leftSection={<IconSearch size={16} stroke={STROKE} aria-hidden="true" />}
          maxLength={500}
          value={query}
          onChange={({ currentTarget }) => ask(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <SearchFilters filters={filters} calendars={calendars} onChange={narrow} />
        {!enabled && <Start onQuery={ask} />}
        {enabled && failure && <Problem title={t("search.failed")} text={sayFailure(t, failure)} />}
        <Found
          found={enabled ? data : undefined}
          {...{ query: settled, filters, calendars, zone }}
          onWiden={widen}
          onOpen={open}
          onMore={more}
          onLeave={() => field.current?.focus()}
        />
      </div>
    </Drawer>
  );
}
