// Answers that are waited for: until when, a later date, or no longer.
import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { FollowUp } from "../../src-preload/contract/mail-send.ts";
import { useCommand, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { instantOf, wallClock } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { useUndo } from "../undo.tsx";
import { askMoment } from "./ask-moment.tsx";

/** How a reminder is changed, and that again. */
function useRemind() {
  const remind = useCommand("mail.remind");
  const undo = useUndo();
  return async ({ accountId, messageId, remindAtMs }: FollowUp, nextMs: number | null, said: string) => {
    const set = (atMs: number | null) => remind({ accountId, messageId, remindAtMs: atMs });
    await set(nextMs);
    undo.offer(said, { undo: () => set(remindAtMs), redo: () => set(nextMs) });
  };
}

interface RowProps {
  readonly followUp: FollowUp;
  readonly nowMs: number;
  readonly zone: string;
}

function Row({ followUp, nowMs, zone }: RowProps) {
  const { t, i18n } = useTranslation();
  const told = useTold();
  const remind = useRemind();
  const { subject: given, to, remindAtMs } = followUp;
  const subject = given || t("outbox.noSubject");
  const who = new Intl.ListFormat(i18n.language, { type: "conjunction" }).format(
    to.slice(0, 4).map(({ name, address }) => name ?? address),
  );
  const ask = () =>
    askMoment({
      title: t("outbox.remindTitle"),
      label: t("compose.laterLabel"),
      hint: t("outbox.awaitedHint"),
      initial: wallClock(remindAtMs, zone).slice(0, 16),
      action: t("common.save"),
      run: async (wall) => {
        const atMs = instantOf(wall, zone);
        if (atMs <= Date.now()) throw new Failure("invalid-input", { detail: t("compose.past") });
        await remind(followUp, atMs, t("outbox.remindSet"));
      },
    });
  return (
    <li className="out">
      <IconBell size={18} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="col g4 sp">
        <div className="row g12">
          <span className="t13 w6 sp el">{subject}</span>
          <span className="t12 i2 tn">
            {t("outbox.remindOn", { when: sayMoment(remindAtMs, nowMs, i18n.language, zone) })}
          </span>
        </div>
        <span className="t12 i3 el">{t("outbox.to", { who })}</span>
        <div className="row g8 wrap">
          <Button size="compact-sm" variant="default" aria-label={t("outbox.remindNamed", { subject })} onClick={ask}>
            {t("outbox.remindLater")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t("outbox.stopNamed", { subject })}
            onClick={() => told(remind(followUp, null, t("outbox.stopped")))}
          >
            {t("outbox.stopWaiting")}
          </Button>
        </div>
      </div>
    </li>
  );
}

/** The list; nothing when nobody is waited for. */
export function AwaitedList({ nowMs, zone }: Omit<RowProps, "followUp">) {
  const { t } = useTranslation();
  const { data } = useLive("mail.followUps", {});
  const list = data?.followUps ?? [];
  if (list.length === 0) return null;
  return (
    <section className="awaited" aria-label={t("outbox.awaited")}>
      <h2 className="t14 w6">{t("outbox.awaited")}</h2>
      <p className="t13 i3 mt4">{t("outbox.awaitedHint")}</p>
      <ul className="plain outs">
        {list.map((one) => (
          <Row key={`${one.accountId} ${one.messageId}`} followUp={one} {...{ nowMs, zone }} />
        ))}
      </ul>
    </section>
  );
}
