// Sign-in at the quirk server: Basic, and Digest as RFC 7616 has it, checked from the server's side.
import { createHash } from "node:crypto";
import type { Asked, Reply } from "./fake-dav.ts";
import type { Quirks } from "./quirk-traits.ts";

const REALM = "quirks";

/** The gate before every request. */
export class Gate {
  readonly username: string;
  readonly password: string;
  /** Passwords that were sent readable. */
  basicSeen = 0;
  #nonce = "n1";
  #count = 1;

  constructor(username: string, password: string) {
    this.username = username;
    this.password = password;
  }

  /** From now on the old nonce is stale. */
  renewNonce(): void {
    this.#nonce = `n${++this.#count}`;
  }

  /** @returns the refusal, or undefined for someone who may come in */
  check(asked: Asked, auth: Quirks["auth"]): Reply | undefined {
    const header = asked.headers.authorization ?? "";
    if (/^basic /i.test(header)) this.basicSeen++;
    const takesBasic = auth === undefined || auth === "digest-and-basic";
    const basic = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString("base64")}`;
    if (takesBasic && header === basic) return undefined;
    const digest = auth !== undefined && /^digest /i.test(header) ? this.#digest(asked, header, auth) : "wrong";
    if (digest === "right") return undefined;
    const algorithm = auth === "digest-sha256" ? "SHA-256" : "MD5";
    const stale = digest === "stale" ? ", stale=true" : "";
    const challenge = `Digest realm="${REALM}", qop="auth", algorithm=${algorithm}, nonce="${this.#nonce}", opaque="o,1"${stale}`;
    const offered = [...(auth === undefined ? [] : [challenge]), ...(takesBasic ? [`Basic realm="${REALM}"`] : [])];
    return { status: 401, headers: { "www-authenticate": offered.join(", ") } };
  }

  #digest({ method, path }: Asked, header: string, auth: string): "right" | "wrong" | "stale" {
    const part = (name: string) => new RegExp(`[ ,]${name}="?([^",]*)"?`).exec(header)?.[1] ?? "";
    const hash = (text: string) =>
      createHash(auth === "digest-sha256" ? "sha256" : "md5")
        .update(text)
        .digest("hex");
    if (part("nonce") !== this.#nonce) return "stale";
    const own = hash(`${this.username}:${REALM}:${this.password}`);
    const request = hash(`${method}:${path}`);
    const wanted = hash(`${own}:${part("nonce")}:${part("nc")}:${part("cnonce")}:auth:${request}`);
    return part("response") === wanted && part("uri") === path ? "right" : "wrong";
  }
}
