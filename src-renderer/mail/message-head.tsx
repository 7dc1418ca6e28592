// Who wrote to whom, and when. The address is always shown, never only what a display name pretends.
import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconArrowBackUp,
  IconChevronDown,
  IconChevronUp,
  IconShieldCheck,
  IconShieldQuestion,
  IconShieldX,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../src-preload/contract/mail.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { Avatar } from "./avatar.tsx";
import { DetailRows, fullName } from "./detail-rows.tsx";
import { useMailFacts } from "./facts.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { isOwn, shortName } from "./people.ts";
import { useKeyHint } from "./use-key-hint.ts";
import type { MessageView } from "./use-message-view.ts";

interface Props {
  readonly message: Message;
  readonly view: MessageView;
  readonly onFold: (() => void) | undefined;
}

const SHIELDS = { pass: IconShieldCheck, partial: IconShieldQuestion, fail: IconShieldX, none: IconShieldQuestion };

/** What the receiving server found out about who sent it. */
function Verdict({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { verdict, spf, dkim, dmarc, signedBy } = message.authentication;
  const Icon = SHIELDS[verdict];
  const tone = verdict === "pass" ? "ok" : verdict === "fail" ? "err" : "ic";
  const facts = [
    spf && `SPF ${spf}`,
    dkim && `DKIM ${dkim}${signedBy.length > 0 ? ` (${signedBy.join(", ")})` : ""}`,
    dmarc && `DMARC ${dmarc}`,
  ].filter(Boolean);
  const label = t(`reader.verdict.${verdict}`);
  return (
    <Tooltip multiline maw={340} label={[label, ...facts].join(" · ")}>
      <span className="msg-verdict" role="img" aria-label={[label, ...facts].join(" · ")}>
        <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
      </span>
    </Tooltip>
  );
}

function Details({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const { zone } = useMailFacts();
  const { from, sender, replyTo, to, cc, bcc, sentMs, dateMs, listId, authentication } = message;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: "full", timeStyle: "long", timeZone: zone });
  const rows: readonly (readonly [string, string])[] = [
    [t("reader.from"), from ? fullName(from) : t("mail.nobody")],
    ...(sender ? [[t("reader.sender"), fullName(sender)] as const] : []),
    ...(replyTo.length > 0 ? [[t("reader.replyTo"), replyTo.map(fullName).join(", ")] as const] : []),
    [t("reader.to"), to.map(fullName).join(", ") || t("mail.nobody")],
    ...(cc.length > 0 ? [[t("reader.cc"), cc.map(fullName).join(", ")] as const] : []),
    ...(bcc.length > 0 ? [[t("reader.bcc"), bcc.map(fullName).join(", ")] as const] : []),
    [t("reader.date"), date.format(sentMs ?? dateMs)],
    ...(listId ? [[t("reader.list"), listId] as const] : []),
    ...(authentication.signedBy.length > 0 ? [[t("reader.signed"), authentication.signedBy.join(", ")] as const] : []),
  ];
  return <DetailRows rows={rows} />;
}

/** To whom, in a few words: "à vous et 4 autres". */
function useRecipients({ to, cc, bcc }: Message): string {
  const { t } = useTranslation();
  const { own } = useMailFacts();
  const all = [...to, ...cc, ...bcc];
  const hasMe = all.some((one) => isOwn(own, one));
  const others = all.filter((one) => !isOwn(own, one));
  if (all.length === 0) return t("reader.toNobody");
  if (others.length === 0) return t("reader.toYou");
  if (hasMe) {
    return others.length === 1 && others[0]
      ? t("reader.toYouAnd", { name: shortName(others[0]) })
      : t("reader.toYouAndOthers", { count: others.length });
  }
  const names = others.slice(0, 2).map(shortName).join(", ");
  return others.length > 2 ? t("reader.toMany", { names, count: others.length - 2 }) : t("reader.toSome", { names });
}

/** The head. */
export function MessageHead({ message, view, onFold }: Props) {
  const { t, i18n } = useTranslation();
  const { nowMs, zone, deeds, onWrite } = useMailFacts();
  const year: Intl.DateTimeFormatOptions =
    dayOf(message.dateMs, zone).slice(0, 4) === dayOf(nowMs, zone).slice(0, 4) ? {} : { year: "numeric" };
  const date = sayDay(dayOf(message.dateMs, zone), i18n.language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...year,
  });
  const [isOpen, setOpen] = useState(false);
  const { from, flags, id } = message;
  const recipients = useRecipients(message);
  const Star = flags.flagged ? IconStarFilled : IconStar;
  const { hint } = useKeyHint();
  const star = t(flags.flagged ? "mail.deed.unstar" : "mail.deed.star");
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <header className="msg-head">
      <div className="row g12 top">
        <Avatar of={from} size={36} />
        <div className="col sp">
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: folding has a button in the menu */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a click target as large as the line, nothing more */}
          <div className="msg-from" onClick={onFold}>
            <b className="w6">{from ? shortName(from) : t("mail.nobody")}</b>
            <Verdict message={message} />
            {from && <span className="i3 msg-address">{from.address}</span>}
          </div>
          <UnstyledButton className="t12 i3 msg-to" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {recipients}
            <Chevron size={13} stroke={STROKE} aria-hidden="true" />
          </UnstyledButton>
        </div>
        <span className="t12 i3 tn msg-date">{`${date}, ${sayTime(message.dateMs, i18n.language, zone)}`}</span>
        <div className="row msg-tools">
          <Tooltip label={hint(star, "mail.star")}>
            <ActionIcon
              aria-label={star}
              aria-pressed={flags.flagged}
              onClick={() => deeds.star({ ids: [id], count: 1 }, !flags.flagged)}
            >
              <Star size={16} stroke={STROKE} className={flags.flagged ? "ml-star" : undefined} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={hint(t("reader.reply"), "mail.reply")}>
            <ActionIcon aria-label={t("reader.reply")} onClick={() => onWrite({ kind: "reply", messageId: id })}>
              <IconArrowBackUp size={16} stroke={STROKE} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <MessageMenu message={message} view={view} />
        </div>
      </div>
      {isOpen && <Details message={message} />}
    </header>
  );
}
