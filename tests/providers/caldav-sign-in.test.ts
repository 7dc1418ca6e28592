// Signing in (RFC 7617, RFC 7616): what each host gets to see. The server's side is worked out here independently.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSignIn } from "../../src-main/providers/caldav/sign-in.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

const URL_ = "http://dav.test/cal/?x=1";
const user = { username: 'al"ice', password: "pässword" };

const part = (header: string, name: string) =>
  new RegExp(`[ ,]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^, ]*))`).exec(header)?.slice(1).find(Boolean) ?? "";

/** The answer to a challenge, and the answer that the RFC wants. */
function respond(challenge: string, hash: string, url = URL_) {
  const signIn = createSignIn(user, {});
  expect(signIn.header("PUT", url)).toBeUndefined();
  expect(signIn.challenged(url, challenge, false)).toBe(true);
  const header = signIn.header("PUT", url) ?? "";
  const h = (text: string) => createHash(hash).update(text).digest("hex");
  const realm = part(header, "realm");
  const plain = h(`${user.username}:${realm}:${user.password}`);
  const [nonce, cnonce, nc] = [part(header, "nonce"), part(header, "cnonce"), part(header, "nc")];
  return { signIn, header, h, plain, nonce, cnonce, nc, request: h("PUT:/cal/?x=1") };
}

describe("Digest", () => {
  it.each([
    ["", "md5"],
    [", algorithm=MD5", "md5"],
    [", algorithm=SHA-256", "sha256"],
    [", algorithm=SHA-512-256", "sha512-256"],
  ])("is answered with qop=auth%s", (algorithm, hash) => {
    const challenge = `Digest realm="a, \\"b\\"", nonce="n,1", qop="auth-int,auth", opaque="o"${algorithm}`;
    const { header, h, plain, cnonce, request } = respond(challenge, hash);
    expect(part(header, "response")).not.toBe("");
    const realm = 'a, "b"';
    const own = h(`${user.username}:${realm}:${user.password}`);
    expect(plain).not.toBe(own);
    expect(part(header, "response")).toBe(h(`${own}:n,1:00000001:${cnonce}:auth:${request}`));
    expect(header).toContain('opaque="o"');
    expect(header).toContain('username="al\\"ice"');
    expect(header).not.toContain(user.password);
  });

  it("is answered in the older way without qop, and with a session key where asked", () => {
    const old = respond('Digest realm="r", nonce="n"', "md5");
    expect(part(old.header, "response")).toBe(old.h(`${old.plain}:n:${old.request}`));
    const sess = respond('Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess', "md5");
    const key = sess.h(`${sess.plain}:n:${sess.cnonce}`);
    expect(part(sess.header, "response")).toBe(sess.h(`${key}:n:${sess.nc}:${sess.cnonce}:auth:${sess.request}`));
  });

  it("counts the uses of a nonce, and takes the best hash of several", () => {
    const { signIn } = respond(
      'Digest realm="r", nonce="m", qop="auth", Digest realm="r", nonce="s", qop="auth", algorithm=SHA-256',
      "sha256",
    );
    const next = signIn.header("GET", URL_) ?? "";
    expect([part(next, "nonce"), part(next, "nc"), part(next, "algorithm")]).toEqual(["s", "00000002", "SHA-256"]);
  });

  it("is tried again when the nonce has run out, not when the password is wrong (R99)", () => {
    const challenge = 'Digest realm="r", nonce="n", qop="auth"';
    const { signIn } = respond(challenge, "md5");
    expect(signIn.challenged(URL_, challenge, true)).toBe(false);
    expect(signIn.challenged(URL_, `${challenge}, stale=TRUE`, true)).toBe(true);
    signIn.header("GET", URL_);
    signIn.header("GET", URL_);
    expect(signIn.challenged(URL_, challenge, true)).toBe(true);
  });

  it.each(['Digest realm="r", nonce="n", qop="auth-int"', 'Digest realm="r", nonce="n", algorithm=WHIRLPOOL'])(
    "of a kind nobody knows is said so: %s",
    (challenge) => {
      const signIn = createSignIn(user, {});
      const refused = () => signIn.challenged(URL_, challenge, false);
      expect(refused).toThrow(Failure);
      expect(refused).toThrow(/Digest sign-in/);
      expect(signIn.header("GET", URL_)).toBeUndefined();
    },
  );
});

describe("a host", () => {
  it("is sent nothing before it asked, and Basic only where that is offered", () => {
    const signIn = createSignIn(user, {});
    expect(signIn.header("GET", "https://a.test/")).toBeUndefined();
    signIn.challenged("https://a.test/", 'Negotiate, Basic realm="x"', false);
    expect(signIn.header("GET", "https://a.test/x")).toMatch(/^Basic /);
    expect(signIn.header("GET", "https://b.test/")).toBeUndefined();
    expect(signIn.challenged("https://a.test/", "Basic", true)).toBe(false);
  });

  it("that wants Digest all at once gets that, and what it wants is remembered", () => {
    const signIn = createSignIn(user, { "dav.test": "basic" });
    expect(signIn.header("GET", URL_)).toMatch(/^Basic /);
    expect(signIn.challenged(URL_, 'Digest realm="r", nonce="n"', true)).toBe(true);
    expect(signIn.header("GET", URL_)).toMatch(/^Digest /);
    expect(signIn.schemes()).toEqual({ "dav.test": "digest" });
    const later = createSignIn(user, signIn.schemes());
    expect(later.header("GET", URL_)).toBeUndefined();
    expect(later.unchallenged(URL_)).toBe(false);
  });
});
