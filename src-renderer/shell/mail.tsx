// The mail page with the ways that lead out of it.
import type { ReactNode } from "react";
import { SyncFoot } from "../calendars/sync-foot.tsx";
import { useWrite } from "../compose/compose-provider.tsx";
import { OutboxPage } from "../compose/outbox-page.tsx";
import { MailPage } from "../mail/mail-page.tsx";
import type { MailReveal } from "../mail/use-mail-page.ts";
import type { PagesProps } from "./page.ts";

interface Props extends PagesProps {
  readonly banner: ReactNode;
  readonly reveal: MailReveal | undefined;
  readonly toOutbox: true | undefined;
}

/** The page. */
export function Mail({ nav, settings, accounts, calendars, zone, onAddAccount, onSignIn, ...rest }: Props) {
  const write = useWrite();
  const toDoctor = () => nav.go({ kind: "doctor" });
  return (
    <MailPage
      {...{ accounts, calendars, settings, zone, onAddAccount, onSignIn }}
      banner={rest.banner}
      reveal={rest.reveal}
      toOutbox={rest.toOutbox}
      foot={<SyncFoot zone={zone} onDoctor={toDoctor} onDecide={() => nav.go({ kind: "conflicts" })} />}
      outbox={<OutboxPage zone={zone} />}
      onWrite={write}
      onCreateEvent={(begun) => nav.go({ kind: "agenda", begun })}
      onOpenEvent={({ eventId, recurrenceId }) => nav.go({ kind: "agenda", reveal: { eventId, recurrenceId } })}
      onDoctor={toDoctor}
    />
  );
}
