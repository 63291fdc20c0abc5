import type { PassedKind } from '../../../domain/inspection/coverage.ts';
import { Account } from '../account.ts';
import { whole } from '../archives/whole.ts';
import { factsOfExif } from '../pictures/exif.ts';
import { factsOfXmp, ImageFacts } from '../pictures/image-facts.ts';
import { hasJfifPicture, isForPixels, isFrame, isJfif, type JpegSegment, jpegSegments } from '../pictures/jpeg.ts';
import type { Reader } from '../reader.ts';

const isApp = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const comment = 0xfe;

/** Nobody but a person can say what its pixels show. */
export const readJpeg: Reader = async (file, seen) => {
  const bytes = await whole(file);
  const { segments, left } = jpegSegments(bytes);
  const account = new Account();
  seen.found('picture');
  if (left > 0) seen.found('hidden-bytes');
  const facts = new ImageFacts(seen);
  for (const segment of segments) {
    account.add(look(segment, facts), segment.whole.length);
  }
  facts.end();
  // What is left are the marks around and between the parts.
  account.add(undefined, bytes.length - left - account.bytes);
  account.tell(seen);
};

/** Tells what a part shows, and gives what it is; undefined where all of it was told. */
function look(segment: JpegSegment, facts: ImageFacts): PassedKind | undefined {
  const { marker, data } = segment;
  if (isFrame(marker) && data.length >= 5) facts.measure(data.readUInt16BE(3), data.readUInt16BE(1));
  if (marker === comment) {
    facts.add('text');
    return facts.say(data.toString('utf8')) ? undefined : 'metadata';
  }
  if (isForPixels(marker)) return 'picture';
  if (isJfif(segment)) {
    if (hasJfifPicture(segment)) facts.add('thumbnail');
    return 'picture';
  }
  if (isApp(marker)) lookIntoApp(data, facts);
  else facts.add('unknown');
  return isApp(marker) ? 'metadata' : 'otherData';
}

/** Parts that programs add say by their first letters what they are. */
function lookIntoApp(data: Buffer, facts: ImageFacts): void {
  const text = data.toString('latin1');
  if (text.startsWith('Exif\0')) facts.addExif(factsOfExif(data.subarray(6)));
  else if (text.startsWith('http://ns.adobe.com/x')) facts.add(...factsOfXmp(text));
  else if (text.startsWith('Photoshop 3.0\0')) facts.add(...factsOfPhotoshop(text));
  else if (text.startsWith('MPF\0')) facts.add('frames');
  else if (text.startsWith('JFXX\0')) facts.add('thumbnail');
  else if (!text.startsWith('ICC_PROFILE\0') && !isAdobe(data)) facts.add('unknown');
}

/** The number of the way in which colours are written; longer parts of that name hold something else too. */
const isAdobe = (data: Buffer): boolean => data.length === 12 && data.toString('latin1', 0, 5) === 'Adobe';

/** Fields of IPTC begin with 1C 02 and a number. */
const fieldsOfIptc = { author: ['\x50', '\x74'], text: ['\x05', '\x19', '\x78'] } as const;

function factsOfPhotoshop(text: string): ('author' | 'text' | 'metadata')[] {
  const hasOneOf = (fields: readonly string[]) => fields.some((field) => text.includes(`\x1c\x02${field}`));
  return [
    'metadata',
    ...(hasOneOf(fieldsOfIptc.author) ? ['author' as const] : []),
    ...(hasOneOf(fieldsOfIptc.text) ? ['text' as const] : []),
  ];
}
