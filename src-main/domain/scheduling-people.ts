// Whose address is whose.

/** Do two calendar user addresses name the same person? `mailto:` and the case of letters do not count; everything else
 *  does: a plus address is another mailbox as far as a calendar server knows. */
export function isSameAddress(a: string, b: string): boolean {
  return plainAddress(a) === plainAddress(b);
}

/** An address in the form in which addresses are compared. */
export function plainAddress(address: string): string {
  return address
    .trim()
    .replace(/^mailto:/i, "")
    .toLowerCase();
}
