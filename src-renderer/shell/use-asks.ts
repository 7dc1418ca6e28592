// What the desktop asks of the window: a notification was clicked, a link or a file was opened, the popover wants something shown.
import { useEffect, useRef, useState } from "react";
import type { HostAsk } from "../../src-preload/contract/bridge.ts";
import { useWrite } from "../compose/compose-provider.tsx";
import { readMailto } from "../compose/mailto.ts";
import { useCall, useDesktop } from "../live.tsx";
import type { Letter } from "../mail/letter-dialog.tsx";
import { useTold } from "../told.ts";
import type { CalendarFile } from "../transfer/read-files.ts";
import { useAllCommands } from "../ui/commands.tsx";
import type { Page } from "./page.ts";

/** What waits to be done. */
export interface Asked {
  readonly next: HostAsk | undefined;
  readonly done: () => void;
}

/** The page's own names of what the desktop's menu offers. */
const COMMANDS = { search: "search.open", "keys.open": "keys.open" } as const;

/** What can be done before there is any account. */
interface EarlyWays {
  /** An address to follow. */
  readonly onSubscribe: (url: string) => void;
  /** A message that is a file. */
  readonly onLetter: (letter: Letter) => void;
}

/** Hears what is asked; what nobody can do yet waits until `next` is taken by a part that can. */
export function useAsked(ways: EarlyWays): Asked {
  const desktop = useDesktop();
  const [waiting, setWaiting] = useState<readonly HostAsk[]>([]);
  const latest = useRef(ways);
  latest.current = ways;
  useEffect(
    () =>
      desktop.onAsk((ask) => {
        if (ask.ask === "subscribe") latest.current.onSubscribe(ask.url);
        else if (ask.ask === "openMail") latest.current.onLetter({ name: ask.name, base64: ask.base64 });
        else setWaiting((all) => [...all, ask]);
      }),
    [desktop],
  );
  return { next: waiting[0], done: () => setWaiting((all) => all.slice(1)) };
}

/** What the window can do. */
interface Ways {
  readonly onPage: (page: Page) => void;
  readonly onSettings: () => void;
  readonly onFiles: (files: readonly CalendarFile[]) => void;
}

function useMailWays({ onPage }: Ways) {
  const call = useCall();
  const write = useWrite();

  async function openMessage(id: Extract<HostAsk, { ask: "openMessage" }>["messageId"]) {
    const { threadId, folderIds } = await call("mail.message", { id });
    const [folderId] = folderIds;
    if (folderId) onPage({ kind: "mail", mail: { threadId, folderId, messageId: id } });
  }

  function compose({ mailto, replyTo }: Extract<HostAsk, { ask: "compose" }>) {
    if (replyTo) {
      write({ kind: "reply", messageId: replyTo });
      return;
    }
    const { body: text, ...begun } = (mailto && readMailto(mailto)) || { body: "" };
    write({ kind: "new", ...begun, text });
  }

  return { openMessage, compose };
}

/** Does what was asked, one after the other. @returns does one thing more: the page asks it of itself */
export function useDoAsked({ next, done }: Asked, ways: Ways): (ask: HostAsk) => void {
  const told = useTold();
  const { openMessage, compose } = useMailWays(ways);
  const commands = useAllCommands();
  const { onPage, onSettings, onFiles } = ways;

  function run(ask: HostAsk): void {
    switch (ask.ask) {
      case "page":
        if (ask.page === "settings") onSettings();
        else onPage({ kind: ask.page === "sync" ? "doctor" : ask.page });
        return;
      case "quickAdd":
        onPage({ kind: "home", add: true });
        return;
      case "openEvent": {
        const { eventId, recurrenceId } = ask;
        onPage({ kind: "agenda", reveal: { eventId, recurrenceId } });
        return;
      }
      case "openMessage":
        told(openMessage(ask.messageId));
        return;
      case "compose":
        compose(ask);
        return;
      case "import":
        onFiles([{ name: ask.name, text: ask.text }]);
        return;
      case "command":
        commands()
          .find(({ id }) => id === COMMANDS[ask.id])
          ?.run();
        return;
      // Done by useAsked.
      case "subscribe":
      case "openMail":
    }
  }

  const latest = useRef({ run, done });
  latest.current = { run, done };
  useEffect(() => {
    if (!next) return;
    latest.current.done();
    latest.current.run(next);
  }, [next]);
  return run;
}
