import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const opener = () => page.getByRole("button", { name: "Agendas et mois" });
const drawer = () => page.getByRole("dialog", { name: "Agendas et mois" });

async function openNarrow() {
  const bridge = await openApp();
  await page.viewport(640, 760);
  await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeInTheDocument();
  return bridge;
}

test("in a narrow window the sidebar is a drawer that gives the focus back", async () => {
  await openNarrow();
  await expect.element(drawer()).not.toBeInTheDocument();
  await opener().click();
  await expect.element(drawer().getByRole("checkbox", { name: /Travail/ })).toBeVisible();
  expect(drawer().element().contains(document.activeElement)).toBe(true);
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(drawer()).not.toBeInTheDocument();
  await expect.element(opener()).toHaveFocus();
  await userEvent.keyboard("b");
  await expect.element(drawer()).toBeVisible();
});

test("a day chosen in the drawer is shown, and the drawer makes room for it", async () => {
  await openNarrow();
  await opener().click();
  await expect.element(drawer()).toBeVisible();
  (document.querySelector('.mm [data-day="2026-11-27"]') as HTMLElement).click();
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/23 – 29 nov/);
  await expect.element(drawer()).not.toBeInTheDocument();
});

test("a wide window has its column and no button for it", async () => {
  await openApp();
  await expect.element(page.getByRole("complementary", { name: "Agendas et mois" })).toBeVisible();
  await expect.element(opener()).not.toBeInTheDocument();
});
