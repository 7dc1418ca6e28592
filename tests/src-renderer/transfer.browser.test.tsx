import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const TEXT = "BEGIN:VCALENDAR\r\nSUMMARY:Cours de voile\r\nSUMMARY:Régate\r\nEND:VCALENDAR\r\n";
const file = (name: string, text = TEXT) => new File([text], name, { type: "text/calendar" });

/** Drops files on the agenda like a hand coming from the desktop. */
function drop(...files: File[]) {
  const dataTransfer = new DataTransfer();
  for (const one of files) dataTransfer.items.add(one);
  const fire = (type: string) =>
    document
      .querySelector(".cal")
      ?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  return { over: () => fire("dragover"), drop: () => fire("drop") };
}

const dialog = () => page.getByRole("dialog", { name: "Importer des événements" });

async function opened(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp(options);
  await expect.element(page.getByRole("button", { name: /^Chorale/ })).toBeVisible();
  return bridge;
}

test("a file dropped on the agenda is shown before anything is stored, then imported, and taken back whole", async () => {
  const bridge = await opened();
  const hand = drop(file("voile.ics"));
  hand.over();
  await expect.element(page.getByText("Déposer pour importer")).toBeVisible();
  hand.drop();
  await expect.element(dialog()).toMatchTextContent(/voile\.ics/);
  await expect.element(dialog()).toMatchTextContent(/2 événements à ajouter/);
  await expect.element(dialog()).toMatchTextContent(/1 est déjà dans cet agenda et reste tel quel\./);
  expect(bridge.inputsOf("events.import")).toEqual([{ calendarId: "travail", text: TEXT, dryRun: true }]);
  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await expect.element(page.getByRole("button", { name: /^Cours de voile/ })).toBeVisible();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByRole("button", { name: /^Cours de voile/ })).not.toBeInTheDocument();
});

test("another calendar is previewed again, and is where the events go", async () => {
  const bridge = await opened();
  drop(file("voile.ics")).drop();
  await expect.element(dialog()).toMatchTextContent(/2 événements à ajouter/);
  await page.getByLabelText("Dans l’agenda").first().click();
  await page.getByRole("option", { name: "Famille" }).click();
  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.import").map(({ calendarId, dryRun }) => [calendarId, dryRun ?? false])).toEqual([
    ["travail", true],
    ["famille", true],
    ["famille", false],
  ]);
});

test("several files are one import with one undo; what cannot be read is named with its reason", async () => {
  const bridge = await opened();
  drop(file("a.ics"), file("b.ics", "BROKEN"), new File(["x"], "lisez-moi.txt", { type: "text/plain" })).drop();
  await expect.element(dialog()).toMatchTextContent(/a\.ics, b\.ics/);
  await expect
    .element(page.getByRole("list", { name: /1 élément illisible/ }))
    .toMatchTextContent(/b@x Cet événement est illisible.: il n’a pas de début\./);
  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await expect.element(page.getByRole("button", { name: /^Régate/ })).toBeVisible();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByRole("button", { name: /^Régate/ })).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.undo")).toHaveLength(2);
});

test("a file that is no calendar is refused in a sentence, and nothing is asked", async () => {
  const bridge = await opened();
  drop(new File(["x"], "photo.png", { type: "image/png" })).drop();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Ce n’est pas un fichier d’agenda/);
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.import")).toEqual([]);
});

test("the sidebar picks a file too, and an import that fails says why and stays open", async () => {
  await opened({ failing: { "events.import": "malformed" } });
  await page.getByRole("button", { name: "Importer un fichier…" }).click();
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  const data = new DataTransfer();
  data.items.add(file("cassé.ics"));
  if (input) input.files = data.files;
  input?.dispatchEvent(new Event("change", { bubbles: true }));
  await expect.element(page.getByRole("alert")).toMatchTextContent(/est illisible/);
  await expect.element(page.getByRole("button", { name: "Importer", exact: true })).toBeDisabled();
});

test("a calendar and an event are exported to files named after them", async () => {
  const bridge = await opened();
  const names: string[] = [];
  const note = (event: Event) => {
    if (event.target instanceof HTMLAnchorElement && event.target.download) {
      names.push(event.target.download);
      event.preventDefault();
    }
  };
  document.addEventListener("click", note, true);
  await page.getByRole("button", { name: "Options de Équipe produit" }).click();
  await page.getByRole("menuitem", { name: "Exporter dans un fichier" }).click();
  await expect.element(page.getByText("3 événements dans le fichier")).toBeVisible();
  await page.getByRole("button", { name: /^1:1 Karim/ }).click();
  await page.getByRole("dialog", { name: "1:1 Karim" }).getByRole("button", { name: "Autres actions" }).click();
  await page.getByRole("menuitem", { name: "Exporter dans un fichier" }).click();
  await expect.poll(() => names).toEqual(["Équipe produit.ics", "1 1 Karim.ics"]);
  document.removeEventListener("click", note, true);
  expect(bridge.inputsOf("events.export")).toEqual([{ calendarId: "equipe" }, { eventId: "e10" }]);
});
