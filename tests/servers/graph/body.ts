// Bodies: kept as written, shown as HTML or text, and what an online meeting adds to them.
import type { ItemBody } from "@microsoft/microsoft-graph-types";
import type { Fields } from "./model.ts";

type Body = Fields["body"];

const HEAD = '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>';

/** As Exchange gives it back: a whole page, text as paragraphs. */
export function htmlBody({ contentType, content }: Body): ItemBody {
  if (content === "") return { contentType: "html", content: "" };
  if (contentType === "html")
    return { contentType, content: /<html/i.test(content) ? content : `${HEAD}${content}</body></html>` };
  const lines = escaped(content).replace(/\r?\n/g, "<br>\r\n");
  return { contentType: "html", content: `${HEAD}<div class="PlainText">${lines}</div></body></html>` };
}

export function textBody({ contentType, content }: Body): ItemBody {
  if (contentType === "text") return { contentType, content };
  const text = content
    .replace(/<head>.*?<\/head>/gis, "")
    .replace(/<br\s*\/?>\r?\n?|<\/(p|div|li|tr|h\d)>/gi, "\r\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  return { contentType: "text", content: text.trimEnd() };
}

export const previewOf = (body: Body) => (textBody(body).content ?? "").replace(/\s+/g, " ").trim().slice(0, 255);

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The body with the part people join an online meeting by. */
export function withMeeting(body: Body, joinUrl: string): Body {
  const rule = "_".repeat(80);
  const part = `<div><span style="white-space:nowrap">${rule}</span></div><div class="me-email-text"><div><span>Microsoft Teams</span></div><div><a href="${joinUrl}" id="meet_invite_block.action.join_link">Join the meeting now</a></div></div><div><span style="white-space:nowrap">${rule}</span></div>`;
  const { content = "" } = htmlBody(body.content === "" ? { contentType: "html", content: "<div></div>" } : body);
  return { contentType: "html", content: (content ?? "").replace(/<\/body>/i, `<br>${part}</body>`) };
}

/** Whether people can still join by this body. */
export const hasMeeting = ({ content }: Body, joinUrl: string) => content.includes(joinUrl);
