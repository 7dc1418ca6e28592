// One message being written (look 07).
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconMinus, IconX } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Identity } from "../../src-preload/contract/mail-send.ts";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { sayTime } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import { AddressRows } from "./address-rows.tsx";
import { ComposerBody } from "./composer-body.tsx";
import { ComposerFoot } from "./composer-foot.tsx";
import type { SaveState } from "./draft-saver.ts";
import type { SendOptions } from "./form.ts";
import { remindAt } from "./later-times.ts";
import type { Opened } from "./open-write.ts";
import { type ComposerModel, useComposer } from "./use-composer.ts";
import { useOnline } from "./use-online.ts";
import { type Sent, useSending } from "./use-sending.ts";

/** `float` over the page, `full` over all of it, `small` as a bar at its foot. */
export type Layout = "float" | "full" | "small";

interface Props {
  readonly opened: Opened;
  readonly identities: readonly Identity[];
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
  readonly onTitle: (title: string) => void;
  readonly onOpenDraft: (id: DraftId) => void;
  readonly onClose: () => void;
  readonly onDiscarded: (id: DraftId) => void;
  readonly onDraft: (id: DraftId) => void;
  readonly onSent: (sent: Sent) => void;
}

function useSavedWords(state: SaveState, zone: string): string {
  const { t, i18n } = useTranslation();
  if (state.kind === "failed") return sayFailure(t, state.failure);
  if (state.kind === "saving") return t("compose.saving");
  if (state.kind === "new" || state.atMs === 0) return "";
  return t("compose.saved", { time: sayTime(state.atMs, i18n.language, zone) });
}

type HeadProps = Pick<Props, "layout" | "onLayout" | "zone"> & {
  readonly composer: ComposerModel;
  readonly title: string;
};

function Head({ composer, title, layout, onLayout, zone }: HeadProps) {
  const { t } = useTranslation();
  const { state, close } = composer;
  const words = useSavedWords(state, zone);
  const isFull = layout === "full";
  const act = (label: string, Icon: typeof IconX, onClick: () => void) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        <Icon size={17} stroke={STROKE} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className="mf-head">
      <h2 className="t13 w6 sp el">{title}</h2>
      <span className={state.kind === "failed" ? "t12 err el" : "t12 i3 tn"} role="status">
        {words}
      </span>
      <span className="row">
        {act(t("compose.minimise"), IconMinus, () => onLayout("small"))}
        {act(
          t(isFull ? "compose.smaller" : "compose.larger"),
          isFull ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal,
          () => onLayout(isFull ? "float" : "full"),
        )}
        {act(t("compose.close"), IconX, () => void close())}
      </span>
    </div>
  );
}

/** Somebody else changed the server's copy of the draft: both are kept, and it is said. */
function ConflictStrip({ composer, onOpenDraft }: { readonly composer: ComposerModel } & Pick<Props, "onOpenDraft">) {
  const { t } = useTranslation();
  const { draftId, accountId } = composer.form;
  const { data } = useLive("mail.drafts", { accountId }, { enabled: draftId !== undefined });
  const other = data?.drafts.find(({ conflictOf }) => draftId !== undefined && conflictOf === draftId);
  if (!other) return null;
  return (
    <div className="mf-strip" role="status">
      <span className="t12 i2 sp">{t("compose.conflict")}</span>
      <button type="button" className="link t12" onClick={() => onOpenDraft(other.id)}>
        {t("compose.showOther")}
      </button>
    </div>
  );
}

function useFileDrop({ files }: ComposerModel) {
  const [isOver, setOver] = useState(false);
  const has = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    isOver,
    on: {
      onDragOver(event: DragEvent) {
        if (!has(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop(event: DragEvent) {
        setOver(false);
        if (!has(event) || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        files.add([...event.dataTransfer.files]);
      },
    },
  };
}

function useKeys(composer: ComposerModel, send: (options: SendOptions) => void) {
  /** Before the editor, to which the same keys are a line break. */
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      send({});
    }
  };
  const leave = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as Element;
    if (event.key !== "Escape" || !event.currentTarget.contains(target)) return;
    // The editor takes Esc as its own, without doing anything with it.
    if (event.defaultPrevented && !target.closest(".rich")) return;
    event.preventDefault();
    event.stopPropagation();
    void composer.close();
  };
  return { press, leave };
}

/** The composer. */
export function Composer(props: Props) {
  const { opened, identities, accounts, zone, onTitle, onSent, onOpenDraft } = props;
  const { t } = useTranslation();
  const composer = useComposer(props);
  const { form } = composer;
  const sending = useSending(composer, onSent);
  const [remindDays, setRemindDays] = useState<number>();
  const online = useOnline(accounts.find(({ id }) => id === form.accountId));
  const { isOver, on } = useFileDrop(composer);
  const title = form.subject.trim() || t("compose.newMessage");
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes
  useEffect(() => onTitle(title), [title]);
  const send = (options: SendOptions) => {
    const remind = remindDays !== undefined && { remindAtMs: remindAt(remindDays, Date.now(), zone) };
    void sending.send({ ...options, ...remind });
  };
  const { press, leave } = useKeys(composer, send);
  const problemAt = (at: "to" | "form") => (sending.problem?.at === at ? sending.problem.text : undefined);
  return (
    <section
      className={isOver ? "mf-all over" : "mf-all"}
      aria-label={title}
      data-drop={t("compose.dropHere")}
      onKeyDownCapture={press}
      onKeyDown={leave}
      {...on}
    >
      <Head {...props} composer={composer} title={title} />
      <ConflictStrip composer={composer} onOpenDraft={onOpenDraft} />
      <AddressRows
        {...{ composer, identities, accounts }}
        error={problemAt("to")}
        autoFocus={opened.focus === "to"}
        onTouch={sending.forget}
      />
      <ComposerBody composer={composer} autoFocus={opened.focus === "text"} />
      <ComposerFoot
        {...{ composer, zone, remindDays }}
        busy={sending.busy}
        online={online}
        problem={problemAt("form")}
        onRemind={setRemindDays}
        onSend={send}
      />
    </section>
  );
}
