// A time one can simply type: `9`, `9h30`, `930`, `9:30pm`; arrows step to the next quarter of an hour.
import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { readTime } from "./read-day.ts";
import { stepped } from "./zones.ts";

interface Props {
  readonly label: string;
  readonly isEnd?: boolean;
  readonly value: string;
  readonly invalid: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (time: string) => void;
}

/** Calls back with `HH:MM`, or with an empty string while the text is no time. */
export function TimeField({ label, isEnd = false, value, invalid, describedBy, onChange }: Props) {
  const [typed, setTyped] = useState<string>();
  const step = (event: KeyboardEvent, minutes: number) => {
    event.preventDefault();
    setTyped(undefined);
    if (value) onChange(stepped(value, minutes));
  };
  return (
    <TextInput
      className={isEnd ? "time-field ed-end-time" : "time-field"}
      aria-label={label}
      aria-invalid={invalid}
      // The message is shared by several fields: Mantine would tie each to its own.
      attributes={{ input: { "aria-describedby": describedBy } }}
      error={invalid}
      withErrorStyles
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
