// What the host itself says, in French and English: the menu, and why the app cannot start. Everything else is the view's.
import type { FailureData, FailureReason } from "../../../src-preload/contract/failure.ts";

/** What the host can say anything in. */
export type Language = "fr" | "en";

/** The first of the system's preferred languages that Cadran speaks, else English. */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language === "fr" || language === "en") return language;
  }
  return "en";
}

const en = {
  file: "File",
  newEvent: "New event",
  write: "Write a message",
  settings: "Settings…",
  go: "Go",
  home: "Home",
  agenda: "Agenda",
  mail: "Mail",
  sync: "Synchronisation",
  search: "Search…",
  syncNow: "Sync now",
  help: "Help",
  shortcuts: "Keyboard shortcuts",
  closeWindow: "Close window",
  quit: "Quit Cadran",
  edit: "Edit",
  undo: "Undo",
  redo: "Redo",
  cut: "Cut",
  copy: "Copy",
  paste: "Paste",
  pastePlain: "Paste as plain text",
  delete: "Delete",
  selectAll: "Select all",
  view: "View",
  reload: "Reload",
  devTools: "Developer tools",
  actualSize: "Actual size",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fullScreen: "Full screen",
  window: "Window",
  minimize: "Minimize",
  about: "About Cadran",
  hide: "Hide Cadran",
  hideOthers: "Hide others",
  showAll: "Show all",
} as const;
type MenuText = Record<keyof typeof en, string>;

const fr: MenuText = {
  file: "Fichier",
  newEvent: "Nouvel événement",
  write: "Écrire un message",
  settings: "Réglages…",
  go: "Aller",
  home: "Accueil",
  agenda: "Agenda",
  mail: "Courrier",
  sync: "Synchronisation",
  search: "Rechercher…",
  syncNow: "Synchroniser",
  help: "Aide",
  shortcuts: "Raccourcis clavier",
  closeWindow: "Fermer la fenêtre",
  quit: "Quitter Cadran",
  edit: "Édition",
  undo: "Annuler",
  redo: "Rétablir",
  cut: "Couper",
  copy: "Copier",
  paste: "Coller",
  pastePlain: "Coller sans mise en forme",
  delete: "Supprimer",
  selectAll: "Tout sélectionner",
  view: "Affichage",
  reload: "Recharger",
  devTools: "Outils de développement",
  actualSize: "Taille réelle",
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  fullScreen: "Plein écran",
  window: "Fenêtre",
  minimize: "Réduire dans le Dock",
  about: "À propos de Cadran",
  hide: "Masquer Cadran",
  hideOthers: "Masquer les autres",
  showAll: "Tout afficher",
};

/** Labels of the application menu (menu.ts). */
export const MENU_TEXTS: Record<Language, MenuText> = { fr, en };

/** In English the failure says it itself; these are the reasons an engine refuses to start. */
const REFUSALS_FR: Partial<Record<FailureReason, (params: NonNullable<FailureData["params"]>) => string>> = {
  "newer-database": () =>
    "Le fichier de données vient d’une version plus récente de Cadran. Installez cette version, ou choisissez un autre dossier de données ; rien n’a été modifié.",
  "second-instance": ({ folder }) =>
    `Cadran tourne déjà sur le dossier ${folder ?? ""}. Utilisez cette fenêtre, ou choisissez un autre dossier avec --data.`,
  "disk-full": () => "Le disque est plein. Aucune donnée n’a été touchée ; libérez de la place et recommencez.",
  storage: ({ detail }) =>
    `Le fichier de données ne peut pas être utilisé (${detail ?? "cause inconnue"}). Rien n’a été modifié.`,
  bug: ({ detail }) =>
    `Une erreur inattendue s’est produite (${detail ?? "sans précision"}). Rien de ce qui est enregistré n’a été touché.`,
};

/** Title and sentence of the box that says why Cadran stops. */
export function refusalText(failure: FailureData, language: Language): { title: string; text: string } {
  if (language === "en") return { title: "Cadran cannot start", text: failure.message };
  const sentence = REFUSALS_FR[failure.reason];
  return {
    title: "Cadran ne peut pas démarrer",
    text: sentence ? sentence(failure.params ?? {}) : failure.message,
  };
}
