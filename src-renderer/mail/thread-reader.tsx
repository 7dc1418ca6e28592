// The right column: a conversation, oldest first; what was read is folded to a line, the newest is open.
import { Button, Kbd } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconMail, IconPaperclip } from "@tabler/icons-react";
import { memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageLine } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { Avatar } from "./avatar.tsx";
import { useMailFacts } from "./facts.tsx";
import { MessageCard } from "./message-card.tsx";
import { isOwn, shortName } from "./people.ts";
import { ReaderBar } from "./reader-bar.tsx";
import { type MailKey, useKeyHint } from "./use-key-hint.ts";
import type { ListMoves } from "./use-list-moves.ts";
import type { MailPageState, Open } from "./use-mail-page.ts";

interface Props {
  readonly state: MailPageState;
  readonly moves: ListMoves;
}

/** Long enough for J and K to pass over a message without reading it. */
const READ_MS = 700;

function Folded({ line, onOpen }: { line: MessageLine; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const { own, nowMs, zone } = useMailFacts();
  const { from, flags, snippet, dateMs, hasAttachments } = line;
  const name = from ? (isOwn(own, from) ? t("mail.me") : shortName(from)) : t("mail.nobody");
  return (
    <button type="button" className="msg-folded row g12" aria-expanded="false" onClick={onOpen}>
      <Avatar of={from} size={28} />
      <span className={flags.seen ? "t13 w5 el" : "t13 w6 el"}>{name}</span>
      <span className="t12 i3 el sp">{flags.draft ? t("mail.draftOf", { names: snippet }) : snippet}</span>
      {hasAttachments && <IconPaperclip size={14} stroke={STROKE} className="ic" aria-hidden="true" />}
      {!flags.seen && <span className="ml-dot" role="img" aria-label={t("mail.state.unread")} />}
      <span className="t12 i3 tn">{sayMoment(dateMs, nowMs, i18n.language, zone)}</span>
    </button>
  );
}

/** Which messages are open: the last, those that are unread, and the one that was meant. */
function firstOpen(messages: readonly MessageLine[], open: Open): ReadonlySet<string> {
  const unread = messages.filter(({ flags }) => !flags.seen).map(({ id }) => id);
  const last = messages.at(-1)?.id;
  const meant = messages.find(({ id }) => id === open.messageId)?.id ?? last;
  return new Set([...unread, ...(meant ? [meant] : [])]);
}

/** What is open stays open while messages come in; where all of it is gone, a draft that was thrown away, it is chosen anew. */
function useOpenMessages(messages: readonly MessageLine[] | undefined, open: Open) {
  const [state, setState] = useState<{ key: string; ids: ReadonlySet<string> }>();
  const key = `${open.threadId} ${open.messageId ?? ""}`;
  const kept = state?.key === key ? state.ids : undefined;
  const isThere = !messages || kept?.size === 0 || messages.some(({ id }) => kept?.has(id));
  const ids = kept && isThere ? kept : messages && firstOpen(messages, open);
  const isNew = messages !== undefined && ids !== kept;
  useEffect(() => {
    if (isNew && ids) setState({ key, ids });
  }, [isNew, ids, key]);
  const toggle = (id: string) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    setState({ key, ids: next });
  };
  return { ids: ids ?? new Set<string>(), toggle };
}

/** What is looked at for a moment has been read. */
function useRead(messages: readonly MessageLine[] | undefined, ids: ReadonlySet<string>) {
  const { deeds } = useMailFacts();
  const unread = messages?.filter(({ id, flags }) => ids.has(id) && !flags.seen).map(({ id }) => id) ?? [];
  const key = unread.join(" ");
  const done = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names them
  useEffect(() => {
    // Once for each: one that was marked as unread again stays so.
    const fresh = unread.filter((id) => !done.current.has(id));
    if (fresh.length === 0) return;
    const timer = setTimeout(() => {
      for (const id of fresh) done.current.add(id);
      deeds.seen(fresh);
    }, READ_MS);
    return () => clearTimeout(timer);
  }, [key]);
}

