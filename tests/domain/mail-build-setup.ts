// A message to build, and what is looked at in it.
import PostalMime from "postal-mime";
import { type BuildOptions, buildMessage, type DraftMessage } from "../../src-main/domain/mime/build.ts";

export const OPTIONS: BuildOptions = {
  identity: { address: "alice@example.com", name: "Alice" },
  messageId: "<one@example.com>",
  dateMs: Date.UTC(2026, 10, 23, 12, 55, 7),
  zone: "Europe/Zurich",
  seed: "0123456789abcdef",
};
const DRAFT: DraftMessage = { to: [{ address: "bob@example.test" }], subject: "Hello", text: "Hi Bob" };

export const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
export const headOf = (bytes: Uint8Array) =>
  textOf(bytes)
    .split("\r\n\r\n", 1)[0]
    ?.replace(/\r\n[ \t]+/g, " ") ?? "";
export const field = (bytes: Uint8Array, name: string) =>
  headOf(bytes)
    .split("\r\n")
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((line) => line.slice(name.length + 1).trim());
export const build = (draft: Partial<DraftMessage>, options: Partial<BuildOptions> = {}) =>
  buildMessage({ ...DRAFT, ...draft }, { ...OPTIONS, ...options });
export const read = async (bytes: Uint8Array) => PostalMime.parse(bytes);
