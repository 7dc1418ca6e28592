// A message as plain text: links can be followed, the quoted tail is folded.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { splitText } from "./fold-quote.ts";
import { LinkLine } from "./link-line.tsx";
import { type LinkTarget, linkTarget } from "./link-target.ts";
import { useFollow } from "./use-links.ts";
import type { Write } from "./write.ts";

interface Props {
  readonly text: string;
  readonly monospace?: boolean;
  /** Writes to an address that was clicked. */
  readonly onWrite: ((write: Write) => void) | undefined;
}

const LINK = /\b(?:https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]’»]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/giu;

interface Piece {
  readonly text: string;
  readonly href?: string;
}

/** Text in pieces: what is a link and what is not. */
function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    if (index > at) found.push({ text: text.slice(at, index) });
    found.push({ text: link, href: link.includes("://") ? link : `mailto:${link}` });
    at = index + link.length;
  }
  return at < text.length ? [...found, { text: text.slice(at) }] : found;
}

interface TextProps extends Pick<Props, "text" | "onWrite"> {
  readonly onPoint: (link: LinkTarget | undefined) => void;
}

function Text({ text, onPoint, onWrite }: TextProps) {
  const follow = useFollow(onWrite);
  return (
    <>
      {pieces(text).map(({ text: words, href }, n) => {
        const key = `${n} ${words.slice(0, 20)}`;
        if (href === undefined) return <span key={key}>{words}</span>;
        const target = linkTarget(href, words);
        return (
          <a
            key={key}
            href={href}
            rel="noopener noreferrer"
            onMouseEnter={() => onPoint(target)}
            onMouseLeave={() => onPoint(undefined)}
            onFocus={() => onPoint(target)}
            onBlur={() => onPoint(undefined)}
            onClick={(event) => {
              event.preventDefault();
              follow(href, words);
            }}
          >
            {words}
          </a>
        );
      })}
    </>
  );
}

/** The body. */
export function PlainBody({ text, onWrite, monospace = false }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [link, setLink] = useState<LinkTarget>();
  const { said, tail } = splitText(text);
  return (
    <div className={monospace ? "msg-plain mono" : "msg-plain"}>
      <Text {...{ onWrite }} text={said} onPoint={setLink} />
      {tail && (
        <>
          <button type="button" className="msg-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <span aria-hidden="true">•••</span>
            <span className="hidden">{t(isOpen ? "reader.quote.hide" : "reader.quote.show")}</span>
          </button>
          {isOpen && (
            <div className="msg-quoted">
              <Text {...{ onWrite }} text={tail} onPoint={setLink} />
            </div>
          )}
        </>
      )}
      <LinkLine link={link} />
    </div>
  );
}
