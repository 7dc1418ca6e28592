// What stands in the panel: the dashboard, the agenda, or a page that was opened over one of them.
import { useState } from "react";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { ChangesButton } from "../changes/changes-button.tsx";
import { later } from "../ui/later.tsx";
import { Banner } from "./banner.tsx";
import { keptPage, type PagesProps } from "./page.ts";

const first = keptPage().kind;
const AgendaPage = later(async () => (await import("../agenda/agenda-page.tsx")).AgendaPage, first === "agenda");
const Home = later(async () => (await import("./home.tsx")).Home, first === "home");
const ConflictPage = later(async () => (await import("../conflicts/conflict-page.tsx")).ConflictPage);
const DoctorPage = later(async () => (await import("../doctor/doctor-page.tsx")).DoctorPage, first === "doctor");
const TrashPage = later(async () => (await import("../history/trash-page.tsx")).TrashPage, first === "trash");
const HistoryDrawer = later(async () => (await import("../history/history-drawer.tsx")).HistoryDrawer);

const Mail = later(async () => (await import("./mail.tsx")).Mail);

/** The panel. */
export function Pages(props: PagesProps) {
  const { nav, today, zone, accounts, calendars, onSignIn, onToggleSidebar } = props;
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
  if (page.kind === "mail") return <Mail {...props} banner={banner} reveal={page.mail} toOutbox={page.outbox} />;
  if (page.kind === "home") return <Home {...props} banner={banner} />;
  return (
    <>
      <AgendaPage
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
        onMail={(mail) => go({ kind: "mail", mail })}
      />
      {past !== undefined && <HistoryDrawer eventId={past} zone={zone} onClose={() => setPast(undefined)} />}
    </>
  );
}
