// Pictures written into the HTML itself, as pasting and signatures do: most readers show them only as parts (RFC 2392).
import type { BuildAttachment } from "./build-attachment.ts";
import { decodeBase64 } from "./read-bytes.ts";

const PICTURE = /(<img\b[^<>]*?\ssrc=)(["'])data:image\/(png|gif|jpe?g|webp);base64,([A-Za-z0-9+/=\s]+)\2/gi;

/** The HTML with `cid:` in place of pictures in it, and those pictures, each once.
 *  @param id makes the n-th picture's Content-ID, the same for the same message */
export function takePictures(
  html: string,
  id: (n: number) => string,
): { readonly html: string; readonly pictures: BuildAttachment[] } {
  const known = new Map<string, BuildAttachment>();
  const taken = html.replace(PICTURE, (_all, before: string, quote: string, kind: string, data: string) => {
    const type = kind.toLowerCase().replace("jpg", "jpeg");
    const key = `${type},${data}`;
    const picture = known.get(key) ?? pictureOf(type, data, known.size + 1, id);
    known.set(key, picture);
    return `${before}${quote}cid:${picture.contentId}${quote}`;
  });
  return { html: taken, pictures: [...known.values()] };
}

function pictureOf(type: string, data: string, n: number, id: (n: number) => string): BuildAttachment {
  const bytes = Uint8Array.from(data, (letter) => letter.charCodeAt(0));
  const name = `image-${n}.${type === "jpeg" ? "jpg" : type}`;
  return { name, mediaType: `image/${type}`, content: decodeBase64(bytes), contentId: id(n) };
}
