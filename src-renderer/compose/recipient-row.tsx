// To, Cc or Bcc: chips, and a line to type more people into.
import { Combobox } from "@mantine/core";
import { type DragEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DRAG_TYPE, RecipientChip } from "./recipient-chip.tsx";
import { keyOf, type Recipient, type RecipientField, writtenOf } from "./recipients.ts";
import { useRecipientField } from "./use-recipient-field.ts";

interface Props {
  readonly field: RecipientField;
  readonly people: readonly Recipient[];
  readonly composer: string;
  readonly autoFocus?: boolean;
  /** It has the focus as soon as it is there. */
  readonly opensFocused?: boolean;
  readonly error?: string | undefined;
  /** At the right end. */
  readonly children?: ReactNode;
  readonly onChange: (people: readonly Recipient[]) => void;
  readonly onMove: (key: string, to: RecipientField) => void;
}

function useDropPlace(composer: string, onDrop: (key: string) => void) {
  const [isOver, setOver] = useState(false);
  const mine = (event: DragEvent) => event.dataTransfer.types.includes(DRAG_TYPE);
  return {
    isOver,
    on: {
      onDragOver(event: DragEvent) {
        if (!mine(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop(event: DragEvent) {
        if (!mine(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const [from, key] = event.dataTransfer.getData(DRAG_TYPE).split("\n");
        if (from === composer && key) onDrop(key);
      },
    },
  };
}

function Suggestions({ field, id }: { readonly field: ReturnType<typeof useRecipientField>; readonly id: string }) {
  if (field.suggestions.length === 0) return null;
  return (
    <Combobox.Dropdown>
      <Combobox.Options labelledBy={id}>
        {field.suggestions.map(({ address, name }) => (
          <Combobox.Option key={address} value={address}>
            <span className="col">
              <span className="t13 el">{name ?? address}</span>
              {name && <span className="t12 i3 el">{address}</span>}
            </span>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

interface TypeLineProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly id: string;
  readonly field: ReturnType<typeof useRecipientField>;
  readonly opensFocused: boolean;
  readonly isFirst: boolean | undefined;
  readonly isWrong: boolean;
  /** The last chip is to have the focus. */
  readonly onLast: () => void;
}

/** Where more people are typed, with whom is known below it. */
function TypeLine({ ref, id, field, opensFocused, isFirst, isWrong, onLast }: TypeLineProps) {
  return (
    <Combobox
      store={field.combobox}
      onOptionSubmit={field.choose}
      zIndex={420}
      withinPortal
      width={320}
      position="bottom-start"
    >
      <Combobox.Target targetType="input" autoComplete="off">
        <input
          ref={ref}
          id={id}
          className="mf-input"
          spellCheck={false}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it was asked for just now
          autoFocus={opensFocused}
          data-autofocus={isFirst || undefined}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          value={field.typed}
          onChange={({ currentTarget }) => field.type(currentTarget.value)}
          onBlur={() => {
            field.combobox.closeDropdown();
            field.settle();
          }}
          onPaste={field.paste}
          onKeyDown={(event) => {
            if (field.key(event)) {
              event.preventDefault();
              onLast();
            }
          }}
        />
      </Combobox.Target>
      <Suggestions field={field} id={id} />
    </Combobox>
  );
}

/** The row. */
export function RecipientRow(props: Props) {
  const { field: name, people, composer, autoFocus, opensFocused = false, error, children, onChange, onMove } = props;
  const { t } = useTranslation();
  const id = useId();
  const field = useRecipientField({ people, onChange });
  const { isOver, on } = useDropPlace(composer, (key) => onMove(key, name));
  const chips = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // What has to be mended is seen, however many there are.
  useEffect(() => {
    if (error) chips.current?.querySelector(".rcpt.wrong")?.scrollIntoView({ block: "nearest" });
  }, [error]);
  const focusLast = () => [...(chips.current?.querySelectorAll<HTMLElement>(".rcpt") ?? [])].at(-1)?.focus();
  return (
    <div className={isOver ? "mf drop" : "mf"} {...on}>
      <label className="mf-name" htmlFor={id}>
        {t(`compose.${name}`)}
      </label>
      <div className="mf-in col">
        <div className="chips-line" ref={chips}>
          {people.map((person) => (
            <RecipientChip
              key={keyOf(person)}
              {...{ person, composer }}
              field={name}
              onRemove={() => {
                field.remove(keyOf(person));
                input.current?.focus();
              }}
              onEdit={() => {
                field.edit(person, writtenOf(person));
                setTimeout(() => input.current?.focus());
              }}
              onMove={(to) => onMove(keyOf(person), to)}
            />
          ))}
          <TypeLine
            ref={input}
            {...{ id, field, opensFocused }}
            isFirst={autoFocus}
            isWrong={error !== undefined}
            onLast={focusLast}
          />
        </div>
        {error && (
          <span className="t12 err" id={`${id}-error`} role="alert">
            {error}
          </span>
        )}
      </div>
      {children}
    </div>
  );
}
