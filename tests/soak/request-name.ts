// What a client asks for, as far as it can be read on the wire. Pure.

/** HTTP's method, or IMAP's or SMTP's command. TLS shows nothing.
 *  @returns undefined for what goes on with an earlier request */
export function requestName(part: Buffer): string | undefined {
  const start = part.subarray(0, 2_048).toString("latin1");
  const http = /^([A-Z]{3,12}) \S+ HTTP\/1\./.exec(start)?.[1];
  if (http) return http;
  // A tag, then a command (RFC 9051 §2.2.1); of several that come together the last one is waited for.
  const imap = /^[\dA-Z]{1,9} ((?:UID )?[A-Z]+)(?= |\r)/.exec(start)?.[1];
  // HTTP again: a body that happens to begin so is no command.
  return imap !== undefined && part.includes("\r\n") ? imap : undefined;
}
