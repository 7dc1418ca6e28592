// What stands in the panel: the dashboard, the agenda, or a page that was opened over one of them.
import { useState } from "react";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { AgendaPage } from "../agenda/agenda-page.tsx";
import { ChangesButton } from "../changes/changes-button.tsx";
import { ConflictPage } from "../conflicts/conflict-page.tsx";
import { DoctorPage } from "../doctor/doctor-page.tsx";
import { HistoryDrawer } from "../history/history-drawer.tsx";
import { TrashPage } from "../history/trash-page.tsx";
import { Banner } from "./banner.tsx";
import { Home } from "./home.tsx";
import type { PagesProps } from "./page.ts";

/** The panel. */
export function Pages(props: PagesProps) {
  const { nav, place, today, zone, accounts, calendars, onSignIn, onToggleSidebar } = props;
  const { page, go, back } = nav;
  const [past, setPast] = useState<EventId>();
  const decide = (first?: string) => go({ kind: "conflicts", ...(first !== undefined && { first }) });
  const banner = <Banner onSignIn={onSignIn} onDecide={() => decide()} />;
  if (page.kind === "conflicts") {
    return <ConflictPage calendars={calendars} zone={zone} first={page.first} onBack={back} />;
  }
  if (page.kind === "doctor") {
    return <DoctorPage accounts={accounts} zone={zone} onBack={back} onDecide={() => decide()} onSignIn={onSignIn} />;
  }
  if (page.kind === "trash") return <TrashPage zone={zone} onBack={back} />;
  if (page.kind === "home") return <Home {...props} banner={banner} />;
  return (
    <>
      <AgendaPage
        place={place}
        today={today}
        zone={zone}
        calendars={calendars}
        banner={banner}
        aside={
          <ChangesButton
            calendars={calendars}
            zone={zone}
            onOpen={({ eventId }) => go({ kind: "agenda", reveal: { eventId } })}
            onHistory={({ eventId }) => setPast(eventId)}
          />
        }
        reveal={page.reveal}
        begun={page.begun}
        onDecide={decide}
        onHistory={setPast}
        onToggleSidebar={onToggleSidebar}
      />
      {past !== undefined && <HistoryDrawer eventId={past} zone={zone} onClose={() => setPast(undefined)} />}
    </>
  );
}
