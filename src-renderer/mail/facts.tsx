// What every part of the mail page needs to know: accounts, folders, the zone, and the ways out of the page.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import type { Settings } from "../../src-preload/contract/settings.ts";
import type { EventId, MessageId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { useNow } from "../time/use-now.ts";
import { dayOf } from "../time/wall-clock.ts";
import { type MailDeeds, useMailDeeds } from "./use-mail-deeds.ts";
import type { Write } from "./write.ts";

/** Ways that lead out of the page; the shell knows them. */
export interface MailWays {
  readonly onWrite: (write: Write) => void;
  /** Opens the agenda's editor, begun; what is saved is tied to the message. */
  readonly onCreateEvent: (begun: Partial<NewEvent> & { readonly messageId: MessageId }) => void;
  readonly onOpenEvent: (event: { eventId: EventId; recurrenceId?: RecurrenceId | undefined }) => void;
  readonly onSignIn: (account: Account) => void;
  readonly onAddAccount: () => void;
  readonly onDoctor: () => void;
}

/** What the shell gives the page. */
export interface MailKnown {
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  readonly settings: Settings;
  readonly zone: string;
}

/** All of it, with what follows from it. */
export interface MailFacts extends Omit<MailKnown, "accounts">, MailWays {
  /** Those with mail. */
  readonly accounts: readonly Account[];
  readonly folders: readonly MailFolder[];
  /** Undefined until they are known. */
  readonly isReady: boolean;
  /** The user's addresses, lower case. */
  readonly own: ReadonlySet<string>;
  readonly nowMs: number;
  readonly today: string;
  readonly deeds: MailDeeds;
  readonly density: "comfortable" | "compact";
}

const FactsContext = createContext<MailFacts | undefined>(undefined);

const NO_FOLDERS: readonly MailFolder[] = [];

/** Gives the page its facts. */
export function MailFactsProvider(props: MailKnown & MailWays & { readonly children: ReactNode }) {
  const { children, ...rest } = props;
  const { data } = useLive("mail.folders", {});
  const { data: identities } = useLive("mail.identities", {});
  const nowMs = useNow();
  const deeds = useMailDeeds();
  const accounts = useMemo(() => rest.accounts.filter(({ mail }) => mail !== undefined), [rest.accounts]);
  const own = useMemo(() => {
    const known = accounts.flatMap(({ address, addresses }) => [...addresses, ...(address ? [address] : [])]);
    const aliases = identities?.identities.map(({ address }) => address) ?? [];
    return new Set([...known, ...aliases].map((one) => one.toLowerCase()));
  }, [accounts, identities]);
  const facts: MailFacts = {
    ...rest,
    accounts,
    folders: data?.folders ?? NO_FOLDERS,
    isReady: data !== undefined,
    own,
    nowMs,
    today: dayOf(nowMs, rest.zone),
    deeds,
    density: rest.settings.mail?.density ?? "comfortable",
  };
  return <FactsContext value={facts}>{children}</FactsContext>;
}

/** The facts. */
export function useMailFacts(): MailFacts {
  const facts = useContext(FactsContext);
  if (!facts) throw new Error("outside MailFactsProvider");
  return facts;
}
