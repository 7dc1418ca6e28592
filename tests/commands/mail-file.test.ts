// A message that is a file: read like mail of a stranger, stored nowhere.
import { describe, expect, it } from "vitest";
import { letter, mailWorld, parted } from "./mail-world.ts";

const file = (source: string) => ({ base64: Buffer.from(source, "latin1").toString("base64") });
const PICTURE = '<img src="https://elsewhere.example/p.png" width="300" height="200">';

describe("a message that is a file", () => {
  it("says who wrote what to whom and gives its files, and nothing of it is kept", async () => {
    const { call, ids } = await mailWorld();
    const source = parted("Plan", "mixed", [
      { type: "text/plain", body: "See the plan" },
      {
        type: 'text/csv; name="plan.csv"',
        body: "a,b",
        headers: ['Content-Disposition: attachment; filename="../plan.csv"'],
      },
    ]);
    const read = await call("mail.readFile", file(source));
    expect(read).toMatchObject({ subject: "Plan", from: { address: "bob@example.test", name: "Bob" } });
    expect(read.to).toEqual([{ address: "alice@example.test", name: "Alice" }]);
    expect(read.text.trim()).toBe("See the plan");
    const [plan] = read.attachments;
    expect(plan).toMatchObject({ name: "plan.csv", risky: false });
    const bytes = await call("mail.fileAttachment", { ...file(source), id: plan?.id ?? "" });
    expect([bytes.name, Buffer.from(bytes.base64, "base64").toString().trim()]).toEqual(["plan.csv", "a,b"]);
    expect(await ids("inbox")).toEqual([]);
    expect((await call("mail.search", { query: "Plan" })).messages).toEqual([]);
  });

  it("runs nothing and fetches nothing, even from a sender whose pictures are allowed", async () => {
    const { call, receive } = await mailWorld();
    const html = `<script>alert(1)</script><p onclick="x()">Hi ${PICTURE}</p>`;
    const source = letter("Hi", html, { "Content-Type": "text/html" });
    const [id] = await receive(source);
    if (id) await call("mail.allowRemote", { messageId: id, scope: "sender" });
    const read = await call("mail.readFile", file(source));
    expect(read.html).not.toMatch(/script|onclick|src="https/i);
    expect(read.remote).toMatchObject({ blocked: 1, allowed: false });
  });

  it("is not believed when it says that its sender was checked", async () => {
    const { call } = await mailWorld();
    const claims = { "Authentication-Results": "imap.example.test; dmarc=fail header.from=example.test" };
    const read = await call("mail.readFile", file(letter("Hi", "Hello", claims)));
    expect(read.warnings).toEqual([]);
    expect(read).not.toHaveProperty("authentication");
  });

  it("may begin with the separator of a mailbox", async () => {
    const { call } = await mailWorld();
    const source = `From bob@example.test Wed Nov 18 08:00:00 2026\n${letter("Saved")}`;
    expect(await call("mail.readFile", file(source))).toMatchObject({ subject: "Saved" });
  });

  it("is refused when it is no message, and where a file is asked for that it has not", async () => {
    const { call } = await mailWorld();
    await expect(call("mail.readFile", { base64: "" })).rejects.toMatchObject({ reason: "malformed" });
    await expect(call("mail.fileAttachment", { ...file(letter("Hi")), id: "9" })).rejects.toMatchObject({
      reason: "missing",
    });
  });
});
