import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exifOfTurn, turnOfExif } from '../../../src/inspector/child/pictures/exif.ts';
import { jpegPixels } from '../../../src/inspector/child/pictures/jpeg.ts';
import { pngPixels } from '../../../src/inspector/child/pictures/png.ts';
import { DamagedError } from '../../../src/inspector/child/reader.ts';
import { readJpeg } from '../../../src/inspector/child/readers/jpeg.ts';
import { readPng } from '../../../src/inspector/child/readers/png.ts';
import { chunk, exif, exifSegment, jpeg, png, segment, tag } from '../hostile/make/image.ts';
import { tell } from './recording.ts';

const packedText = (key: string, text: Uint8Array | string) =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${key}\0\0`), deflateSync(text)]));
const xmp = (inside: string) => `<x:xmpmeta><rdf:Description ${inside}/></x:xmpmeta>`;
const rawProfile = `\nexif\n   8\n${Buffer.concat([Buffer.from('Exif\0\0'), exif([tag.gps])]).toString('hex')}\n`;

describe('readPng', () => {
  test.each<[string, Buffer, string[]]>([
    ['nothing but pixels', png(), []],
    ['the name of its program', png([chunk('tEXt', 'Software\0Matplotlib version3.9.2')]), ['image-metadata']],
    ['the time', png([chunk('tIME', Buffer.alloc(7))]), ['image-metadata']],
    ['an author', png([chunk('tEXt', 'Author\0Jane')]), ['image-author']],
    ['a comment', png([chunk('tEXt', 'Comment\0patient 12')]), ['image-text']],
    ['a packed comment', png([packedText('Comment', 'patient 12')]), ['image-text']],
    ['a comment in Unicode', png([chunk('iTXt', 'Comment\0\0\0en\0Comment\0patient 12')]), ['image-text']],
    ['text that unpacks to too much', png([packedText('Comment', Buffer.alloc(2 ** 20))]), ['hidden-bytes']],
    ['a place', png([chunk('eXIf', exif([tag.gps]))]), ['image-metadata', 'image-gps']],
    [
      'a place in a raw profile',
      png([chunk('tEXt', `Raw profile type exif\0${rawProfile}`)]),
      ['image-metadata', 'image-gps'],
    ],
    [
      'a place in XMP',
      png([chunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${xmp('exif:GPSLatitude="1"')}`)]),
      ['image-metadata', 'image-gps'],
    ],
    [
      'two blocks of EXIF',
      png([chunk('eXIf', exif([])), chunk('eXIf', exif([tag.artist]))]),
      ['image-metadata', 'image-exif-twice', 'image-author'],
    ],
    ['EXIF that is none', png([chunk('eXIf', 'nothing')]), ['image-metadata', 'hidden-bytes']],
    ['a part of another program', png([chunk('prVt', 'anything')]), ['hidden-bytes']],
    ['more frames', png([chunk('acTL', Buffer.alloc(8))]), ['image-frames']],
    ['bytes after its end', png([], { after: 'PK\x03\x04' }), ['hidden-bytes']],
    ['more pixels than a viewer can take', png([], { width: 2 ** 16, height: 2 ** 16 }), ['image-size']],
  ])('tells of %s', async (_, bytes, rules) => {
    const told = await tell(readPng, bytes);
    expect(told.rules.toSorted()).toEqual(['picture', ...rules].toSorted());
    expect(told.notChecked).toEqual([]);
    expect(told.texts[0]?.ended).toBe(true);
  });

  test('gives texts to the checks, line by line', async () => {
    const told = await tell(readPng, png([chunk('tEXt', 'Comment\0one\ntwo'), packedText('Author', 'three')]));
    expect(told.texts[0]?.lines).toEqual(['one', 'two', 'three']);
  });

  test.each([
    ['whose part is longer than the file', png([chunk('tEXt', 'a\0b', 2 ** 31)])],
    ['that breaks off', png().subarray(0, -5)],
    ['without parts', png().subarray(0, 8)],
  ])('says that a PNG is damaged %s', async (_, bytes) => {
    await expect(tell(readPng, bytes)).rejects.toThrow(DamagedError);
  });
});