function Foot({ last }: { last: MessageLine | undefined }) {
  const { t } = useTranslation();
  const { onWrite, own } = useMailFacts();
  const { cap } = useKeyHint();
  if (!last) return null;
  const messageId = last.id;
  const isMany = last.to.filter((one) => !isOwn(own, one)).length > 0;
  const icon = { size: 16, stroke: STROKE, "aria-hidden": true } as const;
  const key = (id: MailKey) => cap(id) && <Kbd aria-hidden="true">{cap(id)}</Kbd>;
  return (
    <div className="reader-foot">
      <div className="reader-text row g8">
        <Button
          variant="default"
          leftSection={<IconArrowBackUp {...icon} />}
          rightSection={key("mail.reply")}
          onClick={() => onWrite({ kind: "reply", messageId })}
        >
          {t("reader.reply")}
        </Button>
        {isMany && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp {...icon} />}
            rightSection={key("mail.replyAll")}
            onClick={() => onWrite({ kind: "reply-all", messageId })}
          >
            {t("reader.replyAll")}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconArrowForwardUp {...icon} />}
          rightSection={key("mail.forward")}
          onClick={() => onWrite({ kind: "forward", messageId })}
        >
          {t("reader.forward")}
        </Button>
      </div>
    </div>
  );
}

function Conversation({ open, state, moves }: Props & { open: Open }) {
  const { t } = useTranslation();
  const { data, failure, again } = useLive("mail.thread", { id: open.threadId, folderId: open.folderId });
  const scroller = useRef<HTMLDivElement>(null);
  const { ids, toggle } = useOpenMessages(data?.messages, open);
  useRead(data?.messages, ids);
  const isThere = data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation
  useEffect(() => {
    const first = scroller.current?.querySelector(".msg");
    if (data && data.messages.length > 1) first?.scrollIntoView({ block: "start" });
    else scroller.current?.scrollTo({ top: 0 });
  }, [open.threadId, isThere]);
  return (
    <>
      <ReaderBar state={state} moves={moves} last={data?.messages.at(-1)} />
      <div className="reader-scroll" ref={scroller} data-pane="content" tabIndex={-1}>
        <div className="reader-text col g16">
          {failure && !data && (
            <Problem
              title={t("reader.missing")}
              text={sayFailure(t, failure)}
              action={<Button onClick={() => again()}>{t("shell.retry")}</Button>}
            />
          )}
          {!data && !failure && <Skeleton />}
          {data && <h2 className="t20 w6 reader-subject">{data.subject || t("mail.noSubject")}</h2>}
          {data?.messages.map((line, n) =>
            ids.has(line.id) ? (
              <MessageCard
                key={line.id}
                line={line}
                isLast={n === data.messages.length - 1}
                onFold={data.messages.length > 1 ? () => toggle(line.id) : undefined}
              />
            ) : (
              <Folded key={line.id} line={line} onOpen={() => toggle(line.id)} />
            ),
          )}
        </div>
      </div>
      <Foot last={data?.messages.at(-1)} />
    </>
  );
}

/** The column; it stays as it is while the list grows. */
export const ThreadReader = memo(function ThreadReader({ state, moves }: Props) {
  const { t } = useTranslation();
  const { cap } = useKeyHint();
  const { open } = state;
  const [next, previous] = [cap("mail.next"), cap("mail.previous")];
  return (
    <section className="mail-reader" aria-label={t("reader.title")}>
      {open ? (
        <Conversation key={open.threadId} {...{ open, state, moves }} />
      ) : (
        <div className="empty">
          <IconMail size={28} stroke={STROKE} className="ic" aria-hidden="true" />
          <span className="t13 i3">{t("reader.none")}</span>
          {next && previous && (
            <span className="row g4 t12 i3 mt12">
              <Kbd>{next}</Kbd> <Kbd>{previous}</Kbd> {t("reader.noneHint")}
            </span>
          )}
        </div>
      )}
    </section>
  );
});
