// Watches what needs the person, and says what is new in a brief message: once for each state, several at once as one.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnected, useLive } from "../live.tsx";
import { toast } from "../ui/toast.tsx";
import { type AttentionItem, attentionItems } from "./items.ts";
import { newsOf, type Told } from "./news.ts";

/** Longer than an engine takes to be started again. */
const RESTART_MS = 8000;
/** Things that come together are told together. */
const TOGETHER_MS = 1200;

/** True once the engine has been out of reach for longer than a restart takes. */
function useEngineLost(): boolean {
  const connected = useConnected();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) {
      setLost(false);
      return;
    }
    const timer = setTimeout(() => setLost(true), RESTART_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return lost;
}

/** @returns what needs the person; undefined until everything has been asked once */
export function useAttention(): readonly AttentionItem[] | undefined {
  const engineLost = useEngineLost();
  const { data: info } = useLive("app.info", {});
  const { data: accounts } = useLive("accounts.list", {});
  const { data: calendars } = useLive("calendars.list", { includeHidden: true });
  const { data: status } = useLive("sync.status", {});
  const { data: conflicts } = useLive("conflicts.list", {});
  const hasMail = accounts?.accounts.some(({ mail }) => mail !== undefined) ?? false;
  const { data: mail } = useLive("mail.folders", {}, { enabled: hasMail });
  const { data: outbox } = useLive("mail.outbox", {}, { enabled: hasMail });
  // The runs are asked for only where one has failed.
  const asks = status?.calendars.some(({ failure }) => failure !== undefined) ?? false;
  const { data: doctor } = useLive("sync.doctor", {}, { enabled: asks });
  const { data: backups } = useLive("backups.list", {});
  if (!info || !accounts || !calendars || !status || !conflicts) return undefined;
  if (asks && !doctor) return undefined;
  return attentionItems({
    engineLost,
    hasKeychain: info.capabilities.includes("keychain"),
    accounts: accounts.accounts,
    calendars: calendars.calendars,
    states: status.calendars,
    conflicts: conflicts.conflicts,
    reports: asks ? (doctor?.calendars ?? []) : [],
    ...(backups?.restored && { restored: backups.restored }),
    ...(mail && { folders: mail.folders }),
    ...(outbox && { outgoing: outbox.outgoing }),
  });
}

/** What a message offers. */
interface Offer {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Tells what is new. What is there when the window opens is not: the button shows it.
 *  @param offer the message for one item, or for several */
export function useTellNews(
  items: readonly AttentionItem[] | undefined,
  offer: (news: readonly AttentionItem[]) => Offer,
): void {
  const { i18n } = useTranslation();
  const told = useRef<Told | undefined>(undefined);
  const latest = useRef({ items, offer });
  useEffect(() => {
    latest.current = { items, offer };
  });
  const state = items?.map(({ key, weight }) => `${key} ${weight}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is what the items come to
  useEffect(() => {
    if (items === undefined) return;
    if (told.current === undefined) {
      told.current = newsOf(items, new Map(), Date.now()).told;
      return;
    }
    const timer = setTimeout(() => {
      const found = newsOf(latest.current.items ?? [], told.current ?? new Map(), Date.now());
      told.current = found.told;
      if (found.news.length > 0) toast({ ...latest.current.offer(found.news), tone: "notice" });
    }, TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [state, i18n.language]);
}
