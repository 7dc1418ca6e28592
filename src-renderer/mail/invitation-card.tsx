// An invitation, its change, its end or somebody's answer to it (look 06): when it is, what is around it, and the answer.
import { Button, Textarea } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCalendarCheck,
  IconMapPin,
  IconMessage,
  IconRepeat,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { MailInvitation } from "../../src-preload/contract/mail-rules.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCommand, useLive } from "../live.tsx";
import { sayDay } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { useUndo } from "../undo.tsx";
import { useMailFacts } from "./facts.tsx";
import { invitationDay } from "./invitation-day.ts";
import { InvitationStrip } from "./invitation-strip.tsx";
import { sayConflicts, sayConsequence, sayMethod, sayWhen } from "./say-invitation.ts";

type Answer = Input<"mail.answerInvitation">["answer"];
const ANSWERS: readonly Answer[] = ["accepted", "tentative", "declined"];

interface CardProps {
  readonly messageId: MessageId;
  readonly invitation: MailInvitation;
}

/** The day as a leaf of a calendar. */
function Leaf({ startMs, isGone }: { startMs: number; isGone: boolean }) {
  const { i18n } = useTranslation();
  const { zone } = useMailFacts();
  const day = dayOf(startMs, zone);
  return (
    <div className={isGone ? "inv-leaf gone" : "inv-leaf"} aria-hidden="true">
      <span className="t11 w6">{sayDay(day, i18n.language, { month: "short" })}</span>
      <span className="t20 w6 tn">{Number(day.slice(8))}</span>
    </div>
  );
}

function Facts({ invitation }: { invitation: MailInvitation }) {
  const { t, i18n } = useTranslation();
  const { zone } = useMailFacts();
  const { location, rrule, attendees, state, method, title } = invitation;
  const icon = { size: 14, stroke: STROKE, "aria-hidden": true } as const;
  const isGone = state === "cancelled" || method === "cancel";
  return (
    <div className="row g16 top inv-facts">
      <Leaf startMs={invitation.startMs} isGone={isGone} />
      <div className="col sp">
        <span className="t12 i3">{sayMethod(invitation, t)}</span>
        <h3 className={isGone ? "t14 w6 tn gone" : "t14 w6 tn"}>{sayWhen(invitation, i18n.language, zone)}</h3>
        {title && <span className="t13 i2 el">{title}</span>}
        <span className="row t12 i3 inv-more">
          {location && (
            <span className="row g4">
              <IconMapPin {...icon} />
              {location}
            </span>
          )}
          <span className="row g4">
            <IconRepeat {...icon} />
            {t(rrule ? "invite.series" : "invite.once")}
          </span>
          {attendees.length > 0 && (
            <span className="row g4 tn" title={attendees.map(({ name, address }) => name || address).join(", ")}>
              <IconUsers {...icon} />
              {t("invite.people", { count: attendees.length })}
            </span>
          )}
        </span>
        {invitation.comment && <blockquote className="t13 inv-comment">{invitation.comment}</blockquote>}
      </div>
    </div>
  );
}

function Conflicts({ invitation }: { invitation: MailInvitation }) {
  const { t, i18n } = useTranslation();
  const { zone } = useMailFacts();
  const text = sayConflicts(invitation, t, i18n.language, zone);
  if (text === undefined) {
    return (
      <p className="row g6 t12 i3 inv-conflict">
        <IconCalendarCheck size={15} stroke={STROKE} className="ok" aria-hidden="true" />
        {t("invite.free")}
      </p>
    );
  }
  return (
    <p className="row g6 t12 err w5 inv-conflict">
      <IconAlertTriangle size={15} stroke={STROKE} aria-hidden="true" />
      {text}
    </p>
  );
}

/** Sends one answer at a time. @param word goes with it; empty: none */
function useAnswering({ messageId, invitation: { calendarId } }: CardProps, word: string) {
  const { t } = useTranslation();
  const told = useTold();
  const undo = useUndo();
  const send = useCommand("mail.answerInvitation");
  const [busy, setBusy] = useState<Answer>();
  const answer = (one: Answer) => {
    if (busy) return;
    setBusy(one);
    told(
      send({ messageId, answer: one, ...(word && { comment: word }), ...(calendarId && { calendarId }) })
        .then(({ undoId }) => undo.offer(t(`invite.done.${one}`), undoId))
        .finally(() => setBusy(undefined)),
    );
  };
  return { busy, answer };
}

