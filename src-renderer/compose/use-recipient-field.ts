// What is typed into To, Cc or Bcc, and what becomes of it.
import { useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import type { Person } from "../../src-preload/contract/people.ts";
import { useLive } from "../live.tsx";
import { keyOf, type Recipient, readRecipients, withRecipients } from "./recipients.ts";

/** Typing settles this long before people are looked up. */
const SETTLE_MS = 100;

interface Options {
  readonly people: readonly Recipient[];
  readonly onChange: (people: readonly Recipient[]) => void;
}

function useSuggestions(typed: string, people: readonly Recipient[]): readonly Person[] {
  const query = typed.trim();
  const [settled] = useDebouncedValue(query, SETTLE_MS);
  const { data } = useLive("contacts.suggest", { query: settled, limit: 8 }, { keep: true, enabled: settled !== "" });
  const known = new Set(people.map(keyOf));
  return query === "" ? [] : (data?.people ?? []).filter((one) => !known.has(keyOf(one)));
}

function endsPerson({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return [",", ";", "Enter", "Tab"].includes(key) && !ctrlKey && !metaKey;
}

/** Whom a key takes in that ends a person; undefined: nobody, the key is somebody else's. */
function takenBy(key: string, typed: string, offered: Recipient | undefined): readonly Recipient[] | undefined {
  if (offered && key === "Enter") return undefined;
  if (offered && key === "Tab") return [offered];
  // A comma within a name ends nobody.
  const isWhole = key === "Tab" || key === "Enter" || /@|^\S+$/.test(typed.trim());
  return isWhole ? readRecipients(typed) : undefined;
}

/** The field's state and handlers. */
export function useRecipientField({ people, onChange }: Options) {
  const combobox = useCombobox();
  const [typed, setTyped] = useState("");
  const suggestions = useSuggestions(typed, people);
  function add(more: readonly Recipient[]) {
    onChange(withRecipients(people, more));
    setTyped("");
    combobox.closeDropdown();
  }
  return {
    combobox,
    typed,
    suggestions,
    /** Takes what is typed as it is. */
    settle() {
      if (typed.trim() !== "") add(readRecipients(typed));
    },
    type(text: string) {
      const found = /[,;]\s*$/.test(text) ? readRecipients(text) : [];
      if (found.length > 0 && found.every((one) => !one.wrong)) {
        add(found);
        return;
      }
      setTyped(text);
      combobox.openDropdown();
      combobox.selectFirstOption();
    },
    choose(address: string) {
      add([suggestions.find((one) => one.address === address) ?? { address }]);
    },
    remove: (key: string) => onChange(people.filter((one) => keyOf(one) !== key)),
    /** Back to text. */
    edit(person: Recipient, text: string) {
      onChange(people.filter((one) => one !== person));
      setTyped(text);
    },
    paste(event: ClipboardEvent) {
      const found = readRecipients(event.clipboardData.getData("text"));
      if (typed.trim() !== "" || !found.some((one) => !one.wrong)) return;
      event.preventDefault();
      add(found);
    },
    /** @returns true when the last chip is to have the focus */
    key(event: KeyboardEvent<HTMLInputElement>): boolean {
      const isOffered = combobox.dropdownOpened && suggestions.length > 0 && combobox.getSelectedOptionIndex() >= 0;
      const offered = isOffered ? (suggestions[combobox.getSelectedOptionIndex()] ?? suggestions[0]) : undefined;
      if (endsPerson(event) && typed.trim() !== "") {
        const taken = takenBy(event.key, typed, offered);
        if (!taken) return false;
        add(taken);
        if (event.key !== "Tab") event.preventDefault();
      } else if (event.key === "Escape" && combobox.dropdownOpened && suggestions.length > 0) {
        event.stopPropagation();
        combobox.closeDropdown();
      }
      const isAtStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
      return (event.key === "Backspace" || event.key === "ArrowLeft") && isAtStart && people.length > 0;
    },
  };
}
