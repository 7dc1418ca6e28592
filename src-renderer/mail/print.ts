// Prints what is being read: the page's own print styles leave nothing else on the paper.

/** Opens the system's print dialog. */
export function printMessage(): void {
  // The menu that asked for it is still closing: it is not to be on the paper.
  setTimeout(() => window.print(), 250);
}
