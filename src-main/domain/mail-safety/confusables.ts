// Letters that look like others, as far as domain names and display names use them to cheat. A short table of our own.

/** Look-alikes of one Latin letter or digit. */
const LOOKS: Readonly<Record<string, string>> = {
  a: "аɑαàáâãäåāăąạảấầ⍺@4",
  b: "ЬьƄɓḃḅ",
  c: "сϲⅽçćĉċčƈ",
  d: "ԁɗⅾďđḍ",
  e: "еҽёèéêëēĕėęěẹẻ3",
  f: "ƒḟϝ",
  g: "ɡցģğġĝǵ9",
  h: "һհĥħḥ",
  i: "іıїíìîïīĭįịιɩ1l|!ⅰ",
  j: "јϳĵʝ",
  k: "кκķƙḳ",
  l: "ӏⅼłĺļľḷ",
  m: "мⅿṃṁ",
  n: "ոпñńņňṇռ",
  o: "оοօòóôõöøōŏőơọỏ0σ",
  p: "рρрƿṗ",
  q: "ԛգɋ",
  r: "гŕŗřṛ",
  s: "ѕśŝşšșṣ5$",
  t: "тτţťŧțṭ7",
  u: "υսùúûüũūŭůűųưụ",
  v: "νѵⅴṿ",
  w: "ԝωŵẁẃẅѡ",
  x: "хχⅹẋ",
  y: "уүýÿŷỳỵγ",
  z: "ʐźżžẓ2",
};

const SKELETON = new Map(
  Object.entries(LOOKS).flatMap(([letter, looks]) => [...looks].map((look) => [look, letter] as const)),
);

/** What a hurried reader sees: two texts with the same skeleton look the same. */
export function skeletonOf(text: string): string {
  const letters = text.toLowerCase().normalize("NFKC").replace(/rn/g, "m").replace(/vv/g, "w").replace(/cl/g, "d");
  let out = "";
  for (const letter of letters) {
    const plain = SKELETON.get(letter) ?? letter.normalize("NFD").replace(/\p{M}/gu, "");
    out += plain === "l" ? "i" : plain;
  }
  return out;
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["latin", /\p{Script=Latin}/u],
  ["cyrillic", /\p{Script=Cyrillic}/u],
  ["greek", /\p{Script=Greek}/u],
  ["armenian", /\p{Script=Armenian}/u],
  ["hebrew", /\p{Script=Hebrew}/u],
  ["arabic", /\p{Script=Arabic}/u],
  ["cherokee", /\p{Script=Cherokee}/u],
];

/** Letters of several alphabets in one label, or a label of another alphabet whose every letter passes for Latin. */
export function isMixedScript(label: string): boolean {
  const found = SCRIPTS.filter(([, letters]) => letters.test(label)).map(([name]) => name);
  if (found.length > 1) return true;
  if (found[0] === undefined || found[0] === "latin") return false;
  return [...label].every((letter) => /[\d-]/.test(letter) || SKELETON.has(letter));
}

/** Edits between two texts (insert, remove, replace, swap neighbours), counted up to `most` + 1. Bounded by that. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > 300 || b.length > 300) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
