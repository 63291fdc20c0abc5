import type { Seen, SeenText } from '../reader.ts';

const mostOfText = 64 * 1024;

export type ImageFact = 'gps' | 'author' | 'text' | 'thumbnail' | 'metadata' | 'frames' | 'unknown';

const rules: Readonly<Record<ImageFact, string>> = {
  gps: 'image-gps',
  author: 'image-author',
  text: 'image-text',
  thumbnail: 'image-thumbnail',
  metadata: 'image-metadata',
  frames: 'image-frames',
  unknown: 'hidden-bytes',
};

export class ImageFacts {
  readonly #seen: Seen;
  readonly #text: SeenText;
  #exifs = 0;

  constructor(seen: Seen) {
    this.#seen = seen;
    this.#text = seen.text({}, 'Text in its metadata');
  }

  add(...facts: readonly ImageFact[]): void {
    for (const fact of facts) this.#seen.found(rules[fact]);
  }

  /** Text of the metadata, which the checks of texts look at too. False where it is too long to be told whole. */
  say(text: string): boolean {
    for (const line of text.slice(0, mostOfText).split(/\r\n|[\r\n\0]/)) if (line !== '') this.#text.line(line);
    return text.length <= mostOfText;
  }

  /** One more block of EXIF: readers take one of several, and each reader another. */
  addExif(facts: readonly ImageFact[]): void {
    this.#exifs += 1;
    if (this.#exifs > 1) this.#seen.found('image-exif-twice');
    this.add(...facts);
  }

  /** Says how large the picture is, where that alone is a danger to whoever opens it. */
  measure(width: number, height: number): void {
    if (width * height > mostPixels) this.#seen.found('image-size');
  }

  end(): void {
    this.#text.end();
  }
}

const mostPixels = 100_000_000;

/** What XMP shows, by the names that stand in it. */
export function factsOfXmp(xmp: string): ImageFact[] {
  const facts: ImageFact[] = ['metadata'];
  if (/GPSL|GPSAlt|GPSDest/.test(xmp)) facts.push('gps');
  if (/dc:creator|dc:rights|AuthorsPosition|OwnerName|CreatorContactInfo/.test(xmp)) facts.push('author');
  if (/dc:description|dc:title|UserComment/.test(xmp)) facts.push('text');
  if (/xmpGImg:image/.test(xmp)) facts.push('thumbnail');
  return facts;
}
