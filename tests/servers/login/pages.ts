// The few pages of the sign-in service that a browser gets to see.

const html = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>${body}</body></html>`;

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Posts itself to the redirect address (OAuth 2.0 Form Post Response Mode). */
export function formPost(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}"/>`,
  );
  const form = `<form method="POST" name="hiddenform" action="${escaped(action)}">${inputs.join("")}<noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit"/></noscript></form>`;
  return html("Working...", `${form}<script>document.forms[0].submit();</script>`);
}

export function message(title: string, text: string): string {
  return html(title, `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`);
}

/** Where a device code is typed. */
export function deviceForm(code: string): string {
  const input = `<input name="user_code" value="${escaped(code)}"/>`;
  return html(
    "Enter code",
    `<form method="POST" action="/common/oauth2/deviceauth">${input}<input type="submit" value="Next"/></form>`,
  );
}

/** The form of a page that posts itself; undefined for any other page. */
export function formOf(
  page: string,
): { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined {
  const action = /<form method="POST"[^>]*\baction="([^"]*)"/.exec(page)?.[1];
  if (action === undefined) return undefined;
  const inputs = [...page.matchAll(/<input [^>]*\bname="([^"]*)" value="([^"]*)"/g)];
  return {
    action: plain(action),
    fields: Object.fromEntries(inputs.map(([, name = "", value = ""]) => [plain(name), plain(value)])),
  };
}

const plain = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
