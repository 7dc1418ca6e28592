// A dialog above the settings: one Esc closes it and leaves them open.
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";
import { onEscape } from "../../ui/keys.ts";

/** @param render its content, given what closes it */
export function openDialog(title: string, render: (close: () => void) => ReactNode, size = 520): void {
  const close = () => modals.close(id);
  const id = modals.open({
    title,
    size,
    closeOnEscape: false,
    onKeyDown: onEscape(close),
    children: render(() => close()),
  });
}
