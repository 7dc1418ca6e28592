// Development only: the view on the fake bridge. `?lang=fr|en&theme=light|dark&empty&busy&offline&signin&outlook&video&mail&notices&widget`; the clock stands still.
import "../../../src-renderer/styles.ts";
import { createRoot } from "react-dom/client";
import { startI18n } from "../../../src-renderer/i18n/language.ts";
import { Root } from "../../../src-renderer/root.tsx";
import { WidgetRoot } from "../../../src-renderer/shell/widget-root.tsx";
import { FakeBridge } from "../fake-bridge.ts";
import { noticeSeed } from "../fake-desktop.ts";
import { addSignedOut } from "../fake-sign-in.ts";

const query = new URLSearchParams(location.search);
const locale = query.get("lang") === "en" ? "en" : "fr";
const theme = query.get("theme") === "dark" ? "dark" : "light";
const bridge = new FakeBridge({
  locale,
  theme,
  empty: query.has("empty"),
  keychain: !query.has("nokeychain"),
  busy: query.has("busy"),
  mail: query.has("mail"),
});
if (query.has("offline")) {
  const failure = { code: "offline", reason: "offline", message: "" } as const;
  bridge.states = bridge.states.map((s, n) => ({ ...s, state: "failing", failure, pending: n === 0 ? 3 : 0 }));
}
if (query.has("signin")) bridge.accounts = bridge.accounts.map((a, n) => (n === 0 ? { ...a, state: "sign-in" } : a));
if (query.has("outlook")) addSignedOut(bridge);
if (query.has("video")) {
  const more = { conferenceUrl: "https://kmeet.infomaniak.com/atelier" };
  const held = /^(Revue de lancement|Restitution|Client demo)/;
  bridge.events = bridge.events.map((e) => (held.test(e.title) ? { ...e, more } : e));
}
if (query.has("notices")) bridge.notices.list = noticeSeed();
if (query.has("badpassword")) bridge.failing = { "accounts.add": "wrong-password" };
startI18n(locale);
document.documentElement.classList.toggle("in-widget", query.has("widget"));
createRoot(document.getElementById("root") as HTMLElement).render(
  query.has("widget") ? <WidgetRoot bridge={bridge} /> : <Root bridge={bridge} />,
);
