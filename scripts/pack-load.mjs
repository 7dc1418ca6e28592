// Runs inside an unpacked package, without its checkout: loads every module named on the command line, and says which cannot be.
import { registerHooks } from "node:module";

// Electron's own module is not in any package. Whoever asks for it gets something that can be asked anything.
const electron =
  "const any = new Proxy(function () {}, { get: (_, key) => (key === 'then' ? undefined : any), apply: () => any });";
const NAMES = ["app", "dialog", "ipcMain", "ipcRenderer", "net", "session", "shell"];
const sources = {
  module: `${electron} export default any; export { ${NAMES.map((name) => `any as ${name}`).join(", ")} };`,
  commonjs: `${electron} module.exports = any;`,
};
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "electron") return next(specifier, context);
    const format = context.conditions.includes("import") ? "module" : "commonjs";
    return { url: `stub:${format}`, format, shortCircuit: true };
  },
  load: (url, context, next) =>
    url.startsWith("stub:")
      ? { format: url.slice(5), source: sources[url.slice(5)], shortCircuit: true }
      : next(url, context),
});

for (const specifier of process.argv.slice(2)) {
  try {
    await import(specifier);
  } catch (error) {
    process.stderr.write(`does not load: ${specifier}: ${error.message.split("\n")[0]}\n`);
    process.exitCode = 1;
  }
}
// A module may keep the process alive; nothing is left to do.
process.exit();
