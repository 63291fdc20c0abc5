import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What prepares something to be drawn, and by itself draws nothing. */
const drawsNothing: ReadonlySet<number> = new Set([
  ...[OPS.dependency, OPS.save, OPS.restore, OPS.transform, OPS.clip, OPS.eoClip, OPS.endPath],
  ...[OPS.setLineWidth, OPS.setLineCap, OPS.setLineJoin, OPS.setMiterLimit, OPS.setDash, OPS.setFlatness],
  ...[OPS.setRenderingIntent, OPS.setGState, OPS.setFillRGBColor, OPS.setStrokeRGBColor],
  ...[OPS.beginMarkedContent, OPS.beginMarkedContentProps, OPS.endMarkedContent],
]);

/** Whether nothing at all is drawn on a page, as on the last one of many programs. `bytes`: the whole file. */
export async function isEmptyPage(page: PDFPageProxy, bytes: Buffer): Promise<boolean> {
  // Asked for what is drawn, the library unpacks pictures, which may be large.
  if (hasImage(bytes)) return false;
  const { fnArray, argsArray } = await page.getOperatorList();
  const steps: readonly unknown[] = argsArray;
  return fnArray.every((step, at) => drawsNothing.has(step) || (step === OPS.constructPath && isUnseen(steps[at])));
}

/** A path that is neither drawn nor filled; the first argument says what becomes of it. */
const isUnseen = (given: unknown): boolean => Array.isArray(given) && given[0] === OPS.endPath;

/** Each picture of a file is a stream with its type beside it, which no other stream packs. */
function hasImage(bytes: Buffer): boolean {
  const name = '/Image';
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
    const next = String.fromCharCode(bytes[at + name.length] ?? 0);
    if (!/[A-Za-z]/.test(next)) return true;
  }
  return false;
}
