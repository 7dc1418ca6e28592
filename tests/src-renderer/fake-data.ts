// The week of the pictures: what the fake bridge tells.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventDetail, EventStatus } from "../../src-preload/contract/events.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";

export const ZONE = "Europe/Paris";
/** When the tests and the screenshots happen. */
export const NOW_MS = Date.parse("2026-11-18T10:15:00+01:00");

export interface SeedEvent {
  readonly calendar: string;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly rrule?: string;
  readonly location?: string;
  readonly description?: string;
  readonly guests?: readonly string[];
  readonly status?: EventStatus;
  readonly pending?: boolean;
  /** The user's own answer: then Nora Keller organises it. */
  readonly answer?: "needs-action" | "accepted" | "declined" | "tentative" | "delegated";
  readonly conflict?: boolean;
  /** What else `events.get` says of it. */
  readonly more?: Partial<Pick<EventDetail, "conferenceUrl" | "url" | "privacy" | "transparency" | "categories">>;
}

export function accountSeed(): Account[] {
  const account = (id: string, label: string, kind: Account["kind"], color: string): Account => ({
    id: id as AccountId,
    kind,
    label,
    color,
    address: "camille@atelier-meridien.ch",
    addresses: ["camille@atelier-meridien.ch"],
    state: "ready",
  });
  return [account("a1", "Infomaniak", "infomaniak", "#2F6FE0"), account("a2", "Nextcloud", "caldav", "#7B57DB")];
}

export function calendarSeed(): Calendar[] {
  const row = (id: string, name: string, color: string, accountId?: string): Calendar => ({
    id: id as CalendarId,
    ...(accountId && { accountId: accountId as AccountId }),
    name,
    color,
    kind: "personal",
    visible: true,
    readOnly: false,
    order: 0,
    conflictPolicy: "ask",
    window: null,
    schedules: false,
    syncEnabled: accountId !== undefined,
    frequencyMinutes: accountId === undefined ? 0 : 15,
  });
  return [
    { ...row("travail", "Travail", "#2F6FE0", "a1"), order: 1 },
    { ...row("perso", "Personnel", "#12946B", "a1"), order: 2 },
    { ...row("famille", "Famille", "#D2478A", "a1"), order: 3 },
    { ...row("equipe", "Équipe produit", "#0E8FA3", "a2"), order: 4 },
    { ...row("comite", "Comité de pilotage", "#8B6B2E", "a2"), order: 5, readOnly: true },
    { ...row("geneve", "Genève Mobilités", "#CC5A32", "a2"), order: 6 },
    { ...row("musee", "Musée de l’Horlogerie", "#5F7196", "a2"), order: 7, syncEnabled: false },
    { ...row("idees", "Idées", "#7A8B1F"), order: 8, visible: false },
  ];
}

const at = (
  day: string,
  from: string,
  to: string,
  title: string,
  calendar: string,
  more: Partial<SeedEvent> = {},
): SeedEvent => ({
  calendar,
  title,
  start: `2026-${day}T${from}`,
  end: `2026-${day}T${to}`,
  ...more,
});
const days = (from: string, to: string, title: string, calendar: string): SeedEvent => ({
  calendar,
  title,
  start: `2026-${from}`,
  end: `2026-${to}`,
});

export const eventSeed = (): SeedEvent[] => [
  days("11-18", "11-19", "Télétravail", "travail"),
  days("11-19", "11-21", "Salon des mobilités, Genève", "geneve"),
  days("11-21", "11-22", "Anniversaire de Jules", "famille"),
  at("11-16", "09:00", "10:00", "Point hebdo produit", "equipe", { rrule: "FREQ=WEEKLY" }),
  at("11-16", "11:00", "12:00", "Entretien avec Léa Marchetti", "travail"),
  at("11-16", "14:00", "16:00", "Atelier de cadrage", "geneve"),
  at("11-16", "18:00", "19:00", "Piscine", "perso"),
  at("11-17", "08:30", "09:15", "Café avec Amélie", "perso"),
  at("11-17", "10:00", "11:30", "Comité de pilotage T4", "comite"),
  at("11-17", "13:30", "15:00", "Revue des maquettes", "equipe"),
  at("11-17", "15:30", "16:00", "1:1 Karim", "travail"),
  at("11-18", "09:30", "11:00", "Revue de lancement v2", "equipe"),
  at("11-18", "11:30", "12:00", "Point avec Inès", "travail"),
  at("11-18", "12:15", "13:30", "Déjeuner avec Paul", "perso"),
  at("11-18", "14:00", "15:00", "Restitution intermédiaire", "geneve", {
    rrule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261216T130000Z",
    location: "Rue du Rhône 14, salle Jura",
    description: "<p>Présenter les résultats des <b>12 entretiens</b> et choisir les deux pistes à prototyper.</p>",
    guests: ["Nora Keller", "Marc Dubois", "Inès Haddad"],
  }),
  at("11-18", "16:00", "17:00", "Client demo", "travail", { pending: true }),
  at("11-18", "17:30", "18:30", "Chorale", "perso"),
  at("11-19", "09:30", "11:30", "Préparer le devis", "travail"),
  at("11-19", "14:00", "15:30", "Visite des réserves", "musee"),
  at("11-19", "14:30", "15:00", "Appel notaire", "perso"),
  at("11-19", "17:30", "18:30", "Réunion parents-profs", "famille", { status: "cancelled" }),
  at("11-20", "09:00", "09:45", "Rétrospective", "equipe"),
  at("11-20", "10:30", "12:00", "Entretiens utilisateurs", "geneve"),
  at("11-20", "12:15", "13:30", "Déjeuner d’équipe", "equipe", { status: "tentative" }),
  at("11-20", "15:00", "16:00", "Bilan de sprint", "equipe"),
  at("11-21", "10:00", "11:30", "Marché de Carouge", "perso"),
  at("11-22", "11:00", "13:30", "Brunch chez Sofia", "perso"),
  at("11-22", "17:00", "18:00", "Appel maman", "famille"),
  at("10-26", "09:00", "10:00", "Point hebdo produit", "equipe"),
  at("10-27", "10:00", "11:00", "Bilan trimestriel", "comite"),
  at("10-28", "14:00", "15:30", "Appel d’offres", "geneve"),
  at("11-01", "12:00", "14:00", "Repas de famille", "famille"),
  days("11-02", "11-05", "Vacances de la Toussaint", "famille"),
  at("11-05", "09:00", "10:00", "Point hebdo produit", "equipe"),
  at("11-06", "11:00", "12:00", "Entretien annuel", "travail"),
  at("11-09", "13:30", "14:30", "Dentiste", "perso"),
  at("11-10", "10:00", "11:30", "Comité éditorial", "comite"),
  at("11-12", "18:00", "20:00", "Concert de la chorale", "perso"),
  days("11-14", "11-16", "Week-end à Annecy", "famille"),
  at("11-24", "14:00", "17:00", "Atelier parcours", "geneve"),
  at("11-25", "11:00", "12:00", "Budget 2027", "comite"),
  days("11-26", "11-28", "Déplacement à Lausanne", "travail"),
  at("11-27", "19:30", "22:00", "Théâtre", "perso"),
];
