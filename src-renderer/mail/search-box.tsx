// The search of mail: one box, results as it is typed, operators offered, filters as chips that can be taken out.
import { ActionIcon, Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { languageOf } from "../i18n/language.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";
import { folderName } from "./role-look.ts";
import { completions, filtersOf, typedWord } from "./search-operators.ts";
import type { Lines } from "./use-lines.ts";
import type { MailPageState } from "./use-mail-page.ts";

const WAIT_MS = 120;

/** What the query may go on with. */
function useCompletions(query: string) {
  const { t, i18n } = useTranslation();
  const { folders } = useMailFacts();
  const { operator, value } = typedWord(query);
  const asksPerson = operator !== undefined && ["from", "to", "de", "à", "a"].includes(operator);
  const { data } = useLive("contacts.suggest", { query: value ?? "" }, { enabled: asksPerson && value !== "" });
  const tongue = languageOf(i18n.language.startsWith("fr") ? "fr" : "en");
  return useMemo(() => {
    const names = new Set(folders.filter(({ selectable }) => selectable).map((folder) => folderName(t, folder)));
    const people = data?.people.map(({ address }) => address) ?? [];
    return completions(query, { folders: [...names], people, tongue });
  }, [query, folders, data, tongue, t]);
}

interface FieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
  readonly onDown: () => void;
}

function Field({ text, onText, onClose, onDown }: FieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox();
  const offered = useCompletions(text);
  useEffect(() => input.current?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      if (box.dropdownOpened) box.closeDropdown();
      else onClose();
    } else if (event.key === "Enter" && box.getSelectedOptionIndex() < 0) {
      box.closeDropdown();
      onDown();
    }
  };
  return (
    <Combobox
      store={box}
      position="bottom-start"
      width={300}
      onOptionSubmit={(value) => {
        onText(value);
        box.resetSelectedOption();
        input.current?.focus();
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          className="sp"
          aria-label={t("mail.search.label")}
          placeholder={t("mail.search.placeholder")}
          leftSection={<IconSearch size={16} stroke={STROKE} aria-hidden="true" />}
          value={text}
          onClick={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          onKeyDown={onKey}
          onChange={({ currentTarget }) => {
            onText(currentTarget.value);
            box.openDropdown();
            box.resetSelectedOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options aria-label={t("mail.search.operators")}>
          {offered.map(({ text: value, operator }) => (
            <Combobox.Option value={value} key={value} className="row g8">
              <span className="t13 w5">{typedWord(value.trimEnd()).word}</span>
              {operator && <span className="t12 i3 el">{t(`mail.search.op.${operator as "from"}`)}</span>}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The box, in place of the bar. */
export function SearchBox({ state, lines }: { state: MailPageState; lines: Lines }) {
  const { t } = useTranslation();
  const { query = "", search } = state;
  const [text, setText] = useState(query);
  // As it is typed, but not for each key of a word.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is what is searched for
  useEffect(() => {
    if (text === query) return;
    const timer = setTimeout(() => search(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const filters = filtersOf(text);
  const close = () => search(undefined);
  /** The typing goes on after the button that is gone. */
  const change = (next: string) => {
    setText(next);
    document.querySelector<HTMLInputElement>(".ml-search input")?.focus();
  };
  return (
    <search className="ml-search" aria-label={t("mail.search.label")}>
      <div className="row g4">
        <Field
          text={text}
          onText={setText}
          onClose={close}
          onDown={() => {
            const [first] = lines.lines;
            if (first) state.setCursor(first.id);
            document.querySelector<HTMLElement>(".mail-list")?.focus();
          }}
        />
        <ActionIcon aria-label={t("mail.search.close")} onClick={close}>
          <IconX size={18} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </div>
      {filters.length > 0 && (
        <ul className="plain row g4 ml-filters" aria-label={t("mail.search.filters")}>
          {filters.map(({ raw, without }) => (
            <li key={raw} className="chip brand-chip">
              {raw}
              <button
                type="button"
                aria-label={t("mail.search.remove", { filter: raw })}
                onClick={() => change(without)}
              >
                <IconX size={12} stroke={2} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
