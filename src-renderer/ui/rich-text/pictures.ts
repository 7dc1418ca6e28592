// Pictures between a message, where they are `cid:` and `https:`, and the editor, which shows bytes and loads nothing.

/** In place of a picture from elsewhere: a frame, drawn here. */
const PLACEHOLDER = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><rect x=".5" y=".5" width="95" height="63" rx="6" fill="#8883" stroke="#8888"/></svg>',
)}`;

function over(html: string, change: (picture: HTMLImageElement) => void): string {
  if (!/<img/i.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const picture of body.querySelectorAll("img")) change(picture);
  return body.innerHTML;
}

/** For the editor. @param bytes data: URLs by Content-ID */
export function shownHtml(html: string, bytes: ReadonlyMap<string, string>): string {
  return over(html, (picture) => {
    const source = picture.getAttribute("src") ?? "";
    const remote = /^https?:/i.test(source) ? source : picture.getAttribute("data-remote");
    if (remote) {
      picture.setAttribute("data-remote", remote);
      picture.setAttribute("src", PLACEHOLDER);
    } else if (/^cid:/i.test(source)) {
      const id = source.slice(4);
      picture.setAttribute("data-cid", id);
      picture.setAttribute("src", bytes.get(id) ?? PLACEHOLDER);
    }
  });
}

/** For the message. */
export function sentHtml(html: string): string {
  return over(html, (picture) => {
    const { cid, remote } = picture.dataset;
    if (cid) picture.setAttribute("src", `cid:${cid}`);
    else if (remote) picture.setAttribute("src", remote);
    picture.removeAttribute("data-cid");
    picture.removeAttribute("data-remote");
  });
}

/** Content-IDs that an HTML shows. */
export function contentIdsIn(html: string): readonly string[] {
  return [...html.matchAll(/(?:\bsrc="cid:|data-cid=")([^"]+)"/gi)].map(([, id = ""]) => id);
}
