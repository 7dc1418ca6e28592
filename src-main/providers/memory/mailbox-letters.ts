// What the demo's people write to each other, as data: conversations, oldest letter first. Texts are [French, English].
import type { Words } from "./seed-data.ts";

/** `me` is the demo's owner; the others are in seed-data.ts. */
export type Writer = "me" | "camille" | "lucas" | "ines" | "nora";

/** One message of a conversation; it answers the one before. */
export interface Letter {
  readonly from: Writer;
  /** Hours before now. */
  readonly ago: number;
  readonly text: Words;
  readonly attach?: "pdf" | "csv" | "png";
  readonly invites?: boolean;
  readonly unread?: boolean;
  readonly flagged?: boolean;
}

/** The draft, if there is one, answers the last letter. */
export interface Conversation {
  readonly subject: Words;
  /** Others than those who write in it. */
  readonly also?: readonly Writer[];
  readonly letters: readonly Letter[];
  readonly draft?: Words;
}

/** In no order: each has its own times. */
export const CONVERSATIONS: readonly Conversation[] = [
  {
    subject: ["Revue de sprint de jeudi", "Thursday's sprint review"],
    also: ["lucas", "ines"],
    letters: [
      {
        from: "camille",
        ago: 3,
        invites: true,
        unread: true,
        text: [
          "Bonjour Alex,\n\nVoici l’invitation pour la revue de sprint. Peux-tu préparer la démonstration de la recherche ?\n\nCamille",
          "Hi Alex,\n\nHere is the invitation for the sprint review. Could you prepare the demo of the search?\n\nCamille",
        ],
      },
    ],
  },
  {
    subject: ["Offre pour le nouveau site", "Quote for the new website"],
    letters: [
      {
        from: "nora",
        ago: 76,
        attach: "pdf",
        text: [
          "Bonjour,\n\nVoici l’offre dont nous avons parlé, avec les deux variantes. La première tient dans le budget.\n\nBien à vous,\nNora Keller",
          "Hello,\n\nHere is the quote we talked about, with both variants. The first one fits the budget.\n\nBest regards,\nNora Keller",
        ],
      },
      {
        from: "me",
        ago: 52,
        text: [
          "Merci Nora. La première variante nous convient ; reste la question des délais. Une livraison mi-janvier est-elle réaliste ?",
          "Thanks Nora. The first variant works for us; the schedule is still open. Is a delivery in mid-January realistic?",
        ],
      },
      {
        from: "nora",
        ago: 26,
        flagged: true,
        unread: true,
        text: [
          "Oui, si nous avons vos textes avant les fêtes. Je vous propose un point la semaine prochaine pour fixer le calendrier.",
          "Yes, if we have your texts before the holidays. I suggest a call next week to settle the schedule.",
        ],
      },
    ],
  },
  {
    subject: ["Pique-nique annuel : qui vient ?", "Yearly picnic: who is coming?"],
    also: ["nora"],
    letters: [
      {
        from: "ines",
        ago: 122,
        text: [
          "Bonjour à tous,\n\nLe pique-nique aura lieu au bord du lac. Répondez-moi d’ici vendredi, et dites-moi ce que vous apportez !\n\nInês",
          "Hello everyone,\n\nThe picnic will be by the lake. Answer me by Friday, and tell me what you will bring!\n\nInês",
        ],
      },
      {
        from: "lucas",
        ago: 120,
        text: ["J’en suis, avec une salade de pommes de terre.", "I'm in, with a potato salad."],
      },
      { from: "me", ago: 118, text: ["Moi aussi. Je prends les boissons.", "Me too. I'll bring the drinks."] },
      {
        from: "camille",
        ago: 97,
        text: [
          "Je viendrai avec les enfants, donc avec un gâteau au chocolat.",
          "I'll come with the children, so with a chocolate cake.",
        ],
      },
      {
        from: "ines",
        ago: 49,
        attach: "png",
        text: ["Merci ! Voici le plan d’accès.", "Thank you! Here is the map."],
      },
    ],
  },
  {
    subject: ["Chiffres du trimestre", "Figures of the quarter"],
    letters: [
      {
        from: "lucas",
        ago: 200,
        attach: "csv",
        text: [
          "Salut,\n\nLes chiffres sont dans le fichier joint. Les abonnements progressent de 12 %, le support baisse un peu.\n\nLucas",
          "Hi,\n\nThe figures are in the attached file. Subscriptions grow by 12%, support goes down a little.\n\nLucas",
        ],
      },
      {
        from: "me",
        ago: 190,
        text: [
          "Merci, c’est clair. D’où vient la baisse du support ? De la nouvelle page d’aide ?",
          "Thanks, that is clear. Where does the drop in support come from? The new help page?",
        ],
      },
      {
        from: "lucas",
        ago: 172,
        text: [
          "C’est mon hypothèse : un tiers de questions en moins sur l’installation. Je vérifie d’ici lundi.",
          "That is my guess: a third fewer questions about the installation. I'll check by Monday.",
        ],
      },
    ],
  },
  {
    subject: ["Candidature au poste de designer", "Application for the designer position"],
    letters: [
      {
        from: "camille",
        ago: 310,
        attach: "pdf",
        text: [
          "Un dossier intéressant, à mon avis. Tu me dis ce que tu en penses ?",
          "An interesting application, I think. Tell me what you make of it?",
        ],
      },
      {
        from: "me",
        ago: 296,
        text: [
          "D’accord avec toi, surtout pour le projet de cartographie. Invitons cette personne.",
          "I agree, especially about the map project. Let's invite this person.",
        ],
      },
      { from: "camille", ago: 290, text: ["Parfait, je m’en occupe.", "Perfect, I'll take care of it."] },
    ],
  },
  {
    subject: ["Panne du serveur de test", "Test server down"],
    letters: [
      {
        from: "lucas",
        ago: 30,
        text: [
          "Le serveur de test ne répond plus depuis 8 h. Je regarde les disques.",
          "The test server has not answered since 8. I'm looking at the disks.",
        ],
      },
      {
        from: "lucas",
        ago: 28,
        text: [
          "Disque plein : les journaux n’étaient plus purgés. C’est réparé, et une alerte est en place.",
          "Disk full: the logs were no longer rotated. Fixed, and there is an alert now.",
        ],
      },
      { from: "me", ago: 27, text: ["Bravo, et merci pour l’alerte.", "Well done, and thanks for the alert."] },
    ],
  },
  {
    subject: ["Traduction des écrans d’accueil", "Translating the welcome screens"],
    letters: [
      {
        from: "ines",
        ago: 8,
        unread: true,
        text: [
          "J’ai relu la version portugaise. Deux phrases sont trop longues pour les boutons : on les raccourcit ?",
          "I have read the Portuguese version. Two sentences are too long for the buttons: shall we shorten them?",
        ],
      },
    ],
    draft: ["Merci Inês ! Raccourcissons-les, oui. Je propose", "Thank you Inês! Yes, let's shorten them. I suggest"],
  },
  {
    subject: ["Salle pour l’atelier du 12", "Room for the workshop on the 12th"],
    letters: [
      {
        from: "me",
        ago: 150,
        text: ["La salle Léman est-elle libre le 12, de 9 h à 12 h ?", "Is room Leman free on the 12th, from 9 to 12?"],
      },
      {
        from: "ines",
        ago: 148,
        text: [
          "Elle est prise jusqu’à 10 h. La salle Jura est libre toute la matinée, je te la réserve ?",
          "It is taken until 10. Room Jura is free all morning, shall I book it for you?",
        ],
      },
      { from: "me", ago: 147, text: ["Oui, volontiers. Merci !", "Yes please. Thank you!"] },
    ],
  },
  {
    subject: ["Photos du week-end", "Photos of the weekend"],
    letters: [
      {
        from: "camille",
        ago: 400,
        attach: "png",
        text: ["La vue depuis le sommet, avant l’orage !", "The view from the top, before the storm!"],
      },
      {
        from: "me",
        ago: 398,
        text: ["Magnifique. On y retourne au printemps ?", "Beautiful. Shall we go again in spring?"],
      },
    ],
  },
  {
    subject: ["Contrat d’entretien", "Maintenance contract"],
    letters: [
      {
        from: "nora",
        ago: 500,
        attach: "pdf",
        text: [
          "Bonjour,\n\nLe contrat arrive à échéance à la fin de l’année. Il est joint avec les conditions inchangées.\n\nNora Keller",
          "Hello,\n\nThe contract ends at the end of the year. It is attached, on unchanged terms.\n\nNora Keller",
        ],
      },
      {
        from: "me",
        ago: 480,
        text: ["Merci, je vous le renvoie signé cette semaine.", "Thank you, I'll send it back signed this week."],
      },
    ],
  },
  {
    subject: ["Déjeuner mardi ?", "Lunch on Tuesday?"],
    letters: [
      {
        from: "lucas",
        ago: 5,
        unread: true,
        text: [
          "Le nouveau restaurant près de la gare a ouvert. Mardi à 12 h 15 ?",
          "The new place near the station has opened. Tuesday at 12:15?",
        ],
      },
    ],
  },
  {
    subject: ["Notes de la réunion avec les clients pilotes", "Notes of the meeting with the pilot customers"],
    also: ["camille", "lucas"],
    letters: [
      {
        from: "ines",
        ago: 700,
        text: [
          "Trois demandes reviennent : l’impression, les raccourcis clavier et le mode sombre. Détails dans le suivi.",
          "Three wishes come up again: printing, keyboard shortcuts and the dark mode. Details in the tracker.",
        ],
      },
      {
        from: "me",
        ago: 690,
        text: [
          "Merci pour ces notes. Les raccourcis sont presque prêts ; l’impression sera pour décembre.",
          "Thanks for these notes. The shortcuts are almost ready; printing will come in December.",
        ],
      },
    ],
  },
];
