// A time one can simply type: `9`, `9:30`, `9h30`; arrows step by a quarter of an hour.
import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { addMinutes } from "../time/wall-clock.ts";
import { readTime } from "./draft.ts";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly invalid: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (time: string) => void;
}

/** Calls back with `HH:MM`, or with an empty string while the text is no time. */
export function TimeField({ label, value, invalid, describedBy, onChange }: Props) {
  const [typed, setTyped] = useState<string>();
  const step = (event: KeyboardEvent, minutes: number) => {
    event.preventDefault();
    setTyped(undefined);
    if (value) onChange(addMinutes(`2026-01-01T${value}`, minutes).slice(11, 16));
  };
  return (
    <TextInput
      className="time-field"
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      error={invalid}
      withErrorStyles
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(readTime(currentTarget.value) ?? "");
      }}
      onBlur={() => value && setTyped(undefined)}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp") step(event, 15);
        if (event.key === "ArrowDown") step(event, -15);
      }}
    />
  );
}
