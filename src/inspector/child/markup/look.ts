import type { Attributes } from '../texts/xml.ts';

/** How text is set: what holds it says so too. */
export interface Look {
  /** How high letters are. */
  readonly size: number;
  /** How much of it stands left of its place, and how much of a height its line is below that. */
  readonly before: number;
  readonly below: number;
}

const usualSize = 10;
type Shares = ReadonlyMap<string | undefined, number>;
const anchors: Shares = new Map(Object.entries({ start: 0, middle: 0.5, end: 1 }));
const baselines: Shares = new Map(
  Object.entries({
    ...{ auto: 0, alphabetic: 0, central: 0.35, middle: 0.35 },
    ...{ hanging: 0.8, 'text-before-edge': 0.8, 'text-after-edge': -0.2 },
  }),
);

/** The look of an element by its attributes and its style, where these say nothing by that of what holds it. */
export function lookOf({ style = '', ...others }: Attributes, around: Look | undefined): Look {
  const before = anchors.get(others['text-anchor'] ?? styled(style, /text-anchor:\s*(\w+)/));
  const below = baselines.get(others['dominant-baseline'] ?? styled(style, /dominant-baseline:\s*([\w-]+)/));
  const size = others['font-size'] ?? styled(style, /font(?:-size)?:[^;]{0,99}?([\d.]{1,12}(?:px|em|pt|%))/) ?? '';
  const inherited = around?.size ?? usualSize;
  return {
    size: sizeOf(size, inherited) || inherited,
    before: before ?? around?.before ?? 0,
    below: below ?? around?.below ?? 0,
  };
}

const styled = (style: string, form: RegExp): string | undefined => form.exec(style.slice(0, 1000))?.[1];

function sizeOf(text: string, inherited: number): number {
  const number = Number.parseFloat(text);
  if (Number.isNaN(number) || number <= 0) return 0;
  if (text.endsWith('em')) return number * inherited;
  return text.endsWith('%') ? (number / 100) * inherited : number;
}