describe('readJpeg', () => {
  const photoshop = (field: string) =>
    segment(0xed, `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x09\x1c\x02${field}\0\x04Jane`);

  test.each<[string, Buffer, string[]]>([
    ['nothing but pixels', jpeg(), []],
    [
      'a place and an artist',
      jpeg([exifSegment(exif([tag.gps, tag.artist]))]),
      ['image-metadata', 'image-gps', 'image-author'],
    ],
    [
      'a place in the other order of bytes',
      jpeg([exifSegment(exif([tag.gps], { order: 'MM' }))]),
      ['image-metadata', 'image-gps'],
    ],
    [
      'a place in the second of two blocks',
      jpeg([exifSegment(exif([tag.software])), exifSegment(exif([tag.gps]))]),
      ['image-metadata', 'image-exif-twice', 'image-gps'],
    ],
    ['a small picture in EXIF', jpeg([exifSegment(exif([tag.thumbnail]))]), ['image-metadata', 'image-thumbnail']],
    [
      'a small picture in its head',
      jpeg([segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc')]),
      ['image-thumbnail'],
    ],
    ['directories in a circle', jpeg([exifSegment(exif([], { next: 8 }))]), ['image-metadata', 'hidden-bytes']],
    [
      'a directory outside of its block',
      jpeg([exifSegment(exif([], { next: 9999 }))]),
      ['image-metadata', 'hidden-bytes'],
    ],
    [
      'an author in XMP',
      jpeg([segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp('dc:creator="J"')}`)]),
      ['image-metadata', 'image-author'],
    ],
    ['an author in IPTC', jpeg([photoshop('\x50')]), ['image-metadata', 'image-author']],
    ['a caption in IPTC', jpeg([photoshop('\x78')]), ['image-metadata', 'image-text']],
    ['a comment', jpeg([segment(0xfe, 'patient 12')]), ['image-text']],
    ['a profile of colours', jpeg([segment(0xe2, 'ICC_PROFILE\0\x01\x01abc')]), []],
    ['a list of more pictures', jpeg([segment(0xe2, 'MPF\0II')]), ['image-frames']],
    ['a part of another program', jpeg([segment(0xe5, 'anything')]), ['hidden-bytes']],
    ['a part that no standard has', jpeg([segment(0xf7, 'anything')]), ['hidden-bytes']],
    ['bytes after its end', jpeg([], { after: 'a zip' }), ['hidden-bytes']],
    ['more pixels than a viewer can take', jpeg([], { width: 65_535, height: 65_535 }), ['image-size']],
  ])('tells of %s', async (_, bytes, rules) => {
    const told = await tell(readJpeg, bytes);
    expect(told.rules.toSorted()).toEqual(['picture', ...rules].toSorted());
  });

  test.each([
    ['whose part is longer than the file', jpeg([segment(0xfe, 'x', 65_535)])],
    ['whose part has no length', jpeg([segment(0xfe, 'x', 0)])],
    ['that breaks off', jpeg().subarray(0, -2)],
  ])('says that a JPEG is damaged %s', async (_, bytes) => {
    await expect(tell(readJpeg, bytes)).rejects.toThrow(DamagedError);
  });
});

describe('pngPixels', () => {
  test('leaves out everything that pixels do not need', () => {
    const more = [chunk('tEXt', 'Comment\0x'), chunk('eXIf', exif([tag.gps])), chunk('prVt', 'x'), chunk('iCCP', 'x')];
    expect(pngPixels(png(more, { after: 'more' }))).toEqual(png());
  });
});

describe('jpegPixels', () => {
  test('leaves out everything that pixels do not need', () => {
    const more = [segment(0xfe, 'x'), exifSegment(exif([tag.gps])), segment(0xe2, 'ICC_PROFILE\0'), segment(0xf7, 'x')];
    expect(jpegPixels(jpeg(more, { after: 'more' }))).toEqual(jpeg());
  });

  test('keeps the heads that say how colours are written, without what stands behind them', () => {
    const adobe = segment(0xee, 'Adobe\0\x64\0\0\0\0\x01');
    const longer = segment(0xee, 'Adobe\0\x64\0\0\0\0\x01secret');
    const picture = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc');
    const cleaned = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0');
    expect(jpegPixels(jpeg([longer, picture]))).toEqual(jpeg([adobe, cleaned]));
  });
});

test('how a picture is turned is told by whole blocks, and by no part of one or anything else', () => {
  for (let turn = 2; turn <= 8; turn += 1) {
    const block = exifOfTurn(turn);
    expect(turnOfExif(block)).toBe(turn);
    expect(turnOfExif(Buffer.concat([block, block]))).toBe(turn);
    for (let length = 0; length < 22; length += 1) expect(turnOfExif(block.subarray(0, length))).toBeUndefined();
  }
  const bytes = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(fc.constantFrom('II', 'MM'), bytes, (order, rest) => {
      expect([undefined, 2, 3, 4, 5, 6, 7, 8]).toContain(turnOfExif(Buffer.concat([Buffer.from(order), rest])));
    }),
  );
});
