// Where the Electron that is driven shows its windows.
import { missingDesktop, startDesktop } from "../tests/servers/desktop.ts";

/** A desktop of its own for Electron, where one can be had; none for the stand-in. @param dist folder of a real Electron
 *  @returns its environment, with `yes` or why there is none for the specs, and its end */
export async function desktopFor(dist) {
  const none = (why) => ({ env: { CADRAN_TEST_DESKTOP: why }, stop: async () => {} });
  if (dist === undefined)
    return none("the stand-in shows nothing to a desktop: npx install-electron && npm run test:electron");
  const missing = missingDesktop();
  if (missing !== undefined) return none(missing);
  const { env, stop } = await startDesktop();
  return { env: { ...env, CADRAN_TEST_DESKTOP: "yes" }, stop };
}
