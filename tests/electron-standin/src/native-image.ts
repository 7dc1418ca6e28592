// nativeImage: a PNG or an icon read from a file; nothing draws it.
import { readFileSync } from "node:fs";
import type * as Electron from "electron";
import { failLoudly, failLoudlyObject } from "./fail-loudly.ts";

/** Every PNG begins so: signature, then the size in its first block. */
const PNG = "89504e470d0a1a0a";

class NativeImage implements Pick<Electron.NativeImage, "isEmpty" | "getSize"> {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): Electron.Size {
    if (this.#bytes.subarray(0, 8).toString("hex") !== PNG) return { width: 0, height: 0 };
    return { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) };
  }
}
failLoudly(NativeImage.prototype, "NativeImage");

export const nativeImage = failLoudlyObject(
  {
    /** A file that cannot be read is an empty image, as in Electron. */
    createFromPath(path: string): Electron.NativeImage {
      return new NativeImage(readIfThere(path)) as unknown as Electron.NativeImage;
    },
  },
  "NativeImage",
);

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
