// One message of a conversation, opened: head, what must be known, what it says, what came with it.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message, MessageLine } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { Problem } from "../ui/error-boundary.tsx";
import { Skeleton } from "../ui/loading.tsx";
import { Attachments } from "./attachments.tsx";
import { Beside } from "./beside.tsx";
import { useMailFacts } from "./facts.tsx";
import { InvitationCard } from "./invitation-card.tsx";
import { MadeEvents } from "./made-events.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { MessageHead } from "./message-head.tsx";
import { CutBar, DraftBar, ReceiptBar, RemoteBar, Warnings } from "./message-notes.tsx";
import { shortName } from "./people.ts";
import { PlainBody } from "./plain-body.tsx";
import { SourceView } from "./source-view.tsx";
import { type MessageView, useMessageView } from "./use-message-view.ts";

interface Props {
  readonly line: MessageLine;
  /** It is the last, or the only one. */
  readonly isLast: boolean;
  readonly onFold: (() => void) | undefined;
}

/** R8: a message that would take long is shown as text until it is asked for. */
const HEAVY = 1_500_000;

function Body({ message, view }: { message: Message; view: MessageView }) {
  const { t } = useTranslation();
  const { onWrite } = useMailFacts();
  const [isHeavyShown, setHeavyShown] = useState(false);
  const { id, html, text, body, failure, from } = message;
  const name = from ? shortName(from) : t("mail.nobody");
  const isHeavy = html !== undefined && html.length > HEAVY && !isHeavyShown;
  if (view.shape === "source") {
    return <SourceView id={id} onBack={body === "unreadable" ? undefined : () => view.setShape("html")} />;
  }
  if (body === "fetching")
    return (
      <p className="t13 i3 msg-wait" role="status">
        {t("reader.fetching")}
      </p>
    );
  if (body === "missing") {
    return <Problem title={t("reader.missing")} text={failure ? sayFailure(t, failure) : t("reader.missingText")} />;
  }
  if (body === "unreadable") {
    return (
      <>
        <Problem title={t("reader.unreadable")} text={failure ? sayFailure(t, failure) : t("reader.unreadableText")} />
        <SourceView id={id} />
      </>
    );
  }
  if (html === undefined || view.shape === "text" || isHeavy) {
    return (
      <>
        {isHeavy && (
          <p className="msg-remote row g8 t12 i2">
            <span className="sp">{t("reader.heavy")}</span>
            <Button size="compact-sm" variant="subtle" onClick={() => setHeavyShown(true)}>
              {t("reader.heavyShow")}
            </Button>
          </p>
        )}
        <PlainBody {...{ text, onWrite }} />
      </>
    );
  }
  return (
    <div className={view.isPaper ? "msg-paper" : undefined}>
      <MessageFrame
        {...{ id, html, onWrite }}
        scheme={view.scheme}
        showsRemote={message.remote.allowed}
        title={t("reader.frame", { name })}
      />
    </div>
  );
}

/** The message. */
export function MessageCard({ line, isLast, onFold }: Props) {
  const { t } = useTranslation();
  const { data: message, failure, again } = useLive("mail.message", { id: line.id });
  const view = useMessageView(message?.html !== undefined);
  const name = line.from ? shortName(line.from) : t("mail.nobody");
  return (
    <article className="msg" aria-label={t("reader.message", { name })} data-message={line.id}>
      {!message && failure && (
        <Problem
          title={t("reader.missing")}
          text={sayFailure(t, failure)}
          action={<Button onClick={() => again()}>{t("shell.retry")}</Button>}
        />
      )}
      {!message && !failure && <Skeleton />}
      {message && (
        <>
          <MessageHead message={message} view={view} onFold={onFold} />
          <Warnings message={message} />
          {message.invitation && <InvitationCard messageId={message.id} />}
          <ReceiptBar message={message} />
          <RemoteBar message={message} />
          {message.flags.draft && <DraftBar message={message} />}
          {message.cut && view.shape !== "source" && <CutBar onSource={() => view.setShape("source")} />}
          <Body message={message} view={view} />
          <Attachments message={message} />
          <MadeEvents message={message} />
          {isLast && !message.invitation && <Beside messageId={message.id} />}
        </>
      )}
    </article>
  );
}
