// A Chromium that is not Electron cannot register app://, so app://host/path lives at https://host.app.<SUFFIX>/path, answered by
// interception and never by the network. Main-process code only ever sees app:// URLs.
import { state } from "./state.ts";

const SUFFIX = "electron-standin.invalid";
const INWARD = new RegExp(`^https://(.*)\\.([a-z0-9+-]+)\\.${SUFFIX.replaceAll(".", "\\.")}(?=[/?#]|$)([\\s\\S]*)$`);

/** app://host/path as Chromium knows it; other URLs unchanged. */
export function outward(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([\s\S]*)$/i.exec(url);
  const scheme = parts?.[1]?.toLowerCase() ?? "";
  return parts && state.schemes.has(scheme) ? `https://${parts[2]}.${scheme}.${SUFFIX}${parts[3] || "/"}` : url;
}

/** And back. */
export function inward(url: string): string {
  const parts = INWARD.exec(url);
  return parts ? `${parts[2]}://${parts[1]}${parts[3]}` : url;
}
