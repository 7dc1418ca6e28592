// The frame a message is shown in: nothing in it runs, loads or navigates (knowledge, mail R1–R9). It is as high as its content.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { cleanHtml } from "./clean-html.ts";
import { darken } from "./dark-mail.ts";
import { foldQuote } from "./fold-quote.ts";
import { frameDocument, SANDBOX } from "./frame-doc.ts";
import { giveFont } from "./frame-font.ts";
import { LinkLine } from "./link-line.tsx";
import { type LinkTarget, linkTarget } from "./link-target.ts";
import { useFollow } from "./use-links.ts";
import type { Write } from "./write.ts";

interface Props {
  /** Absent: a message that nobody keeps, for which nothing is fetched. */
  readonly id?: MessageId;
  readonly html: string;
  /** Of the frame: whose message. */
  readonly title: string;
  readonly scheme: "light" | "dark";
  /** Pictures of elsewhere may be asked for. */
  readonly showsRemote: boolean;
  /** Writes to an address that was clicked. */
  readonly onWrite: ((write: Write) => void) | undefined;
}

/** Stands where a picture was kept back: a quiet place of its size, without the sign of a failure. */
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** Nobody's message is this high; what is more can be scrolled to in the frame. */
const MAX_HEIGHT = 30_000;

/** Keys pressed while the frame has the focus mean the same as elsewhere. */
function forwardKey(event: KeyboardEvent): void {
  if (event.key === "Tab") return;
  const copy = new KeyboardEvent(event.type, event);
  if (!window.dispatchEvent(copy)) event.preventDefault();
}

interface Listeners {
  readonly onLink: (link: LinkTarget | undefined) => void;
  readonly onFollow: (href: string, text: string) => void;
}

/** Documents that are listened to: one that is filled anew is the same document. */
const heard = new WeakSet<Document>();

/** Hears what is done in the frame. Nothing there navigates: every click on a link ends here. */
function listen(doc: Document, { onLink, onFollow }: Listeners): void {
  if (heard.has(doc)) return;
  heard.add(doc);
  const linkOf = ({ target }: Event) => (target as Element | null)?.closest?.("a[href], area[href]") ?? undefined;
  const follow = (event: Event) => {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    onFollow(link.getAttribute("href") ?? "", link.textContent ?? "");
  };
  const point = (event: Event) => {
    const link = linkOf(event);
    onLink(link && linkTarget(link.getAttribute("href") ?? "", link.textContent ?? ""));
  };
  doc.addEventListener("click", follow);
  doc.addEventListener("auxclick", follow);
  doc.addEventListener("submit", (event) => event.preventDefault());
  doc.addEventListener("dragstart", (event) => event.preventDefault());
  doc.addEventListener("mouseover", point);
  doc.addEventListener("focusin", point);
  doc.addEventListener("mouseleave", () => onLink(undefined));
  doc.addEventListener("focusout", () => onLink(undefined));
  doc.addEventListener("keydown", forwardKey);
}

type Content = Pick<Props, "html" | "scheme" | "showsRemote">;

/** Fills the frame once it is there. @returns the fold of the quote, where there is one */
function fill(doc: Document, { html, scheme, showsRemote }: Content): ((isOpen: boolean) => void) | undefined {
  doc.body.replaceChildren(doc.importNode(cleanHtml(html), true));
  if (!showsRemote)
    for (const image of doc.body.querySelectorAll("[data-allowed]")) image.removeAttribute("data-allowed");
  // Trackers are nothing but an empty picture by now: they take no room.
  for (const image of doc.body.querySelectorAll("img")) if (image.attributes.length === 0) image.remove();
  for (const image of doc.body.querySelectorAll<HTMLImageElement>("img[data-remote]")) {
    image.title = [image.alt, image.getAttribute("data-remote")?.split("/")[2]].filter(Boolean).join(" · ");
    image.src = NOTHING;
    image.className = "cadran-kept-back";
    // As high as the picture would be: what stands in for it is a square.
    const [width, height] = ["width", "height"].map((name) => Number.parseInt(image.getAttribute(name) ?? "", 10));
    if (width && height) image.style.aspectRatio = `${width} / ${height}`;
  }
  if (scheme === "dark") darken(doc);
  return foldQuote(doc.body);
}

/** Asks the engine for pictures that were allowed, and puts their bytes in. */
function useRemotePictures(id: MessageId | undefined) {
  const call = useCall();
  return (doc: Document) => {
    if (id === undefined) return;
    const wanted = [...doc.querySelectorAll<HTMLImageElement>("img[data-allowed]")];
    for (const image of wanted) {
      const url = image.getAttribute("data-allowed") ?? "";
      image.removeAttribute("data-allowed");
      call("mail.remoteImage", { messageId: id, url }).then(
        ({ mediaType, base64 }) => {
          if (/^image\/(?:png|gif|jpeg|webp)$/.test(mediaType)) image.src = `data:${mediaType};base64,${base64}`;
        },
        // A picture that cannot be had leaves its place empty.
        () => image.classList.add("cadran-missing"),
      );
    }
  };
}

interface Fold {
  readonly set: (isOpen: boolean) => void;
  readonly isOpen: boolean;
}

function FoldButton({ fold, onFold }: { readonly fold: Fold; readonly onFold: (fold: Fold) => void }) {
  const { t } = useTranslation();
  const turn = () => {
    fold.set(!fold.isOpen);
    onFold({ ...fold, isOpen: !fold.isOpen });
  };
  return (
    <button type="button" className="msg-fold" aria-expanded={fold.isOpen} onClick={turn}>
      <span aria-hidden="true">•••</span>
      <span className="hidden">{t(fold.isOpen ? "reader.quote.hide" : "reader.quote.show")}</span>
    </button>
  );
}

/** The frame, the line that says where a link leads, and the way to the quoted tail. */
export function MessageFrame({ id, html, title, scheme, showsRemote, onWrite }: Props) {
  const { i18n } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(0);
  const [link, setLink] = useState<LinkTarget>();
  const [fold, setFold] = useState<Fold>();
  const follow = useFollow(onWrite);
  const latest = useRef(follow);
  latest.current = follow;
  const bring = useRemotePictures(id);
  const source = `${scheme} ${html}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled anew when the message or the scheme is another one
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let observer: ResizeObserver | undefined;
    const show = () => {
      const doc = element.contentDocument;
      if (!doc?.body || doc.URL !== "about:srcdoc") return;
      const set = fill(doc, { html, scheme, showsRemote });
      setFold(set && { set, isOpen: false });
      listen(doc, { onLink: setLink, onFollow: (href, text) => latest.current(href, text) });
      if (showsRemote) bring(doc);
      // The height follows by itself: the letters are a little wider or narrower.
      void giveFont(doc);
      const measure = () => setHeight(Math.min(MAX_HEIGHT, Math.ceil(doc.body.scrollHeight)));
      observer?.disconnect();
      observer = new ResizeObserver(measure);
      observer.observe(doc.body);
      measure();
    };
    element.addEventListener("load", show);
    if (element.contentDocument?.readyState === "complete") show();
    return () => {
      element.removeEventListener("load", show);
      observer?.disconnect();
    };
  }, [source, showsRemote]);
  return (
    <div className="msg-frame">
      <iframe
        key={scheme}
        ref={frame}
        title={title}
        sandbox={SANDBOX}
        referrerPolicy="no-referrer"
        srcDoc={frameDocument(scheme, i18n.language)}
        style={{ height: Math.max(height, 24), colorScheme: scheme }}
      />
      {fold && <FoldButton fold={fold} onFold={setFold} />}
      <LinkLine link={link} />
    </div>
  );
}
