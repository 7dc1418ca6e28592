// How a mail folder stands with its server, in words, and whether that needs someone. Pure.
import type { TFunction } from "i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayRefusal } from "../i18n/say-refusal.ts";

type Tone = "ok" | "running" | "quiet" | "err";

/** Does it wait for someone? Being offline heals by itself. */
export function folderNeedsSomeone({ sync }: MailFolder): boolean {
  if ((sync.failed ?? 0) > 0) return true;
  return (sync.state === "failing" || sync.state === "parked") && sync.failure?.code !== "offline";
}

/** What is fetched of it, 0–1; undefined: all, or nobody knows. Messages first, then what they say. */
export function folderShare({ sync: { onServer, stored, readable } }: MailFolder): number | undefined {
  if (onServer === undefined || onServer === 0) return undefined;
  const share = (Math.min(stored, onServer) + Math.min(readable, onServer)) / (2 * onServer);
  return share < 1 ? share : undefined;
}

/** How much of it is here: `1 200 messages sur 4 000, 900 lisibles hors connexion`. */
export function sayFolderParts({ sync: { onServer, stored, readable } }: MailFolder, t: TFunction): string {
  const here =
    onServer !== undefined && onServer > stored
      ? t("doctor.folder.some", { count: onServer, stored })
      : t("doctor.folder.all", { count: stored });
  return readable < stored ? `${here}, ${t("doctor.folder.readable", { count: readable })}` : here;
}

/** How it stands, in one line. */
export function sayFolderState({ sync }: MailFolder, t: TFunction): { readonly tone: Tone; readonly text: string } {
  const { state, failure, failed = 0, pending } = sync;
  if (state === "running") return { tone: "running", text: t("sync.running") };
  if (state === "parked")
    return { tone: "err", text: [t("doctor.folder.parked"), sayRefusal(t, failure)].filter(Boolean).join(" ") };
  if (state === "failing" && failure)
    return { tone: failure.code === "offline" ? "quiet" : "err", text: sayFailure(t, failure) };
  if (failed > 0) {
    return { tone: "err", text: `${t("mail.refused.title", { count: failed })}. ${sayRefusal(t, failure)}`.trim() };
  }
  if (state === "paused") return { tone: "quiet", text: t("sync.paused") };
  if (pending > 0) return { tone: "quiet", text: t("mail.sync.pending", { count: pending }) };
  return { tone: "ok", text: t("sync.ready") };
}
