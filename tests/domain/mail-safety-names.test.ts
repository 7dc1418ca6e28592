import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { riskOf, safeName } from "../../src-main/domain/mail-safety/names.ts";
import { pictureUrl } from "../../src-main/domain/mail-safety/pictures.ts";
import { trackerOf } from "../../src-main/domain/mail-safety/trackers.ts";

describe("names of attachments (mail A1, A2)", () => {
  test.each([
    ["report.pdf", "application/pdf", "report.pdf"],
    [undefined, "application/pdf", "attachment.pdf"],
    ["", "image/png", "image.png"],
    ["photo", "image/jpeg", "photo.jpg"],
    ["../../etc/passwd", "text/plain", "passwd.txt"],
    ["..\\..\\evil.exe", "x/y", "evil.exe"],
    ["C:\\a\\b.txt", "text/plain", "b.txt"],
    ["a\u2215b.txt", "text/plain", "b.txt"],
    [".bashrc", "text/plain", "bashrc.txt"],
    ["...", "x/y", "attachment"],
    ["a.txt. . .", "text/plain", "a.txt"],
    ["CON", "text/plain", "_CON.txt"],
    ["lpt1.foo.txt", "text/plain", "_lpt1.foo.txt"],
    ["a\u0000b\r\nc.txt", "text/plain", "ab c.txt"],
    ["invoice\u202Efdp.exe", "x/y", "invoicefdp.exe"],
    ["a\u200b\u2060b\ufeff.txt", "text/plain", "ab.txt"],
    ["a.txt:evil.exe", "x/y", "a.txt_evil.exe"],
    ['<b>|"?*.txt', "text/plain", "_b_____.txt"],
    ["e\u0301te\u0301.pdf", "application/pdf", "été.pdf"],
    [`invoice.pdf${" ".repeat(200)}.exe`, "x/y", "invoice.pdf.exe"],
    ["winmail", "application/ms-tnef", "winmail.dat"],
    ["日本語.docx", "x/y", "日本語.docx"],
  ])("%j of %s is %j", (name, type, expected) => {
    expect(safeName(name, type)).toBe(expected);
  });

  test("are short, whole and keep their extension", () => {
    for (const name of [`${"a".repeat(400)}.pdf`, `${"é".repeat(400)}.pdf`, `${"🎉".repeat(200)}.pdf`]) {
      const safe = safeName(name, "application/pdf");
      expect(new TextEncoder().encode(safe).length).toBeLessThanOrEqual(150);
      expect(safe).toMatch(/\.pdf$/);
      expect(safe.isWellFormed()).toBe(true);
    }
  });

  test.each([
    ["setup.exe", "runs"],
    ["a.JS", "runs"],
    ["a.lnk", "runs"],
    ["a.xlsm", "runs"],
    ["a.one", "runs"],
    ["a.msc", "runs"],
    ["a.desktop", "runs"],
    ["a.xll", "runs"],
    ["a.jar", "runs"],
    ["a.ps1", "runs"],
    ["a.url", "runs"],
    ["a.command", "runs"],
    ["a.apk", "runs"],
    ["a.sh", "runs"],
    ["a.iso", "mounts"],
    ["a.vhd", "mounts"],
    ["a.img", "mounts"],
    ["a.dmg", "mounts"],
    ["a.html", "page"],
    ["a.svg", "page"],
    ["a.XHTML", "page"],
    ["invoice.pdf.exe", "disguised"],
    ["photo.jpg.lnk", "disguised"],
    ["a\u202Egpj.exe", "disguised"],
    ["a.docx          .js", "disguised"],
    ["invoice.pdf.html", "disguised"],
    ["a.pdf", undefined],
    ["a.docx", undefined],
    ["a.png", undefined],
    ["a.zip", undefined],
    ["a.ics", undefined],
    ["a.tar.gz", undefined],
    ["v1.2.pdf", undefined],
  ])("%s: %s", (name, risk) => {
    expect(riskOf(name, "application/octet-stream")).toBe(risk);
  });

  test("a page that calls itself a text is still a page by its type", () => {
    expect(riskOf("a.txt", "text/html")).toBe("page");
    expect(riskOf("a.pdf", "application/x-msdownload")).toBe("runs");
  });
});

describe("trackers and pictures", () => {
  test.each([
    ["x.list-manage.com", "Mailchimp"],
    ["LIST-MANAGE.COM", "Mailchimp"],
    ["ct.sendgrid.net", "SendGrid"],
    ["t.yesware.com", "Yesware"],
    ["notlist-manage.com", undefined],
    ["list-manage.com.evil.example", undefined],
    ["example.com", undefined],
    ["com", undefined],
    ["files.constantcontact.com", undefined],
    ["r20.rs6.net", "Constant Contact"],
  ])("%s: %s", (host, name) => {
    expect(trackerOf(host)).toBe(name);
  });

  test("at least sixty companies are known", () => {
    const source = readFileSync(join(import.meta.dirname, "../../src-main/domain/mail-safety/trackers.ts"), "utf8");
    const table = [...source.matchAll(/\["([^"]+)",\s*"([^"]+)"\]/g)];
    expect(new Set(table.map(([, name]) => name)).size).toBeGreaterThanOrEqual(60);
    for (const [, name, hosts = ""] of table)
      for (const host of hosts.split(" ")) expect(trackerOf(`x.${host}`), host).toBe(name);
  });

  test.each([
    ["http://cdn.example.com/a.png#x", "https://cdn.example.com/a.png"],
    ["//cdn.example.com/a.png", "https://cdn.example.com/a.png"],
    ["https://cdn.example.com./a", "https://cdn.example.com./a"],
    ["https://10.0.0.1/x", undefined],
    ["https://017700000001/x", undefined],
    ["https://intranet/x", undefined],
    ["https://a.localhost/x", undefined],
    ["data:image/png;base64,xx", undefined],
  ])("%s may be fetched as %s", (url, fetched) => {
    expect(pictureUrl(url)).toBe(fetched);
  });
});
