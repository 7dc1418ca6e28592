// Pictures by their first bytes: what a server or a sender says of them is not believed. No SVG: it can run and fetch.

interface Sign {
  readonly mediaType: string;
  readonly at: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

const SIGNS: readonly (readonly Sign[])[] = [
  [{ mediaType: "image/png", at: 0, bytes: [0x89, ...ascii("PNG"), 0x0d, 0x0a, 0x1a, 0x0a] }],
  [{ mediaType: "image/jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] }],
  [{ mediaType: "image/gif", at: 0, bytes: ascii("GIF87a") }],
  [{ mediaType: "image/gif", at: 0, bytes: ascii("GIF89a") }],
  [
    { mediaType: "image/webp", at: 0, bytes: ascii("RIFF") },
    { mediaType: "image/webp", at: 8, bytes: ascii("WEBP") },
  ],
  [{ mediaType: "image/avif", at: 4, bytes: ascii("ftypavif") }],
  [{ mediaType: "image/bmp", at: 0, bytes: ascii("BM") }],
];

/** The media type of a raster picture; undefined: it is none. */
export function rasterType(content: Uint8Array): string | undefined {
  const has = ({ at, bytes }: Sign) => bytes.every((byte, n) => content[at + n] === byte);
  return SIGNS.find((signs) => signs.every(has))?.[0]?.mediaType;
}
