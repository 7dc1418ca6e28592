// Which addresses from a server may become links.

/** The address when a browser may open it; undefined for any other scheme, which could run something. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