/** Accept, maybe, decline, with a word if one likes. */
function Answers({ messageId, invitation }: CardProps) {
  const { t } = useTranslation();
  const [isWriting, setWriting] = useState(false);
  const [comment, setComment] = useState("");
  const { busy, answer } = useAnswering({ messageId, invitation }, comment.trim());
  const { answer: given, answersBy } = invitation;
  return (
    <div className="inv-foot">
      {isWriting && (
        <Textarea
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          aria-label={t("invite.word")}
          placeholder={t("invite.wordPlaceholder")}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
      )}
      <div className="row g8 inv-answers">
        {ANSWERS.map((one) => {
          const isGiven = given === one;
          const isMain = given === undefined || given === "needs-action" ? one === "accepted" : isGiven;
          return (
            <Button
              key={one}
              variant={isMain ? "filled" : "default"}
              aria-pressed={isGiven}
              aria-busy={busy === one}
              onClick={() => answer(one)}
            >
              {t(isGiven ? `invite.given.${one}` : `invite.answer.${one}`)}
            </Button>
          );
        })}
        <span className="sp" />
        {answersBy !== "none" && !isWriting && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconMessage size={16} stroke={STROKE} aria-hidden="true" />}
            onClick={() => setWriting(true)}
          >
            {t("invite.addWord")}
          </Button>
        )}
      </div>
      <p className="t12 i3">{sayConsequence(invitation, t)}</p>
    </div>
  );
}

/** Takes a change, an end or an answer into the agenda. */
function Apply({ messageId, invitation }: CardProps) {
  const { t } = useTranslation();
  const { onOpenEvent } = useMailFacts();
  const told = useTold();
  const undo = useUndo();
  const apply = useCommand("mail.applyInvitation");
  const { method, state, event } = invitation;
  const kind = method === "reply" ? "reply" : method === "cancel" ? "cancel" : "update";
  const isDone = state === "current" || state === "outdated" || (kind === "cancel" && !event);
  return (
    <div className="inv-foot">
      <div className="row g8">
        {isDone ? (
          <span className="t12 i3 sp">{t(`invite.applied.${kind === "cancel" && !event ? "none" : kind}`)}</span>
        ) : (
          <Button
            onClick={() =>
              told(apply({ messageId }).then(({ undoId }) => undo.offer(t(`invite.appliedNow.${kind}`), undoId)))
            }
          >
            {t(`invite.apply.${kind}`)}
          </Button>
        )}
        {!isDone && <span className="sp" />}
        {event && (
          <Button variant="default" onClick={() => onOpenEvent({ eventId: event.id })}>
            {t("invite.open")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Which way there is to act on it. */
function Foot(props: CardProps) {
  const { method, state, event } = props.invitation;
  const { t } = useTranslation();
  const { onOpenEvent } = useMailFacts();
  const asks =
    (method === "request" || method === "add") && (state === "new" || state === "current" || state === "update");
  if (asks) return <Answers {...props} />;
  if (method === "reply" || method === "cancel") return <Apply {...props} />;
  if (!event && state !== "not-mine") return null;
  return (
    <div className="inv-foot row g8">
      <span className="t12 i3 sp">{state === "not-mine" ? t("invite.notMine") : t("invite.onlyShown")}</span>
      {event && (
        <Button variant="default" onClick={() => onOpenEvent({ eventId: event.id })}>
          {t("invite.open")}
        </Button>
      )}
    </div>
  );
}

/** The card; nothing where the message turns out to hold none. */
export function InvitationCard({ messageId }: { messageId: MessageId }) {
  const { t } = useTranslation();
  const { zone, calendars } = useMailFacts();
  const { data, failure } = useLive("mail.invitation", { messageId });
  const invitation = data?.invitation;
  if (failure) return <p className="msg-remote t12">{sayFailure(t, failure)}</p>;
  if (!data) return <div className="inv-card inv-coming" aria-hidden="true" />;
  if (!invitation || invitation.state === "unreadable") return null;
  const { state, method } = invitation;
  const day = invitationDay(invitation, zone);
  const isOpen = method === "request" && state !== "outdated" && state !== "not-mine";
  const colors = new Map(calendars.map(({ id, color }) => [id as string, color]));
  const isCancelled = state === "cancelled" || method === "cancel";
  const stands = invitation.answer === "accepted";
  return (
    <section className="inv-card card" aria-label={t("invite.title", { title: invitation.title })}>
      <Facts invitation={invitation} />
      {day && (
        <div className="inv-around">
          <InvitationStrip
            day={day}
            colorOf={(id) => colors.get(id) ?? "#5F7196"}
            label={isCancelled ? t("invite.off") : t(stands ? "invite.stands" : "invite.proposed")}
            isCancelled={isCancelled}
          />
        </div>
      )}
      {isOpen && <Conflicts invitation={invitation} />}
      <Foot messageId={messageId} invitation={invitation} />
    </section>
  );
}
