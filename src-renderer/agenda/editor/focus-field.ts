// Where the focus goes when the button that had it vanishes with its click.

/** Moves the focus to an element of the open editor. @param selector CSS */
export function focusField(selector: string): void {
  document.querySelector<HTMLElement>(`.editor ${selector}`)?.focus();
}
