// Where, who, what: the facts of the peek.
import { Anchor, UnstyledButton } from "@mantine/core";
import {
  IconCheck,
  IconChevronDown,
  IconCircleDashed,
  IconMapPin,
  IconNotes,
  IconPaperclip,
  IconQuestionMark,
  IconUsers,
  IconX,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attendee, EventDetail } from "../../src-preload/contract/events.ts";
import { STROKE } from "../ui/hue.ts";
import { plainText } from "../ui/plain-text.ts";
import { webAddress } from "../ui/web-address.ts";
import { piecesOf, readDescription } from "./description.ts";
import { LinkFact, linkOf } from "./peek-meeting.tsx";

/** More names than that are behind a button. */
const NAMES = 5;

function Fact({ icon: Icon, children }: { icon: typeof IconMapPin; children: ReactNode }) {
  return (
    <div className="row g8 top">
      <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      {children}
    </div>
  );
}

/** A text whose addresses can be pressed. Nothing is loaded until then. */
function Linked({ text }: { text: string }) {
  return piecesOf(text).map(({ text: piece, href }, n) =>
    href ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
      <Anchor key={n} href={href} target="_blank" rel="noreferrer" inherit className="br">
        {piece}
      </Anchor>
    ) : (
      piece
    ),
  );
}

/** A button that shows what stands behind it. */
function Fold({ label, children }: { label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="col g4">
      <UnstyledButton
        className="row g4 t12 br peek-fold"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronDown size={14} stroke={2} aria-hidden="true" className={open ? "turned" : undefined} />
        {label}
      </UnstyledButton>
      <div id={id} hidden={!open}>
        {children}
      </div>
    </div>
  );
}

function Notes({ description }: { description: string }) {
  const { t } = useTranslation();
  const { text, boilerplate } = readDescription(plainText(description));
  if (!text && !boilerplate) return null;
  return (
    <Fact icon={IconNotes}>
      <div className="col g6 sp">
        {text && (
          <p className="t13 i2 peek-text">
            <Linked text={text} />
          </p>
        )}
        {boilerplate && (
          <Fold label={t("peek.boilerplate")}>
            <p className="t12 i3 peek-text">
              <Linked text={boilerplate} />
            </p>
          </Fold>
        )}
      </div>
    </Fact>
  );
}

const ANSWER_LOOKS = {
  accepted: IconCheck,
  tentative: IconQuestionMark,
  declined: IconX,
  delegated: IconUsers,
  "needs-action": IconCircleDashed,
} as const;

const answerOf = ({ answer }: Attendee) => answer ?? "needs-action";

/** `3 oui, 1 peut-être, 1 sans réponse` */
function sayAnswers(guests: readonly Attendee[], t: TFunction): string {
  const counted = (["accepted", "tentative", "declined", "needs-action"] as const).map((answer) => ({
    answer,
    count: guests.filter((guest) => answerOf(guest) === answer).length,
  }));
  return counted
    .filter(({ count }) => count > 0)
    .map(({ answer, count }) => t(`peek.answers.${answer}`, { count }))
    .join(", ");
}

function Guest({ guest }: { guest: Attendee }) {
  const { t } = useTranslation();
  const answer = answerOf(guest);
  const Icon = ANSWER_LOOKS[answer];
  return (
    <li className="row g6 t12" title={guest.address}>
      <Icon size={14} stroke={2} className={answer === "accepted" ? "ok" : "ic"} aria-hidden="true" />
      <span className="el">{guest.name ?? guest.address}</span>
      <span className="hidden">{t(`value.${answer === "needs-action" ? "needsAction" : answer}`)}</span>
    </li>
  );
}

function Guests({ guests }: { guests: readonly Attendee[] }) {
  const { t } = useTranslation();
  const names = (some: readonly Attendee[]) => (
    <ul className="plain col g2">
      {some.map((guest) => (
        <Guest key={guest.address} guest={guest} />
      ))}
    </ul>
  );
  return (
    <Fact icon={IconUsers}>
      <div className="col g4 sp">
        <span className="t13">{t("event.guests", { count: guests.length })}</span>
        <span className="t12 i3">{sayAnswers(guests, t)}</span>
        {names(guests.slice(0, NAMES))}
        {guests.length > NAMES && (
          <Fold label={t("peek.moreGuests", { count: guests.length - NAMES })}>{names(guests.slice(NAMES))}</Fold>
        )}
      </div>
    </Fact>
  );
}

function saySize(bytes: number, t: TFunction): string {
  if (bytes < 1024) return t("peek.bytes", { count: bytes });
  const [amount, unit] = bytes < 1024 ** 2 ? ([bytes / 1024, "kb"] as const) : ([bytes / 1024 ** 2, "mb"] as const);
  return t(`peek.${unit}`, { amount: amount < 10 ? amount.toFixed(1) : amount.toFixed(0) });
}

function Attachments({ attachments }: Pick<EventDetail, "attachments">) {
  const { t } = useTranslation();
  return (
    <Fact icon={IconPaperclip}>
      <ul className="plain col g4 sp" aria-label={t("field.attachments")}>
        {attachments.map(({ name, url, sizeBytes, inline }) => {
          const page = webAddress(url);
          const size = sizeBytes === undefined ? "" : saySize(sizeBytes, t);
          return (
            <li key={`${name} ${url}`} className="row g8 t13">
              {page ? (
                <Anchor href={page} target="_blank" rel="noreferrer" inherit className="br el">
                  {name}
                </Anchor>
              ) : (
                <span className="el">{name}</span>
              )}
              <span className="t12 i3 tn">{[size, inline && t("peek.inline")].filter(Boolean).join(" · ")}</span>
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}

/** Everything that is there to be said. */
export function Facts({ detail }: { detail: EventDetail }) {
  const { location, description, attendees, attachments } = detail;
  const isEmpty = !location && !description && attendees.length === 0 && attachments.length === 0;
  if (isEmpty && linkOf(detail) === undefined) return null;
  return (
    <div className="col g8 peek-facts">
      {location && (
        <Fact icon={IconMapPin}>
          <span className="t13 peek-line">
            <Linked text={location} />
          </span>
        </Fact>
      )}
      {attendees.length > 0 && <Guests guests={attendees} />}
      {description && <Notes description={description} />}
      {attachments.length > 0 && <Attachments attachments={attachments} />}
      <LinkFact detail={detail} />
    </div>
  );
}
