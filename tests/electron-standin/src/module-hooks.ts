// Makes `electron` resolvable in every way the app and Playwright ask for it.
import Module, { createRequire, registerHooks } from "node:module";

const NAMES = new Set(["electron", "electron/main", "electron/common"]);
const KEY = "electron.stand-in";
const URL_PREFIX = "electron-standin:";

/** @param exportNames what `import { … } from "electron"` may name */
export function provideElectron(electron: object, exportNames: readonly string[]): void {
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: electron });
  const value = `globalThis[Symbol.for(${JSON.stringify(KEY)})]`;
  const named = exportNames.map((name) => `export const ${name} = e.${name};`).join(" ");
  const sources = {
    module: `const e = ${value}; export default e; ${named}`,
    commonjs: `module.exports = ${value};`,
  };
  registerHooks({
    resolve(specifier, context, next) {
      if (!NAMES.has(specifier)) return next(specifier, context);
      const format = context.conditions.includes("import") ? "module" : "commonjs";
      return { url: URL_PREFIX + format, format, shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith(URL_PREFIX)) return next(url, context);
      const format = url.slice(URL_PREFIX.length) as keyof typeof sources;
      return { format, shortCircuit: true, source: sources[format] };
    },
  });
  // The inspector console's require, which Playwright evaluates with, goes past the hooks.
  const loader = Module as unknown as { _load: (id: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = function (this: unknown, id, ...rest) {
    return NAMES.has(id) ? electron : load.call(this, id, ...rest);
  };
}

/** CommonJS require from here, for `-r` modules. */
export const requireModule: (file: string) => unknown = createRequire(import.meta.url);
