import { type Handler, Parser } from 'htmlparser2';
import { EnoughError } from '../budget.ts';
import { type Left, leftOut, mostShown, type Picture } from '../shown.ts';
import type { Attributes } from '../texts/xml.ts';

const most = { pieces: 100_000, depth: 250, side: 2000, style: 4096, value: 200 } as const;

const namesIn = (text: string): readonly string[] => text.split(' ');
const shapes: ReadonlySet<string> = new Set(namesIn('path rect circle ellipse line polyline polygon'));
const groups: ReadonlySet<string> = new Set(namesIn('svg g a switch'));
const words: ReadonlySet<string> = new Set(namesIn('text tspan'));
/** What is in these is drawn where another element names it, or nowhere. */
const quiet: ReadonlySet<string> = new Set(
  namesIn('defs symbol clippath lineargradient radialgradient metadata title desc'),
);

const number = /^[-+.\deE]{1,24}(px|pt|em|%)?$/;
const numbers = /^[-+.\deE,%\s]*$/;
const way = /^[mlhvcsqtaz\d.,e+\-\s]*$/i;
const word = /^[a-z-]{1,20}$/i;
const colour = /^(#[\da-f]{3,8}|[a-z]{3,24}|(rgb|hsl)a?\([\d.,%\s/]{1,60}\))$/i;
const each = (names: string, form: RegExp) => namesIn(names).map((name) => [name, form] as const);

/** All that an element may say, and in which form: nothing by which it could name anything else. */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  ['d', way],
  ...each('points x y x1 x2 y1 y2 cx cy r rx ry dx dy width height', numbers),
  ['transform', /^((translate|scale|rotate|matrix|skew[XY])\s*\([-+.\deE,\s]*\)[\s,]*){1,20}$/],
  ...each('fill stroke', colour),
  ...each('opacity fill-opacity stroke-opacity stroke-width stroke-miterlimit font-size', number),
  ...each('stroke-linecap stroke-linejoin fill-rule text-anchor dominant-baseline font-weight font-style', word),
];

/** A drawing as a page shows it: drawn anew from its shapes and texts alone, where they are not too many; undefined for what is none. */
export function pictureOfSvg(source: string): Picture | undefined {
  const drawing = new DrawnAnew();
  const parser = new Parser(drawing, { xmlMode: true });
  try {
    parser.write(source);
    parser.end();
  } catch (error) {
    if (!(error instanceof EnoughError)) throw error;
    return drawing.picture(false);
  }
  return drawing.picture(true);
}

class DrawnAnew implements Partial<Handler> {
  readonly #pieces: string[] = [];
  /** `end`: what ends an element in the new drawing; nothing where what is in it is not drawn. */
  readonly #open: { readonly name: string; readonly id: string | undefined; readonly end: string }[] = [];
  readonly #leftOut = new Set<Left>();
  /** Shapes that other elements may name. */
  readonly #named = new Map<string, string>();
  #size: ReturnType<typeof sizeOf> | undefined;
  readonly #left = { pieces: most.pieces, characters: mostShown.pictureBytes as number };
  /** A style sheet, which is left out, fills nothing. Filled shapes would hide each other. */
  #isOutlined = false;

