// What the demo's people do in a fortnight, as data. Day 0 is the Monday of the current week; texts are [French, English].

/** The same in both languages of the demo. */
export type Words = readonly [fr: string, en: string];

/** An event, or a series where `rule` (RFC 5545 §3.3.10) is given; `remind` is in minutes before the start. */
export interface Plan {
  readonly calendar: "work" | "personal" | "family" | "product";
  readonly title: Words;
  readonly day: number;
  /** Wall clock `HH:MM`; without one the event is all-day. */
  readonly at?: string;
  /** Minutes, or whole days for an all-day event. */
  readonly length: number;
  readonly place?: Words;
  readonly notes?: Words;
  readonly people?: readonly string[];
  readonly rule?: string;
  /** Days on which a recurring event does not take place. */
  readonly skips?: readonly number[];
  /** One instance that takes place at another time. */
  readonly moved?: { readonly from: number; readonly day: number; readonly at: string };
  readonly status?: "TENTATIVE" | "CANCELLED";
  readonly remind?: number;
}

const CAMILLE = "Camille Rochat <camille.rochat@example.org>";
const LUCAS = "Lucas Meier <lucas.meier@example.org>";
const INES = "Inês Ferreira <ines.ferreira@example.org>";
const NORA = "Nora Keller <nora.keller@example.org>";
const TEAM = [CAMILLE, LUCAS, INES];

