// People of the fake bridge: who can be invited, and when they are busy on the day of the pictures.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import type { PersonsTime } from "../../src-preload/contract/people.ts";
import { instantOf } from "../../src-renderer/time/wall-clock.ts";
import { ZONE } from "./fake-data.ts";

const ms = (time: string) => instantOf(`2026-11-18T${time}`, ZONE);
const busy = (from: string, to: string, kind: PersonsTime["busy"][number]["kind"] = "busy") => ({
  startMs: ms(from),
  endMs: ms(to),
  kind,
});

/** By the beginning of the address; everyone else is unknown. */
const TIMES: Readonly<Record<string, PersonsTime["busy"]>> = {
  camille: [busy("09:30", "11:00"), busy("12:15", "13:30"), busy("14:00", "15:00")],
  nora: [busy("08:00", "09:00"), busy("10:00", "11:30"), busy("16:00", "17:00")],
  marc: [busy("09:00", "10:00"), busy("12:00", "13:00", "tentative")],
  inès: [busy("10:30", "12:00"), busy("14:30", "16:00")],
  karim: [busy("08:30", "09:30"), busy("15:30", "18:00", "away")],
};

const PEOPLE = [
  { address: "karim@exemple.ch", name: "Karim Benali" },
  { address: "karine@exemple.ch", name: "Karine Favre" },
  { address: "salle.jura@exemple.ch", name: "Salle Jura" },
];

/** The calls. */
export const peopleHandlers: Pick<
  { readonly [C in CallName]?: Handlers<AbortSignal>[C] },
  "agenda.freeBusy" | "contacts.suggest"
> = {
  "agenda.freeBusy": ({ addresses }) => ({
    people: addresses.map((address) => {
      const times = Object.entries(TIMES).find(([start]) => address.startsWith(start))?.[1];
      return { address, known: times !== undefined, busy: times ?? [] };
    }),
  }),
  "contacts.suggest": ({ query, limit }) => ({
    people: PEOPLE.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase())).slice(0, limit),
  }),
};
