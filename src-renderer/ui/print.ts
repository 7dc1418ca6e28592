// Prints what is shown: the print styles leave nothing else on the paper.

/** Opens the system's print dialog. */
export function printPage(): void {
  // The menu or the palette that asked for it is still closing: it is not to be on the paper.
  setTimeout(() => window.print(), 250);
}
