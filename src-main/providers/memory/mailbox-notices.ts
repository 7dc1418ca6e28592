// What companies and programs send to the demo's owner, as data. Texts are [French, English].
import type { Words } from "./seed-data.ts";

/** One message, or `count` of them at regular times. */
export interface Notice {
  readonly from: string;
  readonly subject: Words;
  readonly text: Words;
  /** Hours before now of the newest; the others come `every` hours before it. */
  readonly ago: number;
  readonly every?: number;
  readonly count?: number;
  readonly role: "inbox" | "archive" | "junk" | "trash";
  /** A newsletter: HTML with pictures from elsewhere, a tracker, and a way to unsubscribe. */
  readonly news?: boolean;
  readonly attach?: "pdf";
  /** How many of the newest are unread. */
  readonly unread?: number;
}

/** Newsletters, tickets, bills, and what a junk folder holds. */
export const NOTICES: readonly Notice[] = [
  {
    from: "Jardin Vivant <lettre@news.example.com>",
    subject: ["Au jardin cette semaine", "In the garden this week"],
    text: [
      "Les bulbes de printemps se plantent maintenant. Notre dossier : dix variétés qui résistent au gel.",
      "Spring bulbs are planted now. In this issue: ten varieties that stand the frost.",
    ],
    ago: 14,
    every: 168,
    count: 7,
    role: "inbox",
    news: true,
    unread: 2,
  },
  {
    from: "Trains <billets@rail.example.com>",
    subject: ["Votre billet Genève – Berne", "Your ticket Geneva – Bern"],
    text: [
      "Bonjour,\n\nVotre billet est joint à ce message. Bon voyage !",
      "Hello,\n\nYour ticket is attached to this message. Have a good trip!",
    ],
    ago: 20,
    role: "inbox",
    attach: "pdf",
    unread: 1,
  },
  {
    from: "Facturation <factures@cloud.example.com>",
    subject: ["Votre facture est disponible", "Your invoice is ready"],
    text: [
      "Bonjour,\n\nLa facture du mois est jointe. Elle sera débitée dans dix jours.",
      "Hello,\n\nThis month's invoice is attached. It will be debited in ten days.",
    ],
    ago: 90,
    every: 720,
    count: 4,
    role: "archive",
    attach: "pdf",
  },
  {
    from: "Suivi des tâches <noreply@tracker.example.com>",
    subject: ["Résumé du jour : 4 tâches terminées", "Daily summary: 4 tasks done"],
    text: [
      "Terminé : recherche, impression, traduction, sauvegarde.\nEn cours : raccourcis clavier.",
      "Done: search, printing, translation, backup.\nIn progress: keyboard shortcuts.",
    ],
    ago: 16,
    every: 24,
    count: 9,
    role: "inbox",
    unread: 1,
  },
  {
    from: "Banque <avis@bank.example.com>",
    subject: ["Nouveau relevé dans votre espace", "A new statement in your account"],
    text: [
      "Un nouveau relevé vous attend dans votre espace. Nous ne vous demandons jamais votre mot de passe par e-mail.",
      "A new statement is waiting in your account. We never ask for your password by e-mail.",
    ],
    ago: 260,
    role: "archive",
  },
  {
    from: "bank.example.com <alert@bank-secure.example.net>",
    subject: ["Dernier avertissement : votre compte sera fermé", "Last warning: your account will be closed"],
    text: [
      "Confirmez votre identité dans les 24 heures : https://bank-secure.example.net/login",
      "Confirm your identity within 24 hours: https://bank-secure.example.net/login",
    ],
    ago: 40,
    every: 60,
    count: 3,
    role: "junk",
    unread: 3,
  },
  {
    from: "Boutique <promo@shop.example.com>",
    subject: ["–30 % jusqu’à dimanche", "30% off until Sunday"],
    text: ["Profitez-en tant qu’il y en a.", "While stocks last."],
    ago: 130,
    every: 200,
    count: 2,
    role: "trash",
    news: true,
  },
];
