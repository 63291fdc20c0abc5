import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { pictureOfSvg } from '../../src/inspector/child/pictures/svg.ts';
import { mostShown } from '../../src/inspector/child/shown.ts';
import { hostileDrawings } from './hostile/drawings.ts';

interface Drawn {
  readonly elements: readonly string[];
  readonly texts: readonly string[];
}

const mayBe = /^(svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan)$/;
const looks =
  /^(d|points|transform|[xyr]|[xy][12]|c[xy]|r[xy]|d[xy]|width|height|fill|stroke|opacity|(fill|stroke)-[a-z]+|font-(size|weight|style)|text-anchor|dominant-baseline)$/;
const ofRoot = /^(xmlns|viewBox|font-family|width|height)$/;

/** What is drawn, read as strictly as a browser does. Fails for whatever could name something else. */
function drawn(source: string): Drawn | undefined {
  const { pixels } = pictureOfSvg(source) ?? {};
  if (pixels === undefined) return undefined;
  const text = Buffer.from(pixels, 'base64').toString();
  expect(text.length).toBeLessThanOrEqual(mostShown.pictureBytes);
  const [elements, texts]: [string[], string[]] = [[], []];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  for (const kind of ['comment', 'cdata', 'doctype', 'processinginstruction'] as const)
    parser.on(kind, () => expect.fail(`no ${kind} is drawn`));
  parser.on('text', (piece) => texts.push(piece));
  parser.on('opentag', ({ name, attributes }) => {
    expect(name).toMatch(mayBe);
    elements.push(name);
    for (const [key, value] of Object.entries(attributes)) {
      expect(key).toMatch(elements.length === 1 ? ofRoot : looks);
      if (key !== 'xmlns') expect(value).not.toMatch(/url|:|\/\/|&|</i);
    }
  });
  parser.write(text).close();
  return { elements, texts };
}

describe('a drawing that is drawn anew', () => {
  test.each(Object.entries(hostileDrawings))('%s: names nothing else and comes to its end', (_name, make) => {
    const begun = process.cpuUsage();
    drawn(make());
    const { user } = process.cpuUsage(begun);
    expect(user).toBeLessThan(15_000_000);
  });

  test('is shapes and texts alone, whatever stands in it', () => {
    const name = fc.constantFrom(
      ...'g rect path text tspan use style script image foreignObject animate symbol defs filter a constructor svg x:rect'.split(
        ' ',
      ),
    );
    const key = fc.constantFrom(
      ...'id href xlink:href style d fill stroke transform x points onload viewBox width class font-size'.split(' '),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '#a',
        'a',
        'url(#a)',
        'url(https://evil.example)',
        'fill:url(x);stroke:red',
        'rotate(3)',
        'M0 0h9',
        '1e9',
        '&amp;#58;',
        '"><script>',
      ),
    );
    const tag = fc
      .tuple(name, fc.array(fc.tuple(key, value), { maxLength: 4 }), fc.boolean())
      .map(
        ([element, attributes, ends]) =>
          `<${element} ${attributes.map(([one, said]) => `${one}="${said.replaceAll('"', '&quot;')}"`).join(' ')}${ends ? '/' : ''}>`,
      );
    const piece = fc.oneof(
      tag,
      name.map((one) => `</${one}>`),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(drawn(`<svg>${pieces.join('')}`)?.elements[0]).toBe('svg');
      }),
    );
  });

  test('has the texts of a drawing that are drawn, and no others', () => {
    const { texts } = drawn(
      '<svg><title>no</title><text>a <tspan>b</tspan><title>no</title></text>no<defs><text>no</text></defs><style>no</style><text display="none">c</text></svg>',
    ) ?? { texts: [] };
    expect(texts.join('|')).toBe('a |b|c');
  });

  test('has shapes of signs and marks where they are named, and tells of those that are nowhere', () => {
    const source =
      '<svg width="72pt" height="36pt"><defs><path id="m" d="M0 0h3" style="stroke: #000"/><symbol id="s"><path d="M1 1"/><path d="M2 2"/></symbol></defs><use xlink:href="#m" x="5" y="6" style="stroke: #f00"/><use href="#s" transform="scale(2)"/><use href="#not"/><image/></svg>';
    const picture = pictureOfSvg(source);
    expect(picture).toMatchObject({ form: 'svg', width: 96, height: 48, leftOut: ['use', 'image'] });
    const text = Buffer.from(picture?.pixels ?? '', 'base64').toString();
    expect(text).toContain('<g transform="translate(5 6)" stroke="#f00"><path d="M0 0h3" stroke="#000"/></g>');
    expect(text).toContain('<g transform="scale(2) translate(0 0)"><path d="M1 1"/><path d="M2 2"/></g>');
  });

  test('is told by its size alone where it has too much in it', () => {
    for (const name of ['a million shapes', 'a million layers', 'a large shape ten thousand times'])
      expect(pictureOfSvg(hostileDrawings[name]?.() ?? '')).toEqual({ form: 'svg', width: 40, height: 30 });
  });

  const recorded = globSync('outputs/*/*.svg', { cwd: import.meta.dirname }).filter((path) => {
    const source = readFileSync(join(import.meta.dirname, path), 'utf8');
    // Some programs draw letters as shapes, which are no texts.
    return source.includes('<text') && !source.includes('<use');
  });
  test.each(recorded)('%s, as R or Python wrote it, has all of its texts and marks', (path) => {
    const source = readFileSync(join(import.meta.dirname, path), 'utf8');
    const { elements, texts } = drawn(source) ?? { elements: [], texts: [] };
    expect(elements.filter((name) => name === 'text')).toHaveLength(source.match(/<text\b/g)?.length ?? 0);
    const said = [...source.matchAll(/<text\b[^>]*>([^<&]*)</g)].map(([, words = '']) => words.trim());
    for (const words of said) expect(texts.join('')).toContain(words);
    expect(pictureOfSvg(source)?.leftOut).not.toContain('use');
  });
});
