// What every vault promises, run on each implementation.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Vault } from "../../src-main/ports.ts";

/** Registers the suite for one kind of vault. */
export function testVault(label: string, open: () => Promise<Vault>): void {
  describe(`vault: ${label}`, () => {
    test("gives back what was set, and the newer of two", async () => {
      const vault = await open();
      const name = `account-${randomUUID()}`;
      await vault.set(name, "first");
      await vault.set(name, "pässwörd \u{1f511} \"'\\ $(x)");
      expect(await vault.get(name)).toBe("pässwörd \u{1f511} \"'\\ $(x)");
      await vault.remove(name);
    });

    test("an unknown name is undefined", async () => {
      const vault = await open();
      expect(await vault.get(`account-${randomUUID()}`)).toBeUndefined();
    });

    test("keeps names apart", async () => {
      const vault = await open();
      const [one, two] = [`account-${randomUUID()}`, `account-${randomUUID()}`];
      await vault.set(one, "1");
      await vault.set(two, "2");
      await vault.remove(one);
      expect([await vault.get(one), await vault.get(two)]).toEqual([undefined, "2"]);
      await vault.remove(two);
    });

    test("removing what is not there is fine", async () => {
      const vault = await open();
      await expect(vault.remove(`account-${randomUUID()}`)).resolves.toBeUndefined();
    });

    test("keeps a secret of 2 000 characters, as a token can be", async () => {
      const vault = await open();
      const name = `account-${randomUUID()}`;
      await vault.set(name, "t".repeat(2_000));
      expect((await vault.get(name))?.length).toBe(2_000);
      await vault.remove(name);
    });
  });
}
