// Runs the local Graph and its sign-in service by themselves: `node tests/servers/graph/main.ts [--port N] [--lang fr|en]`. One line of
// JSON says where they are, and with which command a page is opened in the browser without a window; SIGTERM ends both.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLogin } from "../login/index.ts";
import { PERSONAL_USER, WORK_USER } from "../login/users.ts";
import { seedDemo } from "./demo.ts";
import { startGraph } from "./index.ts";

const { values } = parseArgs({ options: { port: { type: "string" }, lang: { type: "string" } } });
const port = Number(values.port ?? 0);
const login = await startLogin(port === 0 ? {} : { port: port + 1 });
const graph = await startGraph({ login, port });
seedDemo(graph.mailbox(WORK_USER.address), Date.now(), values.lang === "en" ? "en" : "fr");
seedDemo(graph.mailbox(PERSONAL_USER.address), Date.now(), "en");

const browser = fileURLToPath(new URL("../login/browser.ts", import.meta.url));
// Quoted for a shell: the address is put behind it.
const command = [process.execPath, browser].map((part) => `"${part}"`).join(" ");
process.stdout.write(`${JSON.stringify({ graph: graph.url, login: login.url, browser: command })}\n`);

for (const name of ["SIGTERM", "SIGINT"] as const) {
  process.once(name, async () => {
    await Promise.allSettled([graph.stop(), login.stop()]);
    process.exit(0);
  });
}
