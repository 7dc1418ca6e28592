// `npm run licences`: writes THIRD-PARTY-NOTICES.txt for what package-lock.json ships. tests/scripts/licences.test.ts says when it is stale.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { noticesOf } from "./notices.ts";
import { shippedPackages, textsOf } from "./shipped.ts";

const packages = shippedPackages();
const file = join(import.meta.dirname, "../THIRD-PARTY-NOTICES.txt");
writeFileSync(file, noticesOf(packages, textsOf));
const bare = packages.filter((one) => textsOf(one).length === 0).map(({ name }) => name);
process.stdout.write(`${packages.length} packages in THIRD-PARTY-NOTICES.txt\n`);
if (bare.length > 0) process.stdout.write(`without a text of their own: ${bare.join(", ")}\n`);
