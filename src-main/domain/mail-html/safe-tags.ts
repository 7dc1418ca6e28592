// What HTML mail may be made of (knowledge, mail R3). Everything that is not named here goes.

/** Elements that only lay out text and pictures. */
export const TAGS =
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure
   font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong
   sub sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/);

/** Elements that go with all they hold: raw text in some parsers and markup in others, foreign content, players, choices. */
export const GONE_WHOLE =
  `script style textarea option xmp noscript title template iframe noembed noframes plaintext svg math object applet embed audio video
   select datalist canvas frameset map dialog portal fencedframe`.split(/\s+/);

const NUMBER = /^\s*\d{1,5}(\.\d{1,4})?\s*(px|%|\*|em|rem|pt)?\s*$/i;
const WORD = /^[\w\s#.,%()'"+-]{1,200}$/;

/** Attributes of any element, and what their values look like. `style`, `href` and `src` have rules of their own. */
export const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  class: /^[\w\s:.-]{1,500}$/,
  title: /^[^\0]{1,1000}$/s,
  alt: /^[^\0]{0,1000}$/s,
  dir: /^(ltr|rtl|auto)$/i,
  lang: /^[a-z\d-]{1,35}$/i,
  align: /^[a-z]{1,12}$/i,
  valign: /^[a-z]{1,12}$/i,
  width: NUMBER,
  height: NUMBER,
  border: NUMBER,
  cellpadding: NUMBER,
  cellspacing: NUMBER,
  hspace: NUMBER,
  vspace: NUMBER,
  bgcolor: /^#?[a-z\d(),.% ]{1,40}$/i,
  color: /^#?[a-z\d(),.% ]{1,40}$/i,
  bordercolor: /^#?[a-z\d(),.% ]{1,40}$/i,
  face: WORD,
  size: /^[+-]?\d{1,4}%?$/,
  noshade: /^.{0,20}$/,
  nowrap: /^.{0,20}$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  span: /^\d{1,3}$/,
  scope: /^[a-z]{1,10}$/i,
  headers: WORD,
  start: /^-?\d{1,6}$/,
  reversed: /^.{0,20}$/,
  datetime: WORD,
};

/** Kinds of numbering (`type`) and the number of an item (`value`): of lists alone. */
export const LIST_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  type: /^(1|a|i|disc|circle|square)$/i,
  value: /^-?\d{1,6}$/,
};
