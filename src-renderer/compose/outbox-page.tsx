// The outbox: everything that has not reached its server, what needs a decision first.
import { IconSend } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outgoing } from "../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { AwaitedList } from "./awaited-list.tsx";
import { OutboxRow } from "./outbox-row.tsx";
import { useOutboxDeeds } from "./use-outbox-deeds.ts";

const RANK: Partial<Record<Outgoing["state"], number>> = {
  uncertain: 0,
  failed: 1,
  submitting: 2,
  held: 3,
  queued: 4,
  scheduled: 5,
};
const OVER: ReadonlySet<string> = new Set(["done", "cancelled"]);

/** What waits, what needs somebody first, then the next to go out. */
function sorted(list: readonly Outgoing[]): readonly Outgoing[] {
  const rank = ({ state }: Outgoing) => RANK[state] ?? 6;
  return list
    .filter(({ state }) => !OVER.has(state))
    .toSorted((a, b) => rank(a) - rank(b) || (a.dueMs ?? a.queuedMs) - (b.dueMs ?? b.queuedMs));
}

/** Seconds count only while one is held. */
function useClock(list: readonly Outgoing[]): number {
  const [nowMs, setNow] = useState(() => Date.now());
  const isCounting = list.some(({ state }) => state === "held");
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isCounting ? 1000 : 30_000);
    return () => clearInterval(timer);
  }, [isCounting]);
  return nowMs;
}

/** The page, in the place of list and reader. */
export function OutboxPage({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const { data, failure } = useLive("mail.outbox", {});
  const shown = sorted(data?.outgoing ?? []);
  const nowMs = useClock(shown);
  const deeds = useOutboxDeeds();
  return (
    <div className="outbox">
      <h1 className="t16 w6">{t("outbox.title")}</h1>
      <p className="t13 i3 mt4">{t("outbox.about")}</p>
      {failure && <Problem title={t("outbox.title")} text={sayFailure(t, failure)} />}
      {data && shown.length === 0 && (
        <div className="outbox-empty col g8">
          <IconSend size={28} stroke={STROKE} className="ic" aria-hidden="true" />
          <p className="t14 w5">{t("outbox.empty")}</p>
          <p className="t13 i3">{t("outbox.emptyText")}</p>
        </div>
      )}
      <ul className="plain outs" aria-label={t("outbox.list")}>
        {shown.map((message) => (
          <OutboxRow key={message.id} {...{ message, nowMs, zone, deeds }} />
        ))}
      </ul>
      <AwaitedList {...{ nowMs, zone }} />
    </div>
  );
}
