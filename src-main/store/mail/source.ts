// The bytes of messages at rest: zstd (RFC 8878), quick to open and about a third of the size.
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
/** More than this nobody stored: a row that says so is damaged. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Packs the bytes of a message for its row. */
export function compress(source: Uint8Array): Uint8Array {
  return zstdCompressSync(source, LEVEL);
}

/** The bytes as they came. @throws when the row is damaged */
export function decompress(packed: Uint8Array): Uint8Array {
  return zstdDecompressSync(packed, { maxOutputLength: MAX_BYTES });
}
