// Who is invited: a name finds people met before, an address is taken as it is, a pasted list adds everyone on it.
import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUsers } from "@tabler/icons-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attendee } from "../../../src-preload/contract/events.ts";
import type { Person } from "../../../src-preload/contract/people.ts";
import { useLive } from "../../live.tsx";
import { STROKE } from "../../ui/hue.ts";
import { isAddress, keyOf, readAddresses, withGuests } from "./read-addresses.ts";

/** Typing settles this long before people are looked up. */
const SETTLE_MS = 120;

interface Props {
  readonly guests: readonly Attendee[];
  readonly error: string | undefined;
  readonly onChange: (guests: readonly Attendee[]) => void;
}

function useSuggestions(typed: string, guests: readonly Attendee[]): readonly Person[] {
  const [query] = useDebouncedValue(typed.trim(), SETTLE_MS);
  const { data } = useLive("contacts.suggest", { query, limit: 8 }, { keep: true, enabled: query !== "" });
  const known = new Set(guests.map(keyOf));
  return typed.trim() === "" ? [] : (data?.people ?? []).filter((one) => !known.has(keyOf(one)));
}

function useGuestField({ guests, onChange }: Props) {
  const { t } = useTranslation();
  const combobox = useCombobox();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const suggestions = useSuggestions(typed, guests);
  const own =
    isAddress(typed) && !suggestions.some((one) => keyOf(one) === typed.trim().toLowerCase())
      ? typed.trim()
      : undefined;
  function add(people: readonly Attendee[], rest: readonly string[] = []) {
    const next = withGuests(guests, people);
    if (next.length > guests.length) onChange(next);
    const isAlready = people.length > 0 && next.length === guests.length;
    setWrong(
      rest.length > 0 ? t("guests.notAddress", { text: rest.join(", ") }) : isAlready ? t("guests.already") : undefined,
    );
    setTyped(rest.join(", "));
    combobox.closeDropdown();
  }
  const addTyped = () => {
    const { people, rest } = readAddresses(typed);
    add(people, rest);
  };
  return {
    combobox,
    typed,
    wrong,
    suggestions,
    own,
    addTyped,
    type(text: string) {
      setTyped(text);
      setWrong(undefined);
      combobox.openDropdown();
      combobox.updateSelectedOptionIndex();
    },
    choose(address: string) {
      const found = suggestions.find((one) => one.address === address) ?? { address };
      add([found]);
    },
    paste(event: ClipboardEvent) {
      const { people, rest } = readAddresses(event.clipboardData.getData("text"));
      if (people.length === 0 || (people.length === 1 && rest.length === 0 && typed !== "")) return;
      event.preventDefault();
      add(people, rest);
    },
    key(event: KeyboardEvent) {
      const isOpen = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0;
      const ends =
        event.key === "," || event.key === ";" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey);
      if (!ends || (event.key === "Enter" && isOpen)) return;
      if (event.key === "Enter" || typed.includes("@")) event.preventDefault();
      if (typed.trim() !== "" && (event.key === "Enter" || typed.includes("@"))) addTyped();
    },
  };
}

function Options({ field }: { readonly field: ReturnType<typeof useGuestField> }) {
  const { t } = useTranslation();
  return (
    <Combobox.Options labelledBy="guest-field">
      {field.suggestions.map(({ address, name }) => (
        <Combobox.Option key={address} value={address}>
          <span className="col">
            <span className="t13 el">{name ?? address}</span>
            {name && <span className="t12 i3 el">{address}</span>}
          </span>
        </Combobox.Option>
      ))}
      {field.own && <Combobox.Option value={field.own}>{t("guests.invite", { address: field.own })}</Combobox.Option>}
    </Combobox.Options>
  );
}

/** The field. */
export function GuestField(props: Props) {
  const { t } = useTranslation();
  const field = useGuestField(props);
  const { combobox, typed } = field;
  const error = field.wrong ?? props.error;
  const isOpen = field.suggestions.length > 0 || field.own !== undefined;
  return (
    <Combobox store={combobox} onOptionSubmit={field.choose} zIndex={400} withinPortal>
      <Combobox.Target targetType="input" autoComplete="off">
        <TextInput
          id="guest-field"
          data-field="guests"
          aria-label={t("guests.add")}
          placeholder={t("guests.add")}
          error={error}
          errorProps={{ role: "alert" }}
          leftSection={<IconUsers size={16} stroke={STROKE} className="ic" aria-hidden="true" />}
          value={typed}
          onChange={({ currentTarget }) => field.type(currentTarget.value)}
          onFocus={() => typed && combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            if (isAddress(typed)) field.addTyped();
          }}
          onPaste={field.paste}
          onKeyDown={field.key}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isOpen}>
        <Options field={field} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
