// Steps that the tests of the sign-in share.
import { expect } from "vitest";
import { page } from "vitest/browser";
import type { FakeBridge } from "./fake-bridge.ts";
import type { FakeSignIn } from "./fake-sign-in.ts";
import { openApp } from "./open-app.tsx";

export const CONSENT = "https://login.example.com/organizations/v2.0/adminconsent?client_id=1";

export const button = (name: string) => page.getByRole("button", { name, exact: true });
export const link = (name: string) => page.getByRole("link", { name, exact: true });
export const title = (text: string | RegExp) =>
  expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(text);

/** The attempt that waits for a person, once the call has arrived. */
export async function person({ signIn }: FakeBridge): Promise<FakeSignIn> {
  await expect.poll(() => signIn.isUnderWay).toBe(true);
  return signIn;
}

/** From the first page to a browser that has opened. */
export async function begin(): Promise<FakeBridge> {
  const bridge = await openApp({ empty: true });
  await button("Microsoft 365 ou Outlook.com").click();
  await button("Se connecter avec Microsoft").click();
  (await person(bridge)).told();
  await expect.element(page.getByRole("timer")).toBeVisible();
  return bridge;
}

export async function fails(bridge: FakeBridge, ...failure: Parameters<FakeSignIn["fail"]>): Promise<void> {
  (await person(bridge)).fail(...failure);
}
