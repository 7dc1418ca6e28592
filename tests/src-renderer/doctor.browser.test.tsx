import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { addSignedOut } from "./fake-sign-in.ts";
import { openApp } from "./open-app.tsx";

async function openDoctor(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp({ busy: true, ...options });
  await page.getByTitle("Voir le détail de la synchronisation").click();
  await expect.element(page.getByRole("heading", { name: "Synchronisation", level: 1 })).toBeVisible();
  return bridge;
}

const unfolded = () =>
  page
    .getByRole("list")
    .filter({ hasText: /atelier-parcours/ })
    .first();

test("what needs someone is open from the start; the rest unfolds with its facts", async () => {
  await openDoctor();
  await expect.element(unfolded()).toMatchTextContent(/Le serveur refuse cet élément \(DTEND before DTSTART\)/);
  await expect.element(unfolded()).toMatchTextContent(/Les 219 autres événements de cet agenda sont à jour/);
  const toggle = page.getByRole("button", { name: "Travail", exact: true });
  await expect.element(toggle).toHaveAttribute("aria-expanded", "false");
  await toggle.click();
  await expect.element(toggle).toHaveAttribute("aria-expanded", "true");
  const facts = page.getByRole("main").getByRole("region", { name: "Infomaniak" });
  await expect.element(facts).toMatchTextContent(/Différences suivies depuisdim\. 15 nov\., 10:15/);
  await expect.element(facts).toMatchTextContent(/Dernière comparaison complètemar\. 17 nov\., 04:15/);
  await expect.element(facts).toMatchTextContent(/Prévus.: 2.880, réussis.: 2.871, échoués.: 6, sautés.: 3/);
  await expect.element(facts).toMatchTextContent(/10:11à l’heure prévueréussi1 ajouté, 2 modifiés, 1 envoyé840 ms/);
});

test("a parked item is tried again with one click", async () => {
  const bridge = await openDoctor();
  await page.getByRole("button", { name: "Réessayer atelier-parcours-copie.ics" }).click();
  await expect.element(page.getByText("atelier-parcours-copie.ics")).not.toBeInTheDocument();
  expect(bridge.inputsOf("sync.retry")).toEqual([{ calendarId: "geneve", item: "atelier-parcours-copie.ics" }]);
});

