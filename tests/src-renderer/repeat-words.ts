// Reads a rule back from the sentence that says it, in French and in English: what a person would understand of it.

const WEEKDAYS = {
  fr: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
} as const;
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const MONTHS = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;
type Language = keyof typeof WEEKDAYS;

const UNITS = {
  jour: "DAILY",
  semaine: "WEEKLY",
  mois: "MONTHLY",
  an: "YEARLY",
  day: "DAILY",
  week: "WEEKLY",
} as const;
const MORE_UNITS = { month: "MONTHLY", year: "YEARLY" } as const;

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const split = (text: string) => text.split(/, | et | and /).filter((one) => one !== "");

function every(text: string, language: Language): [freq: string, interval: number, matched: string] {
  const units: Record<string, string> = { ...UNITS, ...MORE_UNITS };
  const patterns =
    language === "fr"
      ? [/tou(?:s|tes) les (?:(\d+) )?(jour|semaine|mois|an)s?/, /une? (jour|semaine|mois|an) sur deux/]
      : [/[Ee]very (?:(\d+) )?(day|week|month|year)s?/, /[Ee]very other (day|week|month|year)/];
  const [plain, other] = patterns as [RegExp, RegExp];
  const two = other.exec(text);
  if (two) return [units[two[1] ?? ""] ?? "?", 2, two[0]];
  const found = plain.exec(text);
  if (!found) throw new Error(`no period in: ${text}`);
  return [units[found[2] ?? ""] ?? "?", Number(found[1] ?? 1), found[0]];
}

function position(text: string, language: Language): [n: number, what: string] | undefined {
  if (language === "fr") {
    const [, n, what = ""] = /^le (\d+)(?:er|e) (.+)$/.exec(text) ?? [];
    if (n) return [Number(n), what];
    if (text.startsWith("le dernier ")) return [-1, text.slice(11)];
    return text.startsWith("l’avant-dernier ") ? [-2, text.slice(16)] : undefined;
  }
  const [, n, what = ""] = /^the (\d+)(?:st|nd|rd|th) (.+)$/.exec(text) ?? [];
  if (n) return [Number(n), what];
  if (text.startsWith("the last but one ")) return [-2, text.slice(17)];
  return text.startsWith("the last ") ? [-1, text.slice(9)] : undefined;
}

const SETS: Record<string, string> = {
  "jour ouvré": "MO,TU,WE,TH,FR",
  "working day": "MO,TU,WE,TH,FR",
  "jour de week-end": "SA,SU",
  "weekend day": "SA,SU",
  jour: CODES.join(","),
  day: CODES.join(","),
};

/** The days a sentence names, as parts of a rule. */
function which(text: string, language: Language): string[] {
  const weekday = (name: string) => CODES[(WEEKDAYS[language] as readonly string[]).indexOf(name)];
  const days: string[] = [];
  const dates: number[] = [];
  const positions: [number, string][] = [];
  const months: number[] = [];
  const monthOf = (name: string) => MONTHS[language].indexOf(name) + 1;
  for (const piece of split(text)) {
    const date = (language === "fr" ? /^le (\d+)(?:er)? (\S+)$/ : /^(\d+) (\S+)$/).exec(piece);
    const bare = (language === "fr" ? /^le (\d+)(?:er)?$/ : /^the (\d+)(?:st|nd|rd|th)$/).exec(piece);
    const name = weekday(piece.replace(/^le /, ""));
    if (date && monthOf(date[2] ?? "") > 0) {
      dates.push(Number(date[1]));
      months.push(monthOf(date[2] ?? ""));
    } else if (bare) dates.push(Number(bare[1]));
    else if (dates.length > 0 && (piece === "le dernier jour" || piece === "the last day")) dates.push(-1);
    else if (name) days.push(name);
    else {
      const found = position(piece, language);
      if (!found) throw new Error(`what is “${piece}” in “${text}”`);
      positions.push(found);
    }
  }
  const [first] = positions;
  const set = first && SETS[first[1]];
  return [
    ...(months.length > 0 ? [`BYMONTH=${months.join(",")}`] : []),
    ...(days.length > 0 ? [`BYDAY=${days.join(",")}`] : []),
    ...(dates.length > 0 ? [`BYMONTHDAY=${dates.join(",")}`] : []),
    ...(first && set ? [`BYDAY=${set}`, `BYSETPOS=${positions.map(([n]) => n).join(",")}`] : []),
    ...(first && !set ? [`BYDAY=${positions.map(([n, what]) => `${n}${weekday(what)}`).join(",")}`] : []),
  ];
}

/** `en janvier et mars` and `de mars`, taken out of the text. */
function inMonths(text: string, language: Language): [rest: string, part: string[]] {
  const names = MONTHS[language].join("|");
  const list = `((?:${names})(?:(?:, | et | and )(?:${names}))*)`;
  const joint = language === "fr" ? `(?:, en | de | d’)` : `(?:, in | of )`;
  const found = new RegExp(`${joint}${list}`).exec(text);
  if (!found) return [text, []];
  const months = split(found[1] ?? "").map((name) => MONTHS[language].indexOf(name) + 1);
  return [text.replace(found[0], ""), [`BYMONTH=${months.join(",")}`]];
}

/** The rule a sentence says, without its end. */
export function ruleOfWords(said: string, language: Language): string {
  const workDays = language === "fr" ? "du lundi au vendredi" : "monday to Friday";
  let text = lower(said).replace(/, quand il y en a un|, where there is one/, "");
  const [withoutMonths, months] = inMonths(text, language);
  text = withoutMonths.replace(/ de l’année| of the year/, "");
  if (text === workDays) return ["FREQ=WEEKLY", ...months, "BYDAY=MO,TU,WE,TH,FR"].join(";");
  const [freq, interval, matched] = every(text, language);
  const rest = text
    .replace(matched, "")
    .replace(/, seulement |, only on | on /, "")
    .replace(/^, |, $/g, "");
  return [`FREQ=${freq}`, `INTERVAL=${interval}`, ...months, ...(rest ? which(rest, language) : [])].join(";");
}
