import type { PassedKind } from '../../../domain/inspection/coverage.ts';

/** What says how an element looks and works: no text for people. */
const usual =
  /^(class|id|style|width|height|colspan|rowspan|scope|role|type|rel|lang|dir|tabindex|for|target|method|charset|cellpadding|cellspacing|border|align|valign|bgcolor|color|face|size|nowrap|viewbox|version|encoding|standalone|headers|media|loading|async|defer|crossorigin|integrity|http-equiv|start|frame|rules|aria-(?!label|description|valuetext|roledescription).*|xmlns.*|xml:.*|xlink:(?!href|title).*)$/i;
/** Elements that draw: numbers that say where are all that they have. */
const shapes: ReadonlySet<string> = new Set(
  'circle ellipse line path polygon polyline rect use g stop clippath lineargradient radialgradient svg text tspan defs marker pattern mask'.split(
    ' ',
  ),
);
const places = /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|dx|dy|points|transform|offset)$/i;
const looks =
  /^(fill|stroke|font|text|stop|clip|opacity|dominant|letter|visibility|marker|paint|shape|vector|preserve|gradient|spread|refx|refy|orient|patternunits|maskunits)/i;

/** What becomes of an attribute: `text` is told, `nothing` holds the page together, and the rest is named. */
export function useOf(element: string, name: string, value: string): 'text' | 'nothing' | PassedKind {
  const begin = value.slice(0, 64).trimStart();
  if (/^data:/i.test(begin))
    return /^data:(image|font|application\/(x-)?font)/i.test(begin) ? 'picture' : 'embeddedFile';
  if (usual.test(name)) return /^style$/i.test(name) && value.includes('data:') ? 'picture' : 'nothing';
  if (shapes.has(element.toLowerCase())) {
    if (places.test(name)) return 'drawing';
    if (looks.test(name)) return 'nothing';
  }
  return value.trim() === '' ? 'nothing' : 'text';
}
