// In the browser host the page is who tells people: one tab of all takes what falls due and, when nobody looks at it, shows it
// outside of the page. In Electron the main process does.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Notice } from "../../src-preload/contract/notices.ts";
import { useCall, useConnected, useHost, useLive, useTopic } from "../live.tsx";
import { showWebNotice } from "../ui/web-notice.ts";
import { sayNotice } from "./say-notice.ts";

const LOCK = "cadran.notices";

/** Waits until this tab is the one, for as long as it is open. @returns gives it up */
function beTheOne(start: () => void): () => void {
  const wait = new AbortController();
  let end = () => {};
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  navigator.locks
    .request(LOCK, { signal: wait.signal }, () => {
      start();
      return held;
    })
    // Given up before its turn came.
    .catch(() => undefined);
  return () => {
    wait.abort();
    end();
  };
}

/** Takes and tells. @param onOpen what a click on a notification leads to */
export function useTaker(zone: string, onOpen: (notice: Notice) => void): void {
  const { t, i18n } = useTranslation();
  const call = useCall();
  const host = useHost();
  const connected = useConnected();
  const { data } = useLive("notices.list", {}, { enabled: host === "browser" });
  const isOne = useRef(false);
  const shown = useRef(new Map<string, () => void>());

  function tell(notices: readonly Notice[]): void {
    // In front of the page the cards and the bell say it.
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    const words = { t, language: i18n.language, zone, nowMs: Date.now() };
    for (const notice of notices) {
      const said = { id: notice.id, ...sayNotice(notice, words), stays: notice.kind === "reminder" };
      shown.current.set(notice.id, showWebNotice({ ...said, onClick: () => latest.current.onOpen(notice) }));
    }
  }
  const take = () => {
    if (!isOne.current) return;
    call("notices.take", {}).then(
      ({ notices }) => latest.current.tell(notices),
      () => undefined,
    );
  };
  const latest = useRef({ tell, take, onOpen });
  latest.current = { tell, take, onOpen };

  useEffect(() => {
    if (host !== "browser" || !connected) return;
    const giveUp = beTheOne(() => {
      isOne.current = true;
      latest.current.take();
    });
    return () => {
      isOne.current = false;
      giveUp();
    };
  }, [host, connected]);

  useTopic("notices", take);

  // What was dealt with elsewhere goes from outside the page too.
  useEffect(() => {
    if (!data) return;
    const ids = new Set(data.notices.map(({ id }) => id));
    for (const [id, close] of shown.current) {
      if (ids.has(id)) continue;
      close();
      shown.current.delete(id);
    }
  }, [data]);
}
