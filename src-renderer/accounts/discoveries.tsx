// The right of the onboarding page: the steps, then the calendars that were found.
import { IconAlertTriangle, IconCalendar, IconCheck, IconLoader2, IconLock, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";

type StepState = "done" | "running" | "failed" | "todo";

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
  readonly added: Output<"accounts.add"> | undefined;
  readonly failure: Failure | undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).host : url;
}

function Steps({ busy, added, failure }: Props) {
  const { t } = useTranslation();
  const refused = failure?.code === "auth" || failure?.reason === "forbidden";
  const empty = failure?.reason === "no-calendars";
  let server: StepState = "todo";
  if (added || refused || empty) server = "done";
  else if (failure) server = "failed";
  else if (busy) server = "running";
  let login: StepState = "todo";
  if (added || empty) login = "done";
  else if (refused) login = "failed";
  const serverWords = {
    done: "add.stepServer",
    running: "add.stepServerRun",
    failed: "add.stepServerFailed",
    todo: "add.stepServerTodo",
  } as const;
  const loginWords = {
    done: "add.stepLogin",
    running: "add.stepLoginTodo",
    failed: "add.stepLoginFailed",
    todo: "add.stepLoginTodo",
  } as const;
  const count = added && t("add.calendarCount", { count: added.calendars.length });
  let calendars: StepState = "todo";
  if (added) calendars = "done";
  else if (empty) calendars = "failed";
  return (
    <ol className="card steps" aria-live="polite" aria-busy={busy}>
      <Step state={server} text={t(serverWords[server])} detail={hostOf(added?.account.url)} />
      <Step state={login} text={t(loginWords[login])} />
      <Step state={calendars} text={t("add.stepCalendars")} detail={count} />
    </ol>
  );
}

function Found({ calendars }: { calendars: Output<"accounts.add">["calendars"] }) {
  const { t } = useTranslation();
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
            {t("add.noKeychain")}
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
