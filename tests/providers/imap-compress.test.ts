// Compression of the wire (mail rule 10): asked for, and left out where it would only cost time.
import { expect, it } from "vitest";
import { allOf, never, scripted, scriptedLogin, signIn } from "./imap-scripted-setup.ts";

const WITH = "IMAP4rev1 UIDPLUS MOVE UNSELECT COMPRESS=DEFLATE";

it.each([
  ["another machine", "0.0.0.0", true],
  ["this machine", "127.0.0.1", false],
  ["this machine by name", "localhost", false],
])("at a server on %s", async (_what, host, isAsked) => {
  const server = await scripted({
    capabilities: WITH,
    // Refused, so that the script stays readable: what matters is that a refusal ends nothing.
    answer: ({ name }) => (name === "COMPRESS" ? ["TAG NO not today"] : undefined),
  });
  server.fill("INBOX", 2);
  const { endpoint } = scriptedLogin(server.port);
  const connection = await signIn(server, { endpoint: { ...endpoint, host } });
  const fetched = await allOf(connection.fetch("INBOX", [1, 2], { kind: "head" }, "ops", never));
  expect(fetched.map(({ uid }) => uid)).toEqual([1, 2]);
  expect(server.names().includes("COMPRESS")).toBe(isAsked);
});
