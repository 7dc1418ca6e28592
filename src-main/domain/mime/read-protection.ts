// Names how a part is protected (RFC 1847, RFC 3156, RFC 8551). Nothing is verified: the reader only says so.
import type { Protection } from "./read-types.ts";

interface Described {
  readonly mediaType: string;
  readonly params: ReadonlyMap<string, string>;
  readonly name?: string;
}

/** What a part's type says of itself; empty: neither signed nor encrypted. */
export function protectionOf({ mediaType, params, name }: Described): readonly Protection[] {
  const protocol = params.get("protocol")?.toLowerCase() ?? "";
  if (mediaType === "multipart/signed") return [protocol.includes("pkcs7") ? "smime-signed" : "pgp-signed"];
  if (mediaType === "multipart/encrypted") return ["pgp-encrypted"];
  if (!/^application\/(x-)?pkcs7-mime$/.test(mediaType)) return [];
  const kind = params.get("smime-type")?.toLowerCase();
  return [
    kind === "signed-data" || (kind === undefined && /\.p7s$/i.test(name ?? "")) ? "smime-signed" : "smime-encrypted",
  ];
}
