// A message on its way out: how it stands, what the server said, what can be done.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconCloudCheck, IconCloudUp, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Outgoing } from "../../src-preload/contract/mail-send.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayMoment } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import type { OutboxDeeds } from "./use-outbox-deeds.ts";

interface Props {
  readonly message: Outgoing;
  readonly nowMs: number;
  readonly zone: string;
  readonly deeds: OutboxDeeds;
}

const GLYPHS = {
  scheduled: IconClock,
  submitting: IconRefresh,
  accepted: IconCloudCheck,
  done: IconCloudCheck,
} as const;

function Glyph({ state }: Pick<Outgoing, "state">) {
  if (state === "uncertain" || state === "failed") {
    return <IconAlertTriangle size={18} stroke={STROKE} className="err" aria-hidden="true" />;
  }
  const Icon = state in GLYPHS ? GLYPHS[state as keyof typeof GLYPHS] : IconCloudUp;
  return <Icon size={18} stroke={STROKE} className={state === "submitting" ? "turning" : "ic"} aria-hidden="true" />;
}

function useStateWords({ state, dueMs }: Outgoing, nowMs: number, zone: string): string {
  const { t, i18n } = useTranslation();
  const when = dueMs === undefined ? "" : sayMoment(dueMs, nowMs, i18n.language, zone);
  if (state === "held")
    return t("outbox.state.held", { seconds: Math.max(0, Math.ceil(((dueMs ?? nowMs) - nowMs) / 1000)) });
  if (state === "scheduled") return t("outbox.state.scheduled", { when });
  if (state === "queued" && dueMs !== undefined && dueMs > nowMs) return t("outbox.state.queuedAgain", { when });
  return t(`outbox.state.${state}`);
}

/** What can be done, the likely one first. */
function Actions({ message, deeds }: Pick<Props, "message" | "deeds">) {
  const { t } = useTranslation();
  const { id, state } = message;
  const button = (label: string, run: () => void, kind: "default" | "danger" = "default") => (
    <Button
      key={label}
      size="compact-sm"
      variant={kind === "danger" ? "subtle" : "default"}
      {...(kind === "danger" && { className: "danger" })}
      onClick={run}
    >
      {label}
    </Button>
  );
  if (state === "uncertain") {
    return (
      <div className="row g8 wrap">
        {button(t("outbox.arrived"), () => deeds.resolve(id, "arrived"))}
        {button(t("outbox.again"), () => deeds.resolve(id, "again"))}
        {button(t("outbox.edit"), () => deeds.resolve(id, "edit"))}
      </div>
    );
  }
  if (state === "failed") {
    return (
      <div className="row g8 wrap">
        {button(t("outbox.edit"), () => deeds.resolve(id, "edit"))}
        {button(t("outbox.again"), () => deeds.resolve(id, "again"))}
        {button(t("outbox.drop"), () => deeds.drop(id), "danger")}
      </div>
    );
  }
  if (state !== "held" && state !== "scheduled" && state !== "queued") return null;
  return (
    <div className="row g8 wrap">
      {button(t("outbox.unsend"), () => deeds.unsend(id))}
      {state !== "queued" && button(t("outbox.sendNow"), () => deeds.sendNow(id))}
    </div>
  );
}

/** The row. */
export function OutboxRow({ message, nowMs, zone, deeds }: Props) {
  const { t, i18n } = useTranslation();
  const { subject, to, state, failure, answer, rejected, queuedMs } = message;
  const who = new Intl.ListFormat(i18n.language, { type: "conjunction" }).format(
    to.slice(0, 4).map(({ name, address }) => name ?? address),
  );
  const words = useStateWords(message, nowMs, zone);
  const needs = state === "uncertain" || state === "failed";
  return (
    <li className={needs ? "out needs" : "out"}>
      <Glyph state={state} />
      <div className="col g4 sp">
        <div className="row g12">
          <span className="t13 w6 sp el">{subject || t("outbox.noSubject")}</span>
          <span className={needs ? "t12 err w5" : "t12 i2 tn"}>{words}</span>
        </div>
        <div className="row g12">
          <span className="t12 i3 sp el">{t("outbox.to", { who })}</span>
          <span className="t12 i3 tn">{sayMoment(queuedMs, nowMs, i18n.language, zone)}</span>
        </div>
        {state === "uncertain" && (
          <p className="t13 i2">
            {t("outbox.uncertainText")} {t("outbox.uncertainAsk")}
          </p>
        )}
        {failure && state !== "uncertain" && <p className={needs ? "t13 err" : "t12 i3"}>{sayFailure(t, failure)}</p>}
        {answer && needs && <p className="t12 i3">{t("outbox.serverSaid", { answer })}</p>}
        {rejected.map((one) => (
          <p key={one.address} className="t12 err">
            {t("outbox.rejected", one)}
          </p>
        ))}
        <Actions message={message} deeds={deeds} />
      </div>
    </li>
  );
}
