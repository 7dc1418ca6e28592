// The mail of the pictures: what the fake engine's mailboxes hold.
import type { Mailbox, MailFolder, Message } from "../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId, ThreadId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS } from "./fake-data.ts";

const MINUTE = 60_000;
/** A picture of one point. */
export const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

export const ME: Mailbox = { address: "camille@atelier-meridien.ch", name: "Camille Roussel" };
const person = (name: string, address: string): Mailbox => ({ address, name });
const NORA = person("Nora Keller", "nora@example.com");
const INES = person("Inès Haddad", "ines@example.com");
const MARC = person("Marc Dubois", "marc.dubois@geneve-mob.example.com");
const KARIM = person("Karim Benali", "karim@example.com");
const SOFIA = person("Sofia Rossi", "sofia@example.com");

const folder = (id: string, accountId: string, name: string, more: Partial<MailFolder> = {}): MailFolder => ({
  id: id as FolderId,
  accountId: accountId as AccountId,
  path: name,
  name,
  selectable: true,
  unread: 0,
  total: 0,
  flagged: 0,
  notify: more.role === "inbox",
  hidden: false,
  sync: { state: "waiting", stored: 0, readable: 0, lastSuccessMs: NOW_MS - 4 * MINUTE, pending: 0 },
  ...more,
});

export function folderSeed(): MailFolder[] {
  return [
    folder("in1", "a1", "INBOX", { role: "inbox" }),
    folder("sent1", "a1", "Sent", { role: "sent" }),
    folder("drafts1", "a1", "Drafts", { role: "drafts" }),
    folder("archive1", "a1", "Archive", { role: "archive" }),
    folder("missions", "a1", "Missions"),
    folder("geneve", "a1", "Genève Mobilités", { parentId: "missions" as FolderId }),
    folder("musee", "a1", "Musée", { parentId: "missions" as FolderId }),
    folder("junk1", "a1", "Spam", { role: "junk" }),
    folder("trash1", "a1", "Trash", { role: "trash" }),
    folder("in3", "a3", "INBOX", { role: "inbox" }),
    folder("famille3", "a3", "Famille"),
    folder("trash3", "a3", "Corbeille", { role: "trash" }),
  ];
}

/** A message of the fake: whole, as `mail.message` answers it. */
export type Seeded = Message;

let slot = 0;
/** @param minutes before the pictures' time */
function mail(
  thread: number,
  folderId: string,
  minutes: number,
  from: Mailbox,
  subject: string,
  more: Partial<Message> = {},
): Seeded {
  const dateMs = NOW_MS - minutes * MINUTE;
  const text = more.text ?? more.snippet ?? "Bonjour,\n\nVoici ce dont nous parlions.\n\nBien à vous";
  const { flags, ...rest } = more;
  return {
    id: String(Math.floor(dateMs / 1000) * 16 + (slot++ % 16)) as MessageId,
    threadId: String(thread) as ThreadId,
    accountId: (folderId.endsWith("3") ? "a3" : "a1") as AccountId,
    folderIds: [folderId as FolderId],
    folderId: folderId as FolderId,
    subject,
    from,
    to: [ME],
    cc: [],
    bcc: [],
    replyTo: [],
    dateMs,
    snippet: text.replace(/\s+/g, " ").slice(0, 200),
    size: 4000,
    hasAttachments: (more.attachments?.length ?? 0) > 0,
    flags: { seen: true, flagged: false, answered: false, forwarded: false, draft: false, keywords: [], ...flags },
    invitation: false,
    pending: false,
    messageIdHeader: `<m${thread}-${minutes}@example.com>`,
    body: "stored",
    text,
    attachments: [],
    authentication: {
      verdict: "pass",
      spf: "pass",
      dkim: "pass",
      dmarc: "pass",
      signedBy: [from.address.split("@")[1] ?? ""],
    },
    warnings: [],
    remote: { blocked: 0, trackers: [], allowed: false },
    eventIds: [],
    ...rest,
  };
}

const UNREAD = { flags: { seen: false } } as Partial<Message>;
const file = (id: string, name: string, mediaType: string, size: number, risky = false) => ({
  id,
  name,
  mediaType,
  size,
  stored: true,
  risky,
});

const NEWSLETTER = `<div style="background-color:#ffffff;color:#222222"><h1 style="color:#1a1a1a">Le Point du jour</h1><p>Recherche, climat, santé : l’essentiel de mardi.</p><p><img data-remote="https://img.example.net/une.jpg" alt="Une du jour" width="600" height="200"></p><p><a href="https://heidi.example.com/article">Lire l’article</a></p></div>`;
const PHISH = `<p>Votre compte sera fermé ce soir.</p><p><a href="https://login.example-verif.net/x">https://www.postfinance.example.com</a></p>`;

