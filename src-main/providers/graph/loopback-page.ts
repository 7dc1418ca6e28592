// What the browser shows when it has brought the sign-in's answer. Nothing of the request is in it.

/** `done`: an answer with a code. `refused`: one with an error. `again`: one after the first. `stray`: none of this sign-in. */
export type Outcome = "done" | "refused" | "again" | "stray";
type Language = "fr" | "en";

const TEXTS: Readonly<Record<Language, Readonly<Record<Outcome, readonly [title: string, text: string]>>>> = {
  en: {
    done: ["Back to Cadran", "Cadran has Microsoft’s answer and goes on by itself. You can close this window."],
    refused: ["You are not signed in", "Cadran tells you what Microsoft answered. You can close this window."],
    again: ["Cadran already has an answer", "This one was not used. You can close this window."],
    stray: [
      "This is not an answer Cadran waits for",
      "Nothing was changed. Start again from Cadran if you were signing in.",
    ],
  },
  fr: {
    done: [
      "Retour à Cadran",
      "Cadran a reçu la réponse de Microsoft et continue seul. Vous pouvez fermer cette fenêtre.",
    ],
    refused: [
      "Vous n’êtes pas connecté",
      "Cadran vous dit ce que Microsoft a répondu. Vous pouvez fermer cette fenêtre.",
    ],
    again: ["Cadran a déjà une réponse", "Celle-ci n’a pas servi. Vous pouvez fermer cette fenêtre."],
    stray: [
      "Ce n’est pas une réponse que Cadran attend",
      "Rien n’a changé. Si vous étiez en train de vous connecter, recommencez depuis Cadran.",
    ],
  },
};

/** The language that a browser prefers of the two (Accept-Language, RFC 9110 §12.5.4); English when it names neither. */
export function languageOf(accepted = ""): Language {
  let best: { language: Language; weight: number } = { language: "en", weight: 0 };
  for (const range of accepted.split(",")) {
    const [, language, weight = "1"] = /^\s*(fr|en)(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(range) ?? [];
    // Among equals the first counts, as browsers list them.
    if (language === undefined || Number(weight) <= best.weight) continue;
    best = { language: language.toLowerCase() === "fr" ? "fr" : "en", weight: Number(weight) };
  }
  return best.language;
}

/** A whole HTML page that loads nothing. */
export function page(outcome: Outcome, language: Language): string {
  const [title, text] = TEXTS[language][outcome];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Cadran</title>
<style>
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 28rem; padding: 2rem; text-align: center; }
h1 { font-size: 1.5rem; font-weight: 600; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
