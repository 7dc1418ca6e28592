// Before a message goes out: what is asked, and what templates fill in.
import { describe, expect, test } from "vitest";
import { type ComposedMessage, composeWarnings, encodedSize } from "../../src-main/domain/mime/compose-checks.ts";
import { fillTemplate, knownPlaces } from "../../src-main/domain/mime/templates.ts";

const BOB = { address: "bob@example.test" };
const MESSAGE: ComposedMessage = {
  to: [BOB],
  cc: [],
  bcc: [],
  subject: "Plans",
  text: "Hello",
  attachments: [],
  from: "alice@example.com",
};
const FACTS = { isKnown: (address: string) => address === BOB.address, ownAddresses: [] };
const warnings = (message: Partial<ComposedMessage>, facts: Partial<Parameters<typeof composeWarnings>[1]> = {}) =>
  composeWarnings({ ...MESSAGE, ...message }, { ...FACTS, ...facts });
const kinds = (...given: Parameters<typeof warnings>) => warnings(...given).map(({ kind }) => kind);

test("a usual message raises nothing", () => {
  expect(warnings({})).toEqual([]);
});

describe("a forgotten attachment", () => {
  test.each([
    "I attached the plan.",
    "I've attached it",
    "Please find attached our offer",
    "The report is attached.",
    "See the attachment",
    "Enclosed you will find…",
    "Tu trouveras le rapport en pièce jointe.",
    "Ci-joint le devis.",
    "Vous trouverez ci-jointes les photos",
    "Je joins le contrat signé",
    "Voir les fichiers joints",
    "Le plan est en annexe",
    "La facture en PJ",
  ])("%s", (text) => {
    expect(kinds({ text })).toEqual(["forgotten-attachment"]);
    expect(kinds({ html: `<p>${text}</p>` })).toEqual(["forgotten-attachment"]);
    expect(kinds({ text, attachments: [{ size: 5 }] })).toEqual([]);
  });

  test.each([
    "I am attached to this place",
    "Je me joins à vous pour la fête",
    "Elle a rejoint l’équipe, on ne peut la joindre",
    "Un conjoint",
    "The attaché called",
  ])("nothing was promised: %s", (text) => {
    expect(kinds({ text })).toEqual([]);
  });

  test("pictures in the text are no attachment, and the subject may promise one", () => {
    expect(kinds({ text: "see attached", attachments: [{ size: 5, contentId: "p" }] })).toEqual([
      "forgotten-attachment",
    ]);
    expect(kinds({ subject: "CV en pièce jointe" })).toEqual(["forgotten-attachment"]);
    expect(kinds({ subject: "Re: CV en pièce jointe" })).toEqual([]);
  });

  test("what others promised is theirs", () => {
    expect(kinds({ text: "Thanks!\n\nOn Monday I attached… Bob wrote:\n> I attached the plan." })).toEqual([]);
    expect(kinds({ html: '<p>Thanks</p><blockquote type="cite"><p>I attached the plan</p></blockquote>' })).toEqual([]);
    expect(kinds({ text: "Look\n---------- Forwarded message ----------\nSubject: attached" })).toEqual([]);
    expect(kinds({ text: "> I attached the plan.\nI attached mine too" })).toEqual(["forgotten-attachment"]);
  });
});

describe("recipients", () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ address: `p${n}@example.com` }));

  test("fifteen who see each other's addresses; hidden ones do not", () => {
    expect(warnings({ to: many(10), cc: many(15) })).toEqual([{ kind: "many-public", count: 15 }]);
    expect(kinds({ to: many(14) })).toEqual([]);
    expect(kinds({ bcc: many(50) })).toEqual([]);
  });

  test("somebody outside who was never written to; a colleague is not outside, a namesake at a public provider is", () => {
    expect(warnings({ to: [{ address: "new@other.test" }, BOB] })).toEqual([
      { kind: "first-time-external", addresses: ["new@other.test"] },
    ]);
    expect(kinds({ to: [{ address: "new@EXAMPLE.com" }] })).toEqual([]);
    expect(kinds({ to: [{ address: "new@gmail.com" }], from: "alice@gmail.com" })).toEqual(["first-time-external"]);
  });

  test("nobody, and more than the provider takes", () => {
    expect(kinds({ to: [] })).toEqual(["no-recipient"]);
    expect(warnings({ bcc: many(101) }, { maxRecipients: 100 })).toContainEqual({
      kind: "too-many",
      count: 102,
      limit: 100,
    });
  });
});

test("no subject", () => {
  expect(kinds({ subject: "  " })).toEqual(["no-subject"]);
});

test("what is too large counts as it travels: a third more", () => {
  const attachments = [{ size: 19_500_000 }];
  expect(encodedSize({ attachments })).toBeGreaterThan(26_600_000);
  expect(kinds({ attachments }, { maxSize: 26_214_400 })).toEqual(["too-large"]);
  expect(kinds({ attachments: [{ size: 19_000_000 }] }, { maxSize: 26_214_400 })).toEqual([]);
});

describe("templates", () => {
  const now = { ms: Date.UTC(2026, 10, 23, 23, 30), zone: "Europe/Zurich", locale: "fr" as const };
  const me = { address: "alice@example.com", name: "Alice" };

  test("are filled in both languages; what is not known stays and is told", () => {
    const values = knownPlaces([{ address: "j@d.example", name: "Dupont, Jean" }], me, now);
    const template = {
      subject: "Pour {{ Prénom }} {{projet}}",
      html: "<p>{{first name}} {{NOM}} {{date}} {{my name}} {{projet}} {{x}}</p>",
    };
    expect(fillTemplate(template, values, { projet: "Plan" })).toEqual({
      subject: "Pour Jean Plan",
      html: "<p>Jean Jean Dupont 24 novembre 2026 Alice Plan {{x}}</p>",
      missing: ["x"],
    });
  });

  test("names cannot write HTML, nor headers", () => {
    const values = { name: '<img src=x onerror="y()">\r\nBcc: e' };
    const { html, subject } = fillTemplate({ subject: "{{name}}", html: "<p>{{name}}</p>" }, values);
    expect(html).not.toContain("<img");
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test("for several people say nothing of one of them", () => {
    expect(knownPlaces([BOB, me], me, now)).toEqual({
      date: "24 novembre 2026",
      myAddress: "alice@example.com",
      myName: "Alice",
    });
  });

  test("places called like what every object has are empty", () => {
    expect(fillTemplate({ subject: "{{constructor}}", html: "{{__proto__}}" }, {})).toMatchObject({
      subject: "{{constructor}}",
      html: "{{__proto__}}",
    });
  });
});
