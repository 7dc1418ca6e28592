// Bytes that the engine answered, as a file of the user's.

/** base64 as bytes. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n);
  return bytes;
}

/** Hands a file to the browser, or to Electron's save dialog. @param name safe already (contract, Attachment.name) */
export function saveBytes(name: string, mediaType: string, base64: string): void {
  // Whatever it is, it is saved: a page of a stranger's is never shown at our own origin.
  const type = /^(?:image\/(?:png|gif|jpeg|webp)|application\/pdf)$/.test(mediaType)
    ? mediaType
    : "application/octet-stream";
  const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