/** The twelve at the top. */
function first(): Seeded[] {
  return [
    mail(1, "in1", 3200, NORA, "Restitution : derniers chiffres", {
      text: "Peux-tu relire les chiffres avant vendredi ?",
    }),
    mail(1, "sent1", 2900, ME, "Re: Restitution : derniers chiffres", { to: [NORA], text: "Oui, je regarde ce soir." }),
    mail(1, "in1", 44, NORA, "Restitution : derniers chiffres", {
      ...UNREAD,
      text: "J’ai mis à jour les trois graphiques, il reste à valider la page 12.",
      html: `<p>J’ai mis à jour les trois graphiques, il reste à valider la page 12.</p><p>Nora</p><blockquote data-quote="1"><p>Oui, je regarde ce soir.</p></blockquote>`,
      attachments: [file("2", "Restitution-v4.pdf", "application/pdf", 2_400_000)],
      to: [ME, KARIM],
    }),
    mail(2, "in1", 73, INES, "Re: Devis Musée", {
      ...UNREAD,
      text: "Parfait pour moi. On peut l’envoyer jeudi si tu as la signature.",
    }),
    mail(3, "in1", 88, MARC, "Comité de pilotage T1", {
      invitation: true,
      to: [ME, NORA, INES, KARIM, SOFIA],
      text: "Bonjour Camille,\n\nJe vous propose de tenir le comité du premier trimestre avant les fêtes.",
      html: `<p>Bonjour Camille,</p><p>Je vous propose de tenir le comité du premier trimestre avant les fêtes, pour arrêter le budget avec des chiffres frais. L’ordre du jour tient en trois points ; le dossier est joint.</p><p>Bien à vous,<br>Marc</p><img data-remote="https://img.example.net/logo.png" width="90" height="30">`,
      attachments: [file("3", "Dossier-comite-T1.pdf", "application/pdf", 1_800_000)],
      remote: { blocked: 4, trackers: ["Mailchimp", "HubSpot", "pixel.example.net"], allowed: false },
    }),
    mail(4, "in3", 140, person("CFF", "billets@cff.example.com"), "Votre billet Genève – Lausanne", {
      text: "Votre billet du 26 novembre est disponible en pièce jointe.",
      attachments: [file("2", "billet.pdf", "application/pdf", 90_000), file("3", "plan.png", "image/png", 30_000)],
    }),
    mail(5, "in1", 175, person("Emma Clarke", "emma@example.com"), "Client demo, agenda", {
      text: "Sharing the outline for this afternoon. Happy to reorder.",
    }),
    mail(6, "in1", 955, KARIM, "Notes du 1:1", {
      text: "Trois points pour la suite, rien d’urgent.",
      flags: { flagged: true, answered: true, seen: true } as Message["flags"],
    }),
    mail(7, "in3", 1083, SOFIA, "Brunch dimanche ?", { ...UNREAD, text: "On sera six, tu apportes le pain ?" }),
    mail(8, "in1", 1212, person("Musée de l’Horlogerie", "acces@musee.example.com"), "Accès aux réserves", {
      text: "Votre badge vous attend à l’accueil dès 13 h 45.",
      attachments: [file("2", "plan-acces.exe", "application/x-msdownload", 700_000, true)],
    }),
    mail(9, "in1", 1634, person("Heidi.news", "lettre@heidi.example.com"), "Le Point du jour", {
      text: "Recherche, climat, santé : l’essentiel de mardi.",
      html: NEWSLETTER,
      remote: { blocked: 2, trackers: ["Mailchimp"], allowed: false },
      unsubscribe: { oneClick: true },
      listId: "point.heidi.example.com",
    }),
    mail(
      10,
      "in1",
      1700,
      person("PostFinance camille@atelier-meridien.ch", "alerte@example-verif.net"),
      "Votre compte sera fermé",
      {
        text: "Votre compte sera fermé ce soir.",
        html: PHISH,
        authentication: { verdict: "fail", spf: "fail", dkim: "none", dmarc: "fail", signedBy: [] },
        warnings: [
          { kind: "name-pretends", detail: "camille@atelier-meridien.ch" },
          { kind: "not-authentic", detail: "example-verif.net" },
          { kind: "link-pretends", detail: "login.example-verif.net" },
        ],
      },
    ),
    mail(11, "drafts1", 60, ME, "Compte rendu de lundi", {
      to: [NORA],
      text: "Chère Nora,",
      flags: { draft: true, seen: true } as Message["flags"],
    }),
  ];
}

const SUBJECTS = [
  "Compte rendu",
  "Facture",
  "Point hebdomadaire",
  "Photos du chantier",
  "Question sur le devis",
  "Horaires",
  "Invitation au vernissage",
];

/** Everything, newest last. @param count threads besides those at the top */
export function mailSeed(count = 190): Seeded[] {
  slot = 0;
  const people = [NORA, INES, KARIM, SOFIA, MARC];
  const older = Array.from({ length: count }, (_, n) =>
    mail(
      100 + n,
      n % 5 === 4 ? "archive1" : n % 7 === 3 ? "in3" : "in1",
      2 * 1440 + n * 431,
      people[n % people.length] as Mailbox,
      `${SUBJECTS[n % SUBJECTS.length]} ${n + 1}`,
      {
        flags: { seen: n % 23 !== 5, flagged: n % 37 === 4 } as Message["flags"],
      },
    ),
  );
  return [...first(), ...older]
    .map((one) => ({ ...one, flags: { ...UNSET, ...one.flags } }))
    .sort((a, b) => a.dateMs - b.dateMs);
}

const UNSET: Message["flags"] = {
  seen: false,
  flagged: false,
  answered: false,
  forwarded: false,
  draft: false,
  keywords: [],
};
