// Keyboard shortcuts (look.md §6). Single letters never fire while typing, and nothing fires behind a dialog.
import { type RefObject, useEffect, useRef } from "react";

/** Handlers by combination: `t`, `?`, `Mod+Shift+l`, `Alt+ArrowUp`, or two keys one after the other: `g h`. A handler that
 *  returns false lets the key through. */
export type Bindings = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/** As combinations are written here. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey) ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Mod+" : ""}${event.altKey ? "Alt+" : ""}${shift}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null
  );
}

/** The second key of a sequence must follow within this time. */
const PATIENCE_MS = 1500;
const MODIFIERS = ["Shift", "Control", "Alt", "Meta"];
const listening = new Set<RefObject<Bindings>>();
const allBound = () => [...listening].flatMap(({ current }) => Object.keys(current));

/** Was something open over the page when the key went down? Noted before anyone hears of the key: Esc closes a menu first. */
let wasCovered = false;
/** What the key means, with the key before it when the two belong together: then the second means nothing by itself. */
let combination = "";
let begun: { readonly name: string; readonly atMs: number } | undefined;

const note = (event: KeyboardEvent) => {
  if (MODIFIERS.includes(event.key)) {
    combination = "";
    return;
  }
  wasCovered = document.querySelector("[aria-modal=true], [role=menu], [role=listbox]") !== null;
  const name = keyName(event);
  const both = begun && event.timeStamp - begun.atMs < PATIENCE_MS ? `${begun.name} ${name}` : undefined;
  const bound = allBound();
  const isSecond = both !== undefined && bound.includes(both);
  combination = isSecond ? both : name;
  const begins = !isSecond && !wasCovered && !isTyping(event.target) && bound.some((one) => one.startsWith(`${name} `));
  begun = begins ? { name, atMs: event.timeStamp } : undefined;
};
if (typeof window !== "undefined") window.addEventListener("keydown", note, { capture: true });

/** Esc for a dialog that opens while Esc is on its way to another one: heard after every dialog below has decided. */
export const onEscape = (close: () => void) => (event: { readonly key: string }) => {
  if (event.key === "Escape") close();
};

/** Listens to shortcuts while the component is there. */
export function useKeys(bindings: Bindings): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const name = combination;
      const handler = current.current[name];
      if (!handler || event.defaultPrevented || wasCovered) return;
      if (!name.startsWith("Mod+") && name !== "F6" && isTyping(event.target)) return;
      if (handler(event) !== false) event.preventDefault();
    };
    listening.add(current);
    window.addEventListener("keydown", listen);
    return () => {
      listening.delete(current);
      window.removeEventListener("keydown", listen);
    };
  }, []);
}

/** Moves the focus to the next pane, in the order of the page. */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  const target = next?.querySelector<HTMLElement>(
    "button:not([disabled], [tabindex='-1']), [tabindex='0'], input, a[href]",
  );
  (target ?? next)?.focus();
}
