// Opening a message: what is shown of it, what is not, and what is fetched when somebody asks.
import { describe, expect, it } from "vitest";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { fakeNet, html, letter, mailWorld, parted } from "./mail-world.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const SIGNED =
  "mx.example.test; dmarc=pass header.from=shop.example.com; dkim=pass header.d=shop.example.com header.s=s1";
const NEWS = {
  From: "Shop <news@shop.example.com>",
  "Authentication-Results": SIGNED,
  "DKIM-Signature":
    "v=1; a=rsa-sha256; d=shop.example.com; s=s1; h=from:list-unsubscribe:list-unsubscribe-post; bh=x; b=y",
  "List-Unsubscribe": "<https://shop.example.com/leave?u=1>",
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
};
const PICTURE = "https://pictures.shop.example.com/a.png";
const first = ([id]: readonly MessageId[]) => id as MessageId;

describe("a message that is opened", () => {
  it("is shown safe, with its own pictures and none from elsewhere until that is allowed", async () => {
    const { call, receive } = await mailWorld();
    const page = `<p onclick="x()">Hi<script>alert(1)</script><img src="cid:logo"><img src="${PICTURE}"></p>`;
    const logo = {
      type: "image/png; name=logo.png",
      headers: ["Content-ID: <logo>", "Content-Transfer-Encoding: base64"],
      body: PNG.toString("base64"),
    };
    const id = first(await receive(parted("Offers", "related", [html(page), logo], NEWS)));
    const message = await call("mail.message", { id });
    expect(message.body).toBe("stored");
    expect(message.html).toContain(`data:image/png;base64,${PNG.toString("base64")}`);
    expect(message.html).toContain(`data-remote="${PICTURE}"`);
    expect(message.html).not.toMatch(/onclick|script|src="https/);
    expect(message.remote).toMatchObject({ blocked: 1, allowed: false });
    expect(message.authentication).toMatchObject({ verdict: "pass", signedBy: ["shop.example.com"] });
    await call("mail.allowRemote", { messageId: id, scope: "sender" });
    const again = await call("mail.message", { id });
    expect(again.html).toContain(`src="${PICTURE}"`);
    expect(again.remote.allowed).toBe(true);
    expect((await call("mail.rules", {})).remoteAllowed).toEqual(["news@shop.example.com"]);
    await call("mail.allowRemote", { address: "News@Shop.example.com", allow: false });
    expect((await call("mail.rules", {})).remoteAllowed).toEqual([]);
    expect((await call("mail.message", { id })).remote.allowed).toBe(false);
    await call("mail.allowRemote", { address: "news@shop.example.com", allow: true });
    expect((await call("mail.message", { id })).remote.allowed).toBe(true);
  });

  it("does not get what was allowed to the sender it only pretends to be", async () => {
    const { call, receive } = await mailWorld();
    const page = html(`<img src="${PICTURE}">`);
    const forged = { ...NEWS, "Authentication-Results": "mx.example.test; dmarc=fail header.from=shop.example.com" };
    const [real, other] = await receive(
      parted("Real", "alternative", [page], NEWS),
      parted("Forged", "alternative", [page], forged),
    );
    await call("mail.allowRemote", { messageId: real as MessageId, scope: "sender" });
    expect((await call("mail.message", { id: real as MessageId })).remote.allowed).toBe(true);
    const id = other as MessageId;
    expect((await call("mail.message", { id })).remote.allowed).toBe(false);
    await expect(call("mail.remoteImage", { messageId: id, url: PICTURE })).rejects.toMatchObject({
      reason: "forbidden",
    });
    await call("mail.allowRemote", { messageId: id, scope: "message" });
    expect((await call("mail.message", { id })).remote.allowed).toBe(true);
  });

  it("names its files safely, and says which of them to be careful with", async () => {
    const { call, receive } = await mailWorld();
    const file = (name: string, type: string) => ({
      type,
      headers: [`Content-Disposition: attachment; filename="${name}"`],
      body: "data",
    });
    const parts = [
      { type: "text/plain", body: "Look" },
      file("../../plan.pdf", "application/pdf"),
      file("bill.pdf.exe", "application/octet-stream"),
    ];
    const id = first(await receive(parted("Files", "mixed", parts)));
    const { attachments } = await call("mail.message", { id });
    expect(attachments.map(({ name, risky, stored }) => ({ name, risky, stored }))).toEqual([
      { name: "plan.pdf", risky: false, stored: true },
      { name: "bill.pdf.exe", risky: true, stored: true },
    ]);
    const { base64, name } = await call("mail.attachment", { messageId: id, id: attachments[0]?.id ?? "" });
    expect([name, Buffer.from(base64, "base64").toString()]).toEqual(["plan.pdf", "data"]);
    await expect(call("mail.attachment", { messageId: id, id: "9" })).rejects.toMatchObject({ reason: "missing" });
  });

  it("keeps a file in sight whatever its Content-ID, and only pictures that the text shows out of the list", async () => {
    const { call, receive } = await mailWorld();
    const file = (name: string, type: string, body: string) => ({
      type,
      headers: [
        `Content-Disposition: attachment; filename="${name}"`,
        `Content-ID: <${name}@example.test>`,
        "Content-Transfer-Encoding: base64",
      ],
      body,
    });
    const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    const parts = [
      html('<p>Look <img src="cid:logo.gif%40example.test"> <img src="cid:plan.pdf@example.test"></p>'),
      file("logo.gif", "image/gif", gif),
      file("photo.gif", "image/gif", gif),
      file("plan.pdf", "application/pdf", "JVBERi0x"),
    ];
    const id = first(await receive(parted("Files", "related", parts)));
    const { attachments } = await call("mail.message", { id });
    expect(attachments.map(({ name, contentId }) => [name, contentId])).toEqual([
      ["logo.gif", "logo.gif@example.test"],
      ["photo.gif", undefined],
      ["plan.pdf", undefined],
    ]);
  });

  it("is known as forged only by the account's own server: headers of others say nothing", async () => {
    const { call, receive } = await mailWorld();
    const [forged, failing] = await receive(
      letter("Trust me", "Hi", { "Authentication-Results": "mx.evil.example; dmarc=pass header.from=example.com" }),
      letter("Not me", "Hi", { "Authentication-Results": "mx.example.test; dmarc=fail header.from=example.test" }),
    );
    expect((await call("mail.message", { id: forged as MessageId })).authentication.verdict).toBe("none");
    const other = await call("mail.message", { id: failing as MessageId });
    expect([other.authentication.verdict, other.warnings[0]?.kind]).toEqual(["fail", "not-authentic"]);
  });

  it("tells as source what it is, byte by byte", async () => {
    const { call, receive } = await mailWorld();
    const source = letter("Ünicode", "caf\xe9");
    const id = first(await receive(source));
    expect(await call("mail.source", { id })).toEqual({ source, cut: false });
  });

  it("that is not there is missing", async () => {
    const { call } = await mailWorld();
    await expect(call("mail.message", { id: "1" as MessageId })).rejects.toMatchObject({ reason: "missing" });
  });
});

describe("a picture from elsewhere", () => {
  const withPicture = async (answer: Parameters<typeof fakeNet>[0]) => {
    const { net, asked } = fakeNet(answer);
    const world = await mailWorld({ net });
    const id = first(await world.receive(parted("Offers", "alternative", [html(`<img src="${PICTURE}">`)], NEWS)));
    asked.length = 0;
    return { ...world, id, asked };
  };

  it("is not fetched before it was allowed", async () => {
    const { call, id, asked } = await withPicture({ bytes: PNG });
    await expect(call("mail.remoteImage", { messageId: id, url: PICTURE })).rejects.toMatchObject({
      reason: "forbidden",
    });
    expect(asked).toEqual([]);
  });

  it("is fetched from public addresses alone, without cookies or referrer", async () => {
    const { call, id, asked } = await withPicture({ bytes: PNG });
    await call("mail.allowRemote", { messageId: id, scope: "message" });
    const { mediaType, base64 } = await call("mail.remoteImage", { messageId: id, url: PICTURE });
    expect([mediaType, base64]).toEqual(["image/png", PNG.toString("base64")]);
    expect(asked).toMatchObject([{ method: "GET", url: PICTURE, publicOnly: true }]);
    expect(JSON.stringify(asked)).not.toMatch(/cookie|referer/i);
  });

  it("that the message does not show is nobody's to fetch", async () => {
    const { call, id, asked } = await withPicture({ bytes: PNG });
    await call("mail.allowRemote", { messageId: id, scope: "message" });
    const url = "https://pictures.shop.example.com/other.png";
    await expect(call("mail.remoteImage", { messageId: id, url })).rejects.toMatchObject({ reason: "forbidden" });
    expect(asked).toEqual([]);
  });

  it("that is none by its first bytes is refused, SVG above all", async () => {
    const { call, id } = await withPicture({
      bytes: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      headers: { "content-type": "image/png" },
    });
    await call("mail.allowRemote", { messageId: id, scope: "message" });
    await expect(call("mail.remoteImage", { messageId: id, url: PICTURE })).rejects.toMatchObject({
      reason: "malformed",
    });
  });

  it("is not fetched where it leads into a private network", async () => {
    const { call, id, asked } = await withPicture({ status: 302, headers: { location: "https://10.0.0.1/a.png" } });
    await call("mail.allowRemote", { messageId: id, scope: "message" });
    await expect(call("mail.remoteImage", { messageId: id, url: PICTURE })).rejects.toMatchObject({
      reason: "forbidden",
    });
    expect(asked).toHaveLength(1);
  });
});

describe("leaving a list", () => {
  it("is one POST where the sender signed that it is enough", async () => {
    const { net, asked } = fakeNet();
    const { call, receive } = await mailWorld({ net });
    const id = first(await receive(letter("News", "Hi", NEWS)));
    expect((await call("mail.message", { id })).unsubscribe).toMatchObject({ oneClick: true });
    asked.length = 0;
    await call("mail.unsubscribe", { messageId: id });
    expect(asked).toMatchObject([
      {
        method: "POST",
        url: "https://shop.example.com/leave?u=1",
        body: "List-Unsubscribe=One-Click",
        publicOnly: true,
      },
    ]);
  });

  it("is not done by itself where no signature covers it", async () => {
    const { net, asked } = fakeNet();
    const { call, receive } = await mailWorld({ net });
    const { "Authentication-Results": _, ...unsigned } = NEWS;
    const id = first(await receive(letter("News", "Hi", unsigned)));
    asked.length = 0;
    await expect(call("mail.unsubscribe", { messageId: id })).rejects.toMatchObject({ reason: "unsupported" });
    expect(asked).toEqual([]);
  });
});
