// electron-builder's afterPack hook: what it cannot be told in electron-builder.yml. Runs before fuses are set and anything is signed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** electron-builder allows plain http everywhere in Info.plist, whatever the configuration says. Cadran asks with TLS alone, and
 *  to accounts on the person's own network through Node, which this key does not govern.
 *  @param plist text of Contents/Info.plist */
export function withoutArbitraryLoads(plist: string): string {
  return plist.replace(/(<key>NSAllowsArbitraryLoads<\/key>\s*)<true\s*\/>/g, "$1<false/>");
}

/** What is used of electron-builder's context. */
interface Packed {
  readonly electronPlatformName: string;
  readonly appOutDir: string;
  readonly packager: { readonly appInfo: { readonly productFilename: string } };
}

/** @public electron-builder calls it.
 *  @param context when the app's folder is complete */
export default function afterPack(context: Packed): void {
  if (context.electronPlatformName !== "darwin") return;
  const file = join(context.appOutDir, `${context.packager.appInfo.productFilename}.app`, "Contents/Info.plist");
  writeFileSync(file, withoutArbitraryLoads(readFileSync(file, "utf8")));
}
