// The right of the onboarding page: the steps, then the calendars that were found.
import { IconAlertTriangle, IconCalendar, IconCheck, IconLoader2, IconLock, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";
import { type StepState, stepsOf } from "./discovery-steps.ts";

function Step({ state, text, detail }: { state: StepState; text: string; detail?: string | undefined }) {
  return (
    <li className={`step ${state}`}>
      <span className="step-dot" aria-hidden="true">
        {state === "done" && <IconCheck size={14} stroke={2.4} />}
        {state === "running" && <IconLoader2 size={15} stroke={2} className="turning" />}
        {state === "failed" && <IconX size={14} stroke={2.4} />}
      </span>
      <span className="t13 sp">{text}</span>
      {detail && <span className="t12 i3 tn el">{detail}</span>}
    </li>
  );
}

interface Props {
  readonly busy: boolean;
  /** The person signs in on the provider's page. */
  readonly onPage: boolean;
  readonly added: Output<"accounts.add"> | undefined;
  readonly failure: Failure | undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).host : url;
}

function Steps({ busy, onPage, added, failure }: Props) {
  const { t } = useTranslation();
  const [place, login, calendars] = stepsOf({ busy, onPage, isAdded: added !== undefined, failure });
  const count = added && t("add.calendarCount", { count: added.calendars.length });
  return (
    <ol className="card steps" aria-live="polite" aria-busy={busy}>
      <Step state={place.state} text={t(place.words)} detail={onPage ? undefined : hostOf(added?.account.url)} />
      <Step state={login.state} text={t(login.words)} detail={onPage ? added?.account.address : undefined} />
      <Step state={calendars.state} text={t(calendars.words)} detail={count} />
    </ol>
  );
}

/** How far the first sync of a calendar is. */
function useStateOf(): (id: CalendarId) => "reading" | "synced" | "off" | "waiting" {
  const { data: list } = useLive("calendars.list", { includeHidden: true });
  const { data: status } = useLive("sync.status", {});
  return (id) => {
    const state = status?.calendars.find(({ calendarId }) => calendarId === id);
    if (state?.state === "running") return "reading";
    if (state?.lastSuccessMs !== undefined) return "synced";
    return list?.calendars.find((one) => one.id === id)?.syncEnabled === false ? "off" : "waiting";
  };
}

function Found({ calendars }: { calendars: Output<"accounts.add">["calendars"] }) {
  const { t } = useTranslation();
  const stateOf = useStateOf();
  return (
    <section aria-label={t("add.calendars")}>
      <h3 className="over found-head">{t("add.calendars")}</h3>
      <ul className="card plain found">
        {calendars.map(({ id, name, color, readOnly }) => (
          <li key={id} className="row g12">
            <span className="box-shown" style={hue(color)} aria-hidden="true">
              <IconCheck size={10} stroke={3.2} />
            </span>
            <span className="t13 w5 sp el">{name}</span>
            {readOnly && (
              <span className="row g4 t12 i3">
                <IconLock size={14} stroke={STROKE} aria-hidden="true" />
                {t("calendars.readOnly")}
              </span>
            )}
            <span className="t12 i3">{t(`add.state.${stateOf(id)}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What Cadran has found, as it finds it. */
export function Discoveries(props: Props) {
  const { t } = useTranslation();
  const { added } = props;
  return (
    <div className="col discoveries">
      <div className="col discoveries-in">
        <div className="row g8 found-title">
          <Mark size={28} />
          <h2 className="t16 w6">{t("add.found")}</h2>
        </div>
        <Steps {...props} />
        {added && <Found calendars={added.calendars} />}
        {added?.warning && (
          <p className="row g8 top t12 err found-note" role="alert">
            <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
            {t(props.onPage ? "microsoft.noKeychain" : "add.noKeychain")}
          </p>
        )}
        <p className="row g8 top t12 i3 found-note">
          <IconCalendar size={16} stroke={STROKE} aria-hidden="true" />
          {t("add.later")}
        </p>
      </div>
    </div>
  );
}
