// A question with several answers, in a small dialog. One click answers, Esc gives up.
import { Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";
import { onEscape } from "./keys.ts";

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** `main`: filled, the one to expect; `loss`: red text, never the default. */
  readonly tone?: "main" | "loss";
}

interface Question<V extends string> {
  readonly title: string;
  readonly text: ReactNode;
  readonly choices: readonly Choice<V>[];
  readonly cancel: string;
}

const VARIANTS = { main: "filled", loss: "subtle", other: "default" } as const;

/** Asks.
 *  @returns the value chosen, or undefined when the change is given up */
export function choose<V extends string>({ title, text, choices, cancel }: Question<V>): Promise<V | undefined> {
  return new Promise((resolve) => {
    let answer: V | undefined;
    const close = (value: V | undefined) => {
      answer = value;
      modals.close(id);
    };
    const id = modals.open({
      title,
      size: 380,
      closeOnEscape: false,
      onKeyDown: onEscape(() => close(undefined)),
      onClose: () => resolve(answer),
      children: (
        <>
          <div className="t13 i2">{text}</div>
          <div className="col g6 mt12">
            {choices.map(({ value, label, tone }) => (
              <Button
                key={value}
                variant={VARIANTS[tone ?? "other"]}
                {...(tone === "loss" && { className: "danger" })}
                data-autofocus={tone === "main" || undefined}
                onClick={() => close(value)}
              >
                {label}
              </Button>
            ))}
            <Button variant="subtle" color="gray" onClick={() => close(undefined)}>
              {cancel}
            </Button>
          </div>
        </>
      ),
    });
  });
}
