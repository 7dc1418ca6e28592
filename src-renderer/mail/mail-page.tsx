// The mail page: folders, list, reader.
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { MailFactsProvider, type MailKnown, type MailWays, useMailFacts } from "./facts.tsx";
import { FolderPane } from "./folder-pane.tsx";
import { ListPane } from "./list-pane.tsx";
import type { Line } from "./list-rows.ts";
import { MailWelcome } from "./mail-welcome.tsx";
import { folderName } from "./role-look.ts";
import { within } from "./selection.ts";
import { ThreadReader } from "./thread-reader.tsx";
import { type Lines, useLines } from "./use-lines.ts";
import { type ListMoves, useListMoves } from "./use-list-moves.ts";
import { useMailCommands } from "./use-mail-commands.ts";
import { type MailPageState, type MailReveal, useMailPage } from "./use-mail-page.ts";

interface Props extends MailKnown, MailWays {
  readonly banner: ReactNode;
  /** What stands under the folders: the state of sync. */
  readonly foot: ReactNode;
  readonly reveal?: MailReveal | undefined;
  /** It was opened for what waits to be sent. */
  readonly toOutbox?: true | undefined;
  /** What waits to be sent, shown in place of list and reader. */
  readonly outbox: ReactNode;
}

/** What the list is called. */
function useTitle({ place, query }: MailPageState): string {
  const { t } = useTranslation();
  const { folders } = useMailFacts();
  if (query !== undefined) return t("mail.search.label");
  if (place.kind === "outbox") return t("mail.outbox");
  if (place.kind === "role") return t(place.role === "inbox" ? "mail.unifiedInbox" : `mail.role.${place.role}`);
  const folder = folders.find(({ id }) => id === place.folderId);
  return folder ? folderName(t, folder) : t("mail.title");
}

/** What is gone from the list is not chosen any more: the count in the bar is what a deed is for. */
function useGone({ selection, setSelection }: MailPageState, lines: readonly Line[]) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when the list changes
  useEffect(() => {
    if (selection.ids.size > 0) setSelection(within(selection, new Set(lines.map(({ id }) => id))));
  }, [lines]);
}

/** Takes what is dropped on a folder there: the line, or all that is chosen where it is one of them. */
function useDrop(state: MailPageState, { lines, found }: Lines, moves: ListMoves) {
  const { t } = useTranslation();
  const { deeds } = useMailFacts();
  const drop = (lineId: string, folder: MailFolder) => {
    const isChosen = state.selection.ids.has(lineId);
    const line = lines.find(({ id }) => id === lineId);
    const target = isChosen
      ? moves.target()
      : line && { ids: line.messageIds, count: 1, ...(!found && { fromFolderId: line.folderId }) };
    if (!target || (line && line.folderId === folder.id)) return;
    if (isChosen || state.open?.lineId === lineId) moves.leave();
    deeds.moveTo(target, folder.id, folderName(t, folder));
  };
  const latest = useRef(drop);
  latest.current = drop;
  return useCallback((lineId: string, folder: MailFolder) => latest.current(lineId, folder), []);
}

function Page({ banner, foot, reveal, outbox, toOutbox }: Props) {
  const { t } = useTranslation();
  const { density } = useMailFacts();
  const state = useMailPage(reveal, toOutbox);
  const lines = useLines(state.place, state.only, state.query);
  const moves = useListMoves(state, lines.lines, lines.found !== undefined);
  useGone(state, lines.lines);
  const title = useTitle(state);
  useMailCommands(state, lines, moves);
  const drop = useDrop(state, lines, moves);
  const shape = `mail-columns ${density}${state.open ? " reading" : ""}${state.isFull ? " full" : ""}`;
  return (
    <div className="mail">
      <FolderPane place={state.place} onGo={state.go} onDrop={drop} foot={foot} />
      <main className="panel mail-panel" aria-label={t("mail.title")}>
        {banner}
        {state.place.kind === "outbox" && state.query === undefined ? (
          <div className="mail-outbox">{outbox}</div>
        ) : (
          <div className={shape}>
            <ListPane {...{ state, lines, moves, title }} />
            <ThreadReader state={state} moves={moves} />
          </div>
        )}
      </main>
    </div>
  );
}

function Either(props: Props) {
  const { accounts } = useMailFacts();
  return accounts.length > 0 ? <Page {...props} /> : <MailWelcome banner={props.banner} />;
}

/** The page. */
export function MailPage(props: Props) {
  return (
    <MailFactsProvider {...props}>
      <Either {...props} />
    </MailFactsProvider>
  );
}
