// What the sign-in screens say and offer: the code in groups, what is left of its time, what helps after each failure. Pure.
import type { FailureData } from "../../src-preload/contract/failure.ts";

/** A code in groups that the eye can hold: `HRJ 4CS 7PM`. One that brings separators of its own stays as it is. */
export function groupsOf(code: string): readonly string[] {
  if (!/^[A-Za-z0-9]+$/.test(code)) return [code];
  const size = code.length % 3 === 0 ? 3 : 4;
  return code.match(new RegExp(`.{1,${size}}`, "g")) ?? [code];
}

/** An address as one would type it: `microsoft.com/devicelogin`. */
export function typedAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host.replace(/^www\./, "")}${pathname.replace(/\/$/, "")}`;
}

/** What is left: whole minutes until the last one, then seconds. */
export function timeLeft(expiresAtMs: number, nowMs: number): { readonly unit: "minutes" | "seconds"; count: number } {
  const seconds = Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1000));
  return seconds > 60 ? { unit: "minutes", count: Math.ceil(seconds / 60) } : { unit: "seconds", count: seconds };
}

/** What can be done about a sign-in that failed. `other`: again, without naming anybody on the page. */
export type Remedy = "again" | "other" | "code" | "settings" | "published" | "agenda" | "add";

/** A failed sign-in as people see it. */
export interface Trouble {
  /** Key of its title, `signIn.trouble.…`. */
  readonly title: "declined" | "timeout" | "tenant" | "person" | "exists" | "mailbox" | "offline" | "app" | "any";
  /** The one that helps most first. */
  readonly remedies: readonly Remedy[];
}

/** What is not known by its reason is `any`, or `offline` where the network is at fault. */
export function troubleOf({ reason, code }: Pick<FailureData, "reason" | "code">): Trouble {
  switch (reason) {
    case "sign-in-declined":
      return { title: "declined", remedies: ["again", "code"] };
    case "sign-in-timeout":
      return { title: "timeout", remedies: ["again", "code"] };
    case "sign-in-failed":
      return { title: "any", remedies: ["again", "code", "settings"] };
    case "wrong-tenant":
      return { title: "tenant", remedies: ["other", "settings"] };
    case "other-account":
      return { title: "person", remedies: ["again", "add"] };
    case "account-exists":
      return { title: "exists", remedies: ["agenda", "other"] };
    case "no-mailbox":
    case "no-calendars":
      return { title: "mailbox", remedies: ["other", "published"] };
    case "no-app-id":
      return { title: "app", remedies: ["settings", "published"] };
    case "invalid-input":
      return { title: "any", remedies: ["settings", "again"] };
    default: {
      const isAway = code === "offline" || code === "timeout" || code === "rate-limited";
      return { title: isAway ? "offline" : "any", remedies: ["again"] };
    }
  }
}
