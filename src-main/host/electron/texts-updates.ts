// What is asked about a new version, in French and English.
import type { Language } from "./texts.ts";

/** One question with its two answers. */
interface Question {
  readonly message: (version: string) => string;
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

const en = {
  fetch: {
    message: (version: string) => `Cadran ${version} is available.`,
    detail: "It is downloaded in the background and installed when you quit Cadran.",
    yes: "Download",
    no: "Skip this version",
  },
  restart: {
    message: (version: string) => `Cadran ${version} is ready.`,
    detail: "It is installed when Cadran ends. You can go on working until then.",
    yes: "Restart now",
    no: "When I quit",
  },
} satisfies Record<string, Question>;

const fr: Record<keyof typeof en, Question> = {
  fetch: {
    message: (version) => `Cadran ${version} est disponible.`,
    detail: "La version est téléchargée en arrière-plan et installée quand vous quittez Cadran.",
    yes: "Télécharger",
    no: "Ignorer cette version",
  },
  restart: {
    message: (version) => `Cadran ${version} est prêt.`,
    detail: "La version est installée quand Cadran se termine. Vous pouvez continuer à travailler d’ici là.",
    yes: "Redémarrer maintenant",
    no: "En quittant",
  },
};

export const UPDATE_TEXTS: Record<Language, Record<keyof typeof en, Question>> = { fr, en };
