// Where and what: meeting link, place, calendar and colour, description.
import { Select, Textarea, TextInput } from "@mantine/core";
import { IconCalendar, IconExternalLink, IconMapPin, IconNotes, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../../src-preload/contract/calendars.ts";
import type { EventDetail } from "../../../src-preload/contract/events.ts";
import { hue } from "../../ui/hue.ts";
import { webAddress } from "../../ui/web-address.ts";
import type { Draft } from "../draft.ts";
import { ColorField } from "./color-field.tsx";
import { Row } from "./row.tsx";

interface Props {
  readonly draft: Draft;
  readonly event: EventDetail | undefined;
  readonly calendars: readonly Calendar[];
  readonly onChange: (draft: Draft) => void;
}

/** The meeting a provider made for the event: it is the provider's, here it can only be joined. */
function Conference({ url }: { readonly url: string | undefined }) {
  const { t } = useTranslation();
  const href = webAddress(url);
  if (!href) return null;
  return (
    <a className="row g4 t12 br mt4 w-fit" href={href} target="_blank" rel="noreferrer">
      {t("editor.join", { host: new URL(href).host })}
      <IconExternalLink size={13} stroke={1.8} aria-hidden="true" />
    </a>
  );
}

/** Link and place. */
export function WhereFields({ draft, event, onChange }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  const conference = event?.conferenceUrl === draft.url ? undefined : event?.conferenceUrl;
  return (
    <>
      <Row icon={IconVideo} top={conference !== undefined}>
        <TextInput
          aria-label={t("editor.meeting")}
          placeholder={t("editor.meetingPlaceholder")}
          type="url"
          inputMode="url"
          maxLength={4000}
          value={draft.url}
          onChange={({ currentTarget }) => onChange({ ...draft, url: currentTarget.value })}
        />
        <Conference url={conference} />
      </Row>
      <Row icon={IconMapPin}>
        <TextInput
          aria-label={t("editor.location")}
          placeholder={t("editor.locationPlaceholder")}
          maxLength={4000}
          value={draft.location}
          onChange={({ currentTarget }) => onChange({ ...draft, location: currentTarget.value })}
        />
      </Row>
    </>
  );
}

/** Calendar and colour. */
export function CalendarField({
  draft,
  calendars,
  error,
  onChange,
}: Omit<Props, "event"> & { readonly error: string | undefined }) {
  const { t } = useTranslation();
  const calendarOf = (id: string | null) => calendars.find((one) => one.id === id);
  const calendar = calendarOf(draft.calendarId);
  return (
    <Row icon={IconCalendar}>
      <div className="row g6">
        <Select
          className="sp"
          aria-label={t("editor.calendar")}
          comboboxProps={{ zIndex: 400 }}
          value={draft.calendarId}
          data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
          leftSection={calendar && <span className="sw" style={hue(calendar.color)} />}
          renderOption={({ option }) => (
            <span className="row g8">
              <span className="sw" style={hue(calendarOf(option.value)?.color ?? "")} />
              {option.label}
            </span>
          )}
          onChange={(id) => {
            const chosen = calendarOf(id);
            if (!chosen) return;
            const color = chosen.cannot?.includes("color") ? "" : draft.color;
            onChange({ ...draft, calendarId: chosen.id, color });
          }}
        />
        <ColorField draft={draft} calendar={calendar} onChange={onChange} />
      </div>
      {error && (
        <p className="t12 err mt4" role="alert">
          {error}
        </p>
      )}
    </Row>
  );
}

const MARKUP = /<[a-z/!][^>]*>/i;

/** Description: words only; a server's markup stays until it is edited. */
export function DescriptionField({ draft, event, onChange }: Omit<Props, "calendars">) {
  const { t } = useTranslation();
  return (
    <Row icon={IconNotes} top>
      <Textarea
        aria-label={t("editor.description")}
        placeholder={t("editor.descriptionPlaceholder")}
        autosize
        minRows={3}
        maxRows={12}
        {...(MARKUP.test(event?.description ?? "") && { description: t("editor.descriptionMarkup") })}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={draft.description}
        onChange={({ currentTarget }) => onChange({ ...draft, description: currentTarget.value })}
      />
    </Row>
  );
}
