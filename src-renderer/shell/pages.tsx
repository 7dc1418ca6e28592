// What stands in the panel: the agenda, or a page that was opened over it.
import { useState } from "react";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { AgendaPage } from "../agenda/agenda-page.tsx";
import type { Place } from "../agenda/place.ts";
import type { Reveal } from "../agenda/use-reveal.ts";
import { ChangesButton } from "../changes/changes-button.tsx";
import { ConflictPage } from "../conflicts/conflict-page.tsx";
import { DoctorPage } from "../doctor/doctor-page.tsx";
import { Banner } from "./banner.tsx";

/** The page in the panel. */
export type Page =
  | { readonly kind: "agenda" }
  | { readonly kind: "doctor" }
  | { readonly kind: "conflicts"; readonly first?: string };

interface Props {
  readonly page: Page;
  readonly onPage: (page: Page) => void;
  readonly place: Place;
  readonly today: string;
  readonly zone: string;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  readonly onSignIn: (account: Account) => void;
  readonly onToggleSidebar: () => void;
}

/** The panel. */
export function Pages({ page, onPage, place, today, zone, accounts, calendars, onSignIn, onToggleSidebar }: Props) {
  const [reveal, setReveal] = useState<Reveal>();
  const back = () => onPage({ kind: "agenda" });
  const decide = (first?: string) => onPage({ kind: "conflicts", ...(first !== undefined && { first }) });
  if (page.kind === "conflicts") {
    return <ConflictPage calendars={calendars} zone={zone} first={page.first} onBack={back} />;
  }
  if (page.kind === "doctor") {
    return <DoctorPage accounts={accounts} zone={zone} onBack={back} onDecide={() => decide()} onSignIn={onSignIn} />;
  }
  return (
    <AgendaPage
      place={place}
      today={today}
      zone={zone}
      calendars={calendars}
      banner={<Banner onSignIn={onSignIn} onDecide={() => decide()} />}
      aside={<ChangesButton calendars={calendars} zone={zone} onOpen={({ eventId }) => setReveal({ eventId })} />}
      reveal={reveal}
      onDecide={decide}
      onToggleSidebar={onToggleSidebar}
    />
  );
}