  picture(isWhole: boolean): Picture | undefined {
    if (this.#size === undefined) return undefined;
    const { width, height, box } = this.#size;
    const look = this.#isOutlined ? ' fill="none" stroke="#000"' : '';
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box}" font-family="sans-serif"><g${look}>`;
    const pixels = Buffer.from(`${head}${this.#pieces.join('')}</g></svg>`);
    if (!isWhole || pixels.length > mostShown.pictureBytes) return { form: 'svg', width, height };
    return { form: 'svg', width, height, leftOut: [...this.#leftOut], pixels: pixels.toString('base64') };
  }

  onopentag(element: string, attributes: Attributes): void {
    if (this.#open.length === most.depth) throw new EnoughError('The drawing has too many layers');
    const name = element.slice(element.indexOf(':') + 1).toLowerCase();
    const isFirst = this.#open.length === 0;
    if (isFirst && name === 'svg') this.#size ??= sizeOf(attributes);
    const isDrawn = isFirst ? name === 'svg' : this.#open.at(-1)?.end !== '';
    this.#open.push({ name, id: attributes['id'], end: this.#begin(name, attributes, isDrawn) });
  }

  ontext(text: string): void {
    const { name = '', end = '' } = this.#open.at(-1) ?? {};
    if (name === 'style' && /fill\s*:\s*none/.test(text)) this.#isOutlined = true;
    if (end !== '' && words.has(name)) this.#put(escaped(text));
  }

  onclosetag(): void {
    this.#pieces.push(this.#open.pop()?.end ?? '');
  }

  /** Draws what begins, and gives what ends it. */
  #begin(name: string, attributes: Attributes, isDrawn: boolean): string {
    if (shapes.has(name)) this.#shape(`<${name}${lookOf(attributes)}/>`, attributes['id'], isDrawn);
    else if (words.has(name) || groups.has(name)) {
      if (!isDrawn) return '';
      const tag = words.has(name) ? name : 'g';
      this.#put(
        `<${tag}${lookOf(attributes, this.#isOutlined && name === 'text' ? { fill: '#000', stroke: 'none' } : {})}>`,
      );
      return `</${tag}>`;
    } else if (name !== 'use' || !isDrawn || !this.#copy(attributes)) {
      const kind = leftOut.find((one) => one === name) ?? (isDrawn && !quiet.has(name) ? 'other' : undefined);
      if (kind !== undefined) this.#leftOut.add(kind);
    }
    return '';
  }

  #shape(tag: string, id: string | undefined, isDrawn: boolean): void {
    if (isDrawn) this.#put(tag);
    else this.#spend(tag);
    if (id !== undefined) this.#named.set(id, tag);
    // Signs of a font are a group of shapes with one name.
    const group = this.#open.at(-1)?.id;
    if (!isDrawn && group !== undefined) this.#named.set(group, (this.#named.get(group) ?? '') + tag);
  }

  /** Draws a shape once more, where another element names it; false where it is not known, or more than shapes. */
  #copy(attributes: Attributes): boolean {
    const { x = '0', y = '0', transform = '', ...others } = attributes;
    const named = this.#named.get((others['xlink:href'] ?? others['href'] ?? '').slice(1));
    if (named === undefined) return false;
    this.#put(`<g${lookOf({ ...others, transform: `${transform} translate(${x} ${y})` })}>${named}</g>`);
    return true;
  }

  #put(piece: string): void {
    this.#spend(piece);
    this.#pieces.push(piece);
  }

  #spend(piece: string): void {
    this.#left.pieces -= 1;
    this.#left.characters -= piece.length;
    if (this.#left.pieces < 0 || this.#left.characters < 0)
      throw new EnoughError('The drawing has more in it than a page shows');
  }
}

/** What an element says that may be said, as attributes. */
function lookOf(attributes: Attributes, usual: Attributes = {}): string {
  const all: Attributes = { ...usual, ...attributes, ...styleOf(attributes['style'] ?? '') };
  let look = '';
  for (const [name, form] of forms) {
    const value = all[name]?.trim() ?? '';
    if (value === '' || (value.length > most.value && form !== way && form !== numbers)) continue;
    // What is filled with something else is still a shape.
    if (form === colour && /^url\(/i.test(value)) look += ` ${name}="#888"`;
    else if (form.test(value)) look += ` ${name}="${value}"`;
  }
  return look;
}

function styleOf(style: string): Attributes {
  const all = style.slice(0, most.style).split(';');
  return Object.fromEntries(
    all.map((one) => {
      const [name = '', value = ''] = one.split(/:(.*)/s).map((part) => part.trim());
      return name === 'font' ? ['font-size', /[\d.]{1,8}(px|pt|em)/.exec(value)?.[0] ?? ''] : [name, value];
    }),
  );
}

const units: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 37.8, mm: 3.78 };

/** In points of a screen. */
function lengthOf(text = ''): number | undefined {
  const [, value = '', unit = ''] = /^\s*([\d.]{1,20})([a-z]{0,2})\s*$/.exec(text) ?? [];
  const length = Number(value) * (units[unit] ?? Number.NaN);
  return length > 0 && length < 1e6 ? length : undefined;
}

function boxOf({ viewBox = '' }: Attributes): readonly number[] | undefined {
  const box =
    viewBox.length > most.value
      ? []
      : viewBox
          .trim()
          .split(/[\s,]+/)
          .map(Number);
  return box.length === 4 && box.every(Number.isFinite) && Math.min(...box.slice(2)) > 0 ? box : undefined;
}

function sizeOf(attributes: Attributes) {
  const box = boxOf(attributes);
  const width = lengthOf(attributes['width']) ?? box?.[2] ?? 600;
  const height = lengthOf(attributes['height']) ?? box?.[3] ?? 400;
  const scale = Math.min(1, most.side / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height), box: (box ?? [0, 0, width, height]).join(' ') };
}

/** Text as XML may hold it. */
function escaped(text: string): string {
  const known = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
  return known.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
