import { DamagedError } from '../reader.ts';
import type { Attributes } from '../texts/xml.ts';

const mostStyles = 100_000;
/** No program makes a longer line of parents; they may go in a circle. */
const mostParents = 100;

/** Whether what stands in a style is not shown: a text, a table, a slide, a column or a row. */
function hides(name: string, attributes: Attributes): boolean {
  if (name === 'text-properties' || name === 'table-properties')
    return /^(none|false)$/.test(attributes['display'] ?? '');
  if (name === 'drawing-page-properties') return attributes['visibility'] === 'hidden';
  const size = attributes['column-width'] ?? attributes['row-height'];
  return size !== undefined && Number.parseFloat(size) === 0;
}

/** Takes the styles of an OpenDocument, and tells which of them hide what has them, by themselves or by a parent. */
export class OdfStyles {
  readonly #hiding = new Set<string>();
  readonly #parents = new Map<string, string>();
  #style = '';
  #count = 0;

  open(name: string, attributes: Attributes): void {
    if (name === 'style') this.#begin(attributes);
    else if (name.endsWith('-properties') && hides(name, attributes)) this.#hiding.add(this.#style);
  }

  isHidden(family: string, name: string | undefined): boolean {
    let key = name === undefined || this.#hiding.size === 0 ? undefined : `${family} ${name}`;
    for (let at = 0; key !== undefined && at < mostParents; at += 1) {
      if (this.#hiding.has(key)) return true;
      key = this.#parents.get(key);
    }
    return false;
  }

  #begin({ family = '', name = '', 'parent-style-name': parent }: Attributes): void {
    this.#count += 1;
    if (this.#count > mostStyles) throw new DamagedError('The document has too many styles');
    this.#style = `${family} ${name}`;
    if (parent !== undefined) this.#parents.set(this.#style, `${family} ${parent}`);
  }
}
