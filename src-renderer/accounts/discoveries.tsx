// The right of the onboarding page: the steps, then the calendars that were found.
import { IconAlertTriangle, IconCalendar, IconCheck, IconLoader2, IconLock, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";
import type { AccountForm } from "./account-form.ts";
import { mailStepOf, type StepState, stepsOf } from "./discovery-steps.ts";
import { FoundServers } from "./found-servers.tsx";
import { sayMissing } from "./say-adding.ts";
import type { MailSearch } from "./use-mail-servers.ts";

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
  /** There is mail in such an account. */
  readonly withMail: boolean;
  readonly search: MailSearch;
  readonly added: Output<"accounts.add"> | undefined;
  /** What was asked. */
  readonly form: AccountForm;
  readonly failure: Failure | undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).host : url;
}

/** Mail servers are found before anybody signs in to them. */
function placeNow(place: ReturnType<typeof stepsOf>[0], search: MailSearch) {
  if (place.state !== "todo") return place;
  if (search.kind === "found") return { state: "done", words: "add.stepServer" } as const;
  return search.kind === "searching" ? ({ state: "running", words: "add.stepServerRun" } as const) : place;
}

function Steps({ busy, onPage, withMail, search, added, failure }: Omit<Props, "form">) {
  const { t } = useTranslation();
  const [first, login, calendars] = stepsOf({ busy, onPage, isAdded: added !== undefined, failure });
  const place = placeNow(first, search);
  const host = hostOf(added?.account.url) ?? (search.kind === "found" ? search.servers.imap.host : undefined);
  const count = added && t("add.calendarCount", { count: added.calendars.length });
  return (
    <ol className="card steps" aria-live="polite" aria-busy={busy}>
      <Step state={place.state} text={t(place.words)} detail={onPage ? undefined : host} />
      <Step state={login.state} text={t(login.words)} detail={onPage ? added?.account.address : undefined} />
      <Step state={calendars.state} text={t(calendars.words)} detail={count} />
      {withMail && <Step state={mailStepOf(added)} text={t("addMail.step")} detail={added?.account.mail?.imap.host} />}
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

/** One side works and the other does not: what is there stays, what is missing says why. */
function HalfAdded({ failed, form }: Pick<Output<"accounts.add">, "failed"> & Pick<Props, "form">) {
  const { t } = useTranslation();
  if (!failed) return null;
  return (
    <p className="row g8 top t12 err found-note" role="alert">
      <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
      <span>{sayMissing(t, failed.side, failed.failure, form)}</span>
    </p>
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
        {props.withMail && <FoundServers search={props.search} used={added?.account.mail} />}
        {added && added.calendars.length > 0 && <Found calendars={added.calendars} />}
        <HalfAdded failed={added?.failed} form={props.form} />
        {added?.warning && (
          <p className="row g8 top t12 err found-note" role="alert">
            <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
            {t(props.onPage ? "microsoft.noKeychain" : "add.noKeychain")}
          </p>
        )}
        <p className="row g8 top t12 i3 found-note">
          <IconCalendar size={16} stroke={STROKE} aria-hidden="true" />
          {t(props.withMail ? "addMail.later" : "add.later")}
        </p>
      </div>
    </div>
  );
}