test("sync now and compare everything, for one calendar and for all", async () => {
  const bridge = await openDoctor();
  const before = bridge.inputsOf("sync.run").length;
  const menu = page.getByRole("main").getByRole("button", { name: "Options de Travail" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Tout comparer avec le serveur" }).click();
  await menu.click();
  await page.getByRole("menuitem", { name: "Synchroniser maintenant" }).click();
  await page.getByRole("button", { name: "Tout comparer", exact: true }).click();
  await page.getByRole("button", { name: "Tout synchroniser" }).click();
  expect(bridge.inputsOf("sync.run").slice(before)).toEqual([
    { calendarId: "travail", full: true },
    { calendarId: "travail" },
    { full: true },
    {},
  ]);
});

test("a run shows how far it is and can be stopped", async () => {
  const bridge = await openDoctor();
  bridge.states = bridge.states.map((s) =>
    s.calendarId === "travail" ? { ...s, state: "running", progress: { phase: "fetching", done: 120, total: 300 } } : s,
  );
  bridge.publish("sync");
  await expect.element(page.getByText("Lecture, 120 sur 300")).toBeVisible();
  await expect.element(page.getByRole("progressbar", { name: "Travail" })).toHaveAttribute("aria-valuenow", "40");
  await page.getByRole("button", { name: "Arrêter" }).click();
  await expect.element(page.getByRole("progressbar")).not.toBeInTheDocument();
  expect(bridge.inputsOf("sync.cancel")).toEqual([{}]);
});

test("a server that asked for a pause is said to have, with the time; nobody is alarmed", async () => {
  const bridge = await openDoctor({ busy: false });
  const untilMs = Date.parse("2026-11-18T14:32:00+01:00");
  const failure = { code: "rate-limited", reason: "rate-limited", message: "", retryAtMs: untilMs } as const;
  const progress = { phase: "fetching", done: 120, total: 300, pausedUntilMs: untilMs } as const;
  bridge.states = bridge.states.map((s) => {
    if (s.calendarId === "travail") return { ...s, state: "running", progress };
    return s.calendarId === "equipe" ? { ...s, state: "failing", failure, nextAtMs: untilMs } : s;
  });
  bridge.publish("sync");
  const rows = page.getByRole("listitem").filter({ hasText: "Le serveur demande d’attendre jusqu’à 14:32" });
  await expect.element(rows.first()).toMatchTextContent(/^Travail.*Prochain passage 14:32/);
  await expect.element(rows.nth(1)).toMatchTextContent(/^Équipe produit/);
  await expect.element(page.getByText("À traiter (0)")).toBeVisible();
  await page.getByRole("button", { name: "Équipe produit", exact: true }).click();
  await expect.element(rows.nth(1)).toMatchTextContent(/jusqu’à 14:32.*jusqu’à 14:32/);
  await page.getByRole("button", { name: "Retour à l’agenda" }).click();
  await expect
    .element(page.getByTitle("Voir le détail de la synchronisation"))
    .toMatchTextContent(/^Le serveur demande d’attendre jusqu’à 14:32$/);
});

test("a calendar whose account waits for a sign-in goes on after it; its edits are counted", async () => {
  const bridge = await openDoctor();
  addSignedOut(bridge);
  bridge.publish("accounts", "calendars", "sync");
  const card = page.getByRole("main").getByRole("region", { name: "Outlook" });
  await expect.element(card).toMatchTextContent(/2 changements à envoyerConnexion demandée/);
  await expect.element(card.getByRole("listitem").first()).toMatchTextContent(/^Privée.*après connexion/);
});

test.each([
  ["mass-deletion", "Retirer ici aussi…", "Retirer ici aussi"],
  ["mass-removal", "Supprimer sur le serveur…", "Supprimer sur le serveur"],
] as const)("%s is held back until it is confirmed, and Esc is no", async (reason, ask, yes) => {
  const bridge = await openDoctor();
  const failure = { code: "conflict", reason, message: "", params: { removed: 90, total: 100 } } as const;
  const nextAtMs = Date.now() + 600_000;
  bridge.states = bridge.states.map((s) =>
    s.calendarId === "perso" ? { ...s, state: "failing", failure, nextAtMs } : s,
  );
  bridge.reports = bridge.reports.map((report) => ({
    ...report,
    lastRuns: report.lastRuns.map((run, n) => ({ ...run, outcome: n < 2 ? "failed" : "successful" })),
  }));
  bridge.publish("sync");
  await expect.element(page.getByText("En échec depuis 09:56 · prochain essai 10:25")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: ask }).click();
  await expect.element(page.getByRole("dialog", { name: /« Personnel »/ })).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(bridge.inputsOf("sync.run").filter((run) => run.allowMassDeletion)).toEqual([]);
  await page.getByRole("main").getByRole("button", { name: ask }).click();
  await page.getByRole("button", { name: yes, exact: true }).click();
  await expect
    .poll(() => bridge.inputsOf("sync.run").filter((run) => run.allowMassDeletion))
    .toEqual([{ calendarId: "perso", allowMassDeletion: true }]);
});

test("only what is to be looked at, on demand", async () => {
  await openDoctor();
  await page.getByText("À traiter (1)").click();
  await expect.element(page.getByRole("button", { name: "Travail", exact: true })).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Genève Mobilités", exact: true })).toBeVisible();
});

test("the report of an account goes to the clipboard: facts and requests, no name and no password", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await openDoctor();
  await page
    .getByRole("main")
    .getByRole("region", { name: "Nextcloud" })
    .getByRole("button", { name: "Copier le rapport" })
    .click();
  await expect.element(page.getByRole("status").filter({ hasText: /Rapport copié/ })).toBeVisible();
  const text = written.mock.calls[0]?.[0] ?? "";
  written.mockRestore();
  expect(text).toContain('"calendarId": "geneve"');
  expect(text).toContain("tokens expire early");
  expect(text).toContain("REPORT  /calendars/…/geneve/  207");
  expect(text).not.toContain("camille");
  expect(text).not.toContain('"travail"');
});

test("from the row of a conflict one goes to its decision", async () => {
  await openDoctor();
  await page.getByRole("main").getByRole("button", { name: "Trancher" }).click();
  await expect.element(page.getByRole("heading", { name: "Changement à trancher" })).toBeVisible();
});