/** Days count from the Monday of the current week. */
export const PLANS: readonly Plan[] = [
  {
    calendar: "product",
    title: ["Point quotidien", "Daily stand-up"],
    day: -21,
    at: "09:15",
    length: 15,
    rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    skips: [9],
    people: TEAM,
    place: ["Visioconférence", "Video call"],
  },
  {
    calendar: "product",
    title: ["Revue de sprint", "Sprint review"],
    day: -25,
    at: "14:00",
    length: 60,
    rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
    moved: { from: 3, day: 4, at: "10:30" },
    people: [...TEAM, NORA],
    place: ["Salle Léman", "Room Leman"],
    notes: ["Démonstrations, puis retour des clients pilotes.", "Demos, then feedback from the pilot customers."],
  },
  {
    calendar: "product",
    title: ["Planification", "Sprint planning"],
    day: 0,
    at: "10:00",
    length: 90,
    people: TEAM,
    remind: 10,
  },
  {
    calendar: "product",
    title: ["Atelier hors ligne", "Offline workshop"],
    day: 1,
    at: "13:30",
    length: 150,
    people: TEAM,
    place: ["Salle Jura", "Room Jura"],
  },
  { calendar: "product", title: ["Version 2.4 en ligne", "Release 2.4"], day: 2, length: 1 },
  {
    calendar: "product",
    title: ["Tests utilisateurs", "User testing"],
    day: 8,
    at: "09:30",
    length: 180,
    people: [INES],
    place: ["Laboratoire, 2e étage", "Lab, 2nd floor"],
  },
  { calendar: "product", title: ["Rétrospective", "Retrospective"], day: 11, at: "11:00", length: 60, people: TEAM },
  {
    calendar: "product",
    title: ["Feuille de route T1", "Q1 roadmap"],
    day: 9,
    at: "15:00",
    length: 90,
    people: [NORA, LUCAS],
    status: "TENTATIVE",
  },
  {
    calendar: "work",
    title: ["Tête-à-tête avec Nora", "One-to-one with Nora"],
    day: -20,
    at: "16:00",
    length: 30,
    rule: "FREQ=WEEKLY;BYDAY=TU",
    people: [NORA],
  },
  {
    calendar: "work",
    title: ["Comité de direction", "Management meeting"],
    day: 0,
    at: "14:00",
    length: 120,
    place: ["Siège, Genève", "Head office, Geneva"],
    people: [NORA, CAMILLE],
    remind: 30,
  },
  {
    calendar: "work",
    title: ["Entretien : développeuse senior", "Interview: senior developer"],
    day: 2,
    at: "10:00",
    length: 60,
    people: [LUCAS],
  },
  {
    calendar: "work",
    title: ["Déjeuner client", "Lunch with a customer"],
    day: 2,
    at: "12:00",
    length: 90,
    place: ["Café du Centre, Lausanne", "Café du Centre, Lausanne"],
  },
  {
    calendar: "work",
    title: ["Préparer le budget", "Prepare the budget"],
    day: 3,
    at: "08:30",
    length: 120,
    notes: ["Reprendre les chiffres du troisième trimestre.", "Start from the third quarter's figures."],
  },
  {
    calendar: "work",
    title: ["Appel fournisseur", "Supplier call"],
    day: 3,
    at: "09:30",
    length: 30,
    status: "CANCELLED",
  },
  {
    calendar: "work",
    title: ["Formation sécurité", "Security training"],
    day: 4,
    at: "13:30",
    length: 120,
    place: ["En ligne", "Online"],
  },
  {
    calendar: "work",
    title: ["Déplacement à Zurich", "Trip to Zurich"],
    day: 7,
    length: 2,
    place: ["Zurich", "Zurich"],
  },
  {
    calendar: "work",
    title: ["Atelier partenaires", "Partner workshop"],
    day: 7,
    at: "10:00",
    length: 300,
    place: ["Technopark, Zurich", "Technopark, Zurich"],
    people: [CAMILLE],
  },
  {
    calendar: "work",
    title: ["Point ventes et produit", "Sales and product sync"],
    day: 10,
    at: "14:00",
    length: 45,
    people: [CAMILLE, LUCAS],
  },
  { calendar: "work", title: ["Clôture du mois", "Month-end closing"], day: 11, at: "16:00", length: 60 },
  {
    calendar: "personal",
    title: ["Course au bord du lac", "Run by the lake"],
    day: -19,
    at: "07:00",
    length: 45,
    rule: "FREQ=WEEKLY;BYDAY=WE,SA",
  },
  {
    calendar: "personal",
    title: ["Dentiste", "Dentist"],
    day: 1,
    at: "08:00",
    length: 45,
    place: ["Rue de Bourg 12", "Rue de Bourg 12"],
    remind: 60,
  },
  {
    calendar: "personal",
    title: ["Cours de piano", "Piano lesson"],
    day: -18,
    at: "18:30",
    length: 60,
    rule: "FREQ=WEEKLY;BYDAY=TH",
  },
  {
    calendar: "personal",
    title: ["Cinéma avec Inês", "Cinema with Inês"],
    day: 4,
    at: "20:15",
    length: 135,
    place: ["Cinéma Capitole", "Capitole cinema"],
  },
  { calendar: "personal", title: ["Rendre les livres", "Return the library books"], day: 5, length: 1 },
  {
    calendar: "personal",
    title: ["Brocante", "Flea market"],
    day: 5,
    at: "10:00",
    length: 120,
    place: ["Place de la Riponne", "Place de la Riponne"],
  },
  {
    calendar: "personal",
    title: ["Randonnée", "Hike"],
    day: 13,
    at: "08:00",
    length: 480,
    place: ["Rochers-de-Naye", "Rochers-de-Naye"],
    status: "TENTATIVE",
  },
  { calendar: "personal", title: ["Coiffeur", "Haircut"], day: 8, at: "17:30", length: 45 },
  { calendar: "personal", title: ["Contrôle de la voiture", "Car service"], day: 10, at: "07:45", length: 30 },
  {
    calendar: "family",
    title: ["Natation de Léo", "Leo's swimming"],
    day: -19,
    at: "14:00",
    length: 60,
    rule: "FREQ=WEEKLY;BYDAY=WE",
    place: ["Piscine de Mon-Repos", "Mon-Repos pool"],
  },
  {
    calendar: "family",
    title: ["Réunion de parents", "Parents' evening"],
    day: 1,
    at: "19:00",
    length: 90,
    place: ["École des Tilleuls", "Tilleuls school"],
    remind: 60,
  },
  { calendar: "family", title: ["Anniversaire de maman", "Mum's birthday"], day: 3, length: 1, rule: "FREQ=YEARLY" },
  {
    calendar: "family",
    title: ["Week-end à la montagne", "Weekend in the mountains"],
    day: 5,
    length: 2,
    place: ["Les Diablerets", "Les Diablerets"],
  },
  { calendar: "family", title: ["Souper chez les Martin", "Dinner at the Martins'"], day: 9, at: "19:30", length: 180 },
  {
    calendar: "family",
    title: ["Pédiatre", "Paediatrician"],
    day: 10,
    at: "11:15",
    length: 30,
    notes: ["Prendre le carnet de vaccination.", "Bring the vaccination card."],
  },
  {
    calendar: "family",
    title: ["Goûter d'anniversaire de Zoé", "Zoé's birthday party"],
    day: 12,
    at: "14:30",
    length: 150,
  },
];

/** Public holidays with a fixed date, `MMDD`. */
export const FIXED_HOLIDAYS: readonly (readonly [string, Words])[] = [
  ["0101", ["Nouvel An", "New Year's Day"]],
  ["0102", ["Saint-Berchtold", "Berchtold's Day"]],
  ["0801", ["Fête nationale", "Swiss National Day"]],
  ["1225", ["Noël", "Christmas Day"]],
  ["1226", ["Saint-Étienne", "St Stephen's Day"]],
];

/** Holidays by days after Easter Sunday. */
export const EASTER_HOLIDAYS: readonly (readonly [number, Words])[] = [
  [-2, ["Vendredi saint", "Good Friday"]],
  [1, ["Lundi de Pâques", "Easter Monday"]],
  [39, ["Ascension", "Ascension Day"]],
  [50, ["Lundi de Pentecôte", "Whit Monday"]],
];
