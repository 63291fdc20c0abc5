import { mostShown, type Picture } from '../shown.ts';
import { isFrame, jpegPixels, jpegSegments, turnOfJpeg } from './jpeg.ts';
import { pngChunks, pngPixels, turnOfPng } from './png.ts';

/** A picture as a page shows it: its size, and nothing else of the file but what its pixels need, where that is not too much for a page. */
export function pictureOf(form: 'png' | 'jpeg', bytes: Buffer): Picture {
  const { width, height } = form === 'png' ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  // From the fifth on, these ways to turn it lay a picture on its side.
  const isOnSide = ((form === 'png' ? turnOfPng(bytes) : turnOfJpeg(bytes)) ?? 0) >= 5;
  const size = isOnSide ? { form, width: height, height: width } : { form, width, height };
  if (width * height > mostShown.pixels) return size;
  const pixels = form === 'png' ? pngPixels(bytes) : jpegPixels(bytes);
  return pixels.length > mostShown.pictureBytes ? size : { ...size, pixels: pixels.toString('base64') };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A file may tell its size twice, and each program believes another one of them; the largest is the one to fear. */
function largest(sizes: readonly Size[]): Size {
  return sizes.reduce((most, one) => (one.width * one.height > most.width * most.height ? one : most), {
    width: 0,
    height: 0,
  });
}

function sizeOfPng(bytes: Buffer): Size {
  const heads = pngChunks(bytes).chunks.filter(({ type, data }) => type === 'IHDR' && data.length >= 8);
  return largest(heads.map(({ data }) => ({ width: data.readUInt32BE(0), height: data.readUInt32BE(4) })));
}

function sizeOfJpeg(bytes: Buffer): Size {
  const frames = jpegSegments(bytes).segments.filter(({ marker, data }) => isFrame(marker) && data.length >= 5);
  return largest(frames.map(({ data }) => ({ width: data.readUInt16BE(3), height: data.readUInt16BE(1) })));
}
