import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jpegPixels } from '../../src/inspector/child/pictures/jpeg.ts';
import { pictureOf } from '../../src/inspector/child/pictures/picture.ts';
import { pngPixels } from '../../src/inspector/child/pictures/png.ts';
import { pictureOfSvg } from '../../src/inspector/child/pictures/svg.ts';
import { hostileDrawings } from '../inspector/hostile/drawings.ts';
import { chunk, exif, exifSegment, segment, tag, turned } from '../inspector/hostile/make/image.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let browser: OpenBrowser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.window({ scripts: true })).newPage();
});
afterAll(() => browser.close());

/** What the browser makes of a drawing: a picture as it writes it. */
async function drawn(type: string): Promise<Buffer> {
  const url: string = await page.evaluate(`(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 40;
    canvas.height = 30;
    const draw = canvas.getContext('2d');
    for (let at = 0; at < 40; at += 1) {
      draw.fillStyle = 'hsl(' + at * 9 + ' 80% 50%)';
      draw.fillRect(at, 0, 1, 30 - at / 2);
    }
    return canvas.toDataURL('${type}');
  })()`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** The size of a picture as the browser shows it, and a sum over its colours, point by point. */
async function shown(bytes: Buffer, type: string): Promise<string> {
  return page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:${type};base64,${bytes.toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const draw = canvas.getContext('2d');
    draw.drawImage(image, 0, 0);
    const points = draw.getImageData(0, 0, image.width, image.height).data;
    const sum = points.reduce((sum, point) => (sum * 257 + point) % 1099511627689, 0);
    return image.width + 'x' + image.height + ': ' + sum;
  })()`);
}

test('a PNG without anything that its pixels do not need shows the same', async () => {
  const picture = await drawn('image/png');
  const more = [chunk('tEXt', 'Comment\0patient 12'), chunk('eXIf', exif([tag.gps]))];
  const full = Buffer.concat([picture.subarray(0, 33), ...more, picture.subarray(33), Buffer.from('more')]);
  const cleaned = pngPixels(full);
  expect(cleaned.includes('patient')).toBe(false);
  expect(await shown(cleaned, 'image/png')).toBe(await shown(picture, 'image/png'));
});

test('a JPEG without anything that its pixels do not need shows the same', async () => {
  const picture = await drawn('image/jpeg');
  const more = [exifSegment(exif([tag.gps])), segment(0xfe, 'patient 12'), segment(0xed, 'Photoshop 3.0\0')];
  const full = Buffer.concat([picture.subarray(0, 2), ...more, picture.subarray(2), Buffer.from('more')]);
  const cleaned = jpegPixels(full);
  expect(cleaned.includes('patient')).toBe(false);
  expect(cleaned.length).toBeLessThanOrEqual(picture.length);
  expect(await shown(cleaned, 'image/jpeg')).toBe(await shown(picture, 'image/jpeg'));
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('turned by its metadata (%i)', (orientation) => {
  test.each(['II', 'MM'] as const)('a JPEG still shows the same without the rest of them (%s)', async (order) => {
    const picture = await drawn('image/jpeg');
    const full = Buffer.concat([
      picture.subarray(0, 2),
      exifSegment(turned(orientation, order)),
      segment(0xfe, 'patient 12'),
      picture.subarray(2),
    ]);
    const { width, height, pixels = '' } = pictureOf('jpeg', full);
    const cleaned = Buffer.from(pixels, 'base64');
    expect(cleaned.includes('patient')).toBe(false);
    const seen = await shown(full, 'image/jpeg');
    expect(seen.startsWith(orientation < 5 ? '40x30: ' : '30x40: ')).toBe(true);
    expect(await shown(cleaned, 'image/jpeg')).toBe(seen);
    expect(seen.startsWith(`${width}x${height}: `)).toBe(true);
  });

  test('a PNG still shows the same without the rest of them', async () => {
    const picture = await drawn('image/png');
    const full = Buffer.concat([picture.subarray(0, 33), chunk('eXIf', turned(orientation)), picture.subarray(33)]);
    const { width, height, pixels = '' } = pictureOf('png', full);
    const seen = await shown(full, 'image/png');
    expect(await shown(Buffer.from(pixels, 'base64'), 'image/png')).toBe(seen);
    expect(seen.startsWith(`${width}x${height}: `)).toBe(true);
  });
});

describe('a drawing that is drawn anew', () => {
  const asked: string[] = [];
  beforeAll(() => {
    page.on('request', (request) => asked.push(request.url()));
  });

  test.each(Object.keys(hostileDrawings))('%s: is a picture that runs nothing and fetches nothing', async (name) => {
    const { pixels } = pictureOfSvg(hostileDrawings[name]?.() ?? '') ?? {};
    if (pixels === undefined) return;
    await page.goto('about:blank');
    await page.setContent(`<img src="data:image/svg+xml;base64,${pixels}">`);
    await expect
      .poll(() => page.locator('img').evaluate((image) => 'naturalWidth' in image && image.naturalWidth))
      .toBeGreaterThan(0);
    // As a page of its own, where more may run than in a picture, it is quiet too.
    await page.goto(`data:image/svg+xml;base64,${pixels}`);
    expect(await page.evaluate('document.querySelectorAll("parsererror").length')).toBe(0);
    expect(asked.filter((address) => !/^(about:blank|data:image\/svg\+xml;base64,)/.test(address))).toEqual([]);
  });
});
