// Notifications of the browser, for a page that has no desktop of its own. Nobody is asked for them but by a button.
import { useEffect, useState } from "react";

/** `none`: this browser has them not, or not here. */
export type WebNoticeRight = NotificationPermission | "none";

const right = (): WebNoticeRight => ("Notification" in globalThis ? Notification.permission : "none");

/** @returns whether they may be shown, kept true while the page is open, and how to ask the person */
export function useWebNotices(): { readonly right: WebNoticeRight; readonly ask: () => Promise<void> } {
  const [now, setNow] = useState(right);
  useEffect(() => {
    // It may be changed in the browser's own settings, which are another page.
    const look = () => setNow(right());
    addEventListener("focus", look);
    return () => removeEventListener("focus", look);
  }, []);
  const ask = async () => {
    if (right() === "default") await Notification.requestPermission();
    setNow(right());
  };
  return { right: now, ask };
}

interface WebNotice {
  /** The same one is never shown twice. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Stays until somebody has dealt with it. */
  readonly stays?: boolean;
  readonly onClick: () => void;
}

/** Shows one, where that is allowed. @returns takes it away */
export function showWebNotice({ id, title, text, stays = false, onClick }: WebNotice): () => void {
  if (right() !== "granted") return () => undefined;
  const shown = new Notification(title, { tag: id, body: text, requireInteraction: stays });
  shown.onclick = () => {
    window.focus();
    shown.close();
    onClick();
  };
  return () => shown.close();
}
