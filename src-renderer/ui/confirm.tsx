// Questions that commit or destroy, asked from anywhere. Destroying is never the default (look.md §4).
import { Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";
import { onEscape } from "./keys.ts";

interface Question {
  readonly title: string;
  readonly text: ReactNode;
  readonly cancel: string;
  readonly destroy: string;
}

/** Asks before something is lost.
 *  @returns true only for the destructive answer; Esc is no */
export function confirmLoss({ title, text, cancel, destroy }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const close = (value: boolean) => {
      answer = value;
      modals.close(id);
    };
    const id = modals.open({
      title,
      closeOnEscape: false,
      onKeyDown: onEscape(() => close(false)),
      onClose: () => resolve(answer),
      children: (
        <>
          <div className="t13 i2">{text}</div>
          <div className="dialog-foot">
            <Button variant="subtle" className="danger" onClick={() => close(true)}>
              {destroy}
            </Button>
            <Button variant="default" onClick={() => close(false)} data-autofocus>
              {cancel}
            </Button>
          </div>
        </>
      ),
    });
  });
}
