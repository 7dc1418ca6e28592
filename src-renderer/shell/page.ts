// Which page is in the panel, and how to go to another. A reload comes back to the one shown last.
import { useState } from "react";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import type { Begun } from "../agenda/begun.ts";
import type { Reveal } from "../agenda/use-reveal.ts";
import type { MailReveal } from "../mail/use-mail-page.ts";

/** The page in the panel. */
export type Page =
  /** `add`: with the line that makes an event of a sentence under the cursor. */
  | { readonly kind: "home"; readonly add?: true }
  | { readonly kind: "doctor" }
  | { readonly kind: "trash" }
  /** With a conversation to show. */
  | { readonly kind: "mail"; readonly mail?: MailReveal; readonly outbox?: true }
  /** With an event to show, or one to write. */
  | { readonly kind: "agenda"; readonly reveal?: Reveal; readonly begun?: Begun }
  | { readonly kind: "conflicts"; readonly first?: string };

const KEY = "cadran.page";
/** Pages that mean something when they are opened out of the blue. */
const KEPT = ["home", "agenda", "mail", "doctor", "trash"] as const;

/** The page that is shown first. */
export function keptPage(): Page {
  try {
    const stored = sessionStorage.getItem(KEY);
    return { kind: KEPT.find((kind) => kind === stored) ?? "home" };
  } catch {
    return { kind: "home" };
  }
}

function keep({ kind }: Page): void {
  try {
    sessionStorage.setItem(KEY, kind === "conflicts" ? "agenda" : kind);
  } catch {
    // A page without storage starts at home each time.
  }
}

/** The page, the way to another, and the way back from one that was opened over home or the agenda. */
export function usePage(): { page: Page; go: (page: Page) => void; back: () => void } {
  const [page, setPage] = useState(keptPage);
  const [base, setBase] = useState<"home" | "agenda" | "mail">(
    page.kind === "agenda" || page.kind === "mail" ? page.kind : "home",
  );
  const go = (next: Page) => {
    keep(next);
    if (next.kind === "home" || next.kind === "agenda" || next.kind === "mail") setBase(next.kind);
    setPage(next);
  };
  return { page, go, back: () => go({ kind: base }) };
}

/** What every page may need. */
export interface PagesProps {
  readonly nav: ReturnType<typeof usePage>;
  readonly settings: Settings;
  readonly today: string;
  readonly zone: string;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  readonly onAddAccount: () => void;
  readonly onSignIn: (account: Account) => void;
  readonly onToggleSidebar: () => void;
}
