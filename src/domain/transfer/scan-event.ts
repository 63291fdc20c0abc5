import { z } from 'zod';
import { type Door, doorFacts, doors } from '../base/door.ts';
import type { ScanResult, ScanVerdict } from './scan-verdict.ts';

/** Where the containers of the two doors are, without a slash at the end. */
export type DoorUrls = Readonly<Record<Door, string>>;

const eventSchema = z.object({
  eventType: z.literal('Microsoft.Security.MalwareScanningResult'),
  subject: z.string().min(1),
  eventTime: z.string().min(1),
  data: z.object({
    blobUri: z.string().min(1),
    eTag: z.string().optional(),
    scanFinishedTimeUtc: z.string().optional(),
    scanResultType: z.string().min(1),
    scanResultDetails: z
      .object({ malwareNamesFound: z.array(z.string()).nullish(), notScannedReason: z.string().nullish() })
      .nullish(),
  }),
});
type ScanEvent = z.infer<typeof eventSchema>;

/**
 * Reads a message of the queue of scan results: the event of the Event Grid schema, as an object, as JSON or as base64 of JSON. Gives undefined for
 * a blob that is at none of our doors or has no ETag, which no verdict can be about. Throws for everything that is no such event.
 */
export function parseScanEvent(message: unknown, urls: DoorUrls): ScanVerdict | undefined {
  const parsed = eventSchema.safeParse(typeof message === 'string' ? jsonOf(message) : message);
  if (!parsed.success) throw new Error(`It is no result of a malware scan: ${z.prettifyError(parsed.error)}`);
  const { subject, eventTime, data } = parsed.data;
  const door = doors.find((one) => data.blobUri.startsWith(`${urls[one]}/`));
  const etag = (data.eTag ?? '').replaceAll('"', '');
  if (door === undefined || etag === '') return undefined;
  const path = pathIn(subject, doorFacts(door).container);
  if (path === undefined) throw new Error(`It names a blob of ${door} in its address and another in its subject`);
  const scannedAt = z.iso.datetime().safeParse(data.scanFinishedTimeUtc).data ?? eventTime;
  return { door, path, etag, ...judge(data), scannedAt };
}

function jsonOf(text: string): unknown {
  for (const candidate of [text, Buffer.from(text, 'base64').toString('utf8')]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // It is in the other form, or in none: then the text itself is refused.
    }
  }
  return text;
}

/** The subject holds the name as it is, where an address escapes it. */
function pathIn(subject: string, container: string): string | undefined {
  return new RegExp(`/containers/${container}/blobs/(.+)$`, 's').exec(subject)?.[1];
}

/** The words differ between Microsoft's pages, in letters and number: they are compared without case against these, and nothing else is clean. */
const cleanWords = ['no threats found', 'no threat found'];

function judge({ scanResultType, scanResultDetails }: ScanEvent['data']): { result: ScanResult; detail: string } {
  const word = scanResultType.trim().toLowerCase();
  if (cleanWords.includes(word)) return { result: 'clean', detail: '' };
  if (word === 'malicious') {
    return { result: 'malicious', detail: (scanResultDetails?.malwareNamesFound ?? []).join(', ') || 'without a name' };
  }
  return { result: 'not-scanned', detail: whyNotScanned(scanResultType, scanResultDetails?.notScannedReason ?? '') };
}

const again = 'It may pass: look again, or upload the file anew.';
const refuse = 'Upload it in another form, or discard it.';

/** What the scanner's codes mean, and what helps. */
const codes: Readonly<Record<string, string>> = {
  '201': `The scanner failed. ${again}`,
  '203': 'The scanner has no access: its role on the account is missing. Give it back and upload the file anew.',
  '204': 'The file was gone when the scanner came. Upload it anew.',
  '205': 'The file was overwritten during the scan. Its newest state is scanned apart.',
  '206': `The file is larger than the scanner takes. ${refuse}`,
  '207': `The scan took too long. ${again}`,
  '208': 'The file is in the archive tier. Bring it back to a tier that can be read, by uploading it anew.',
  '209': `The file is encrypted with a key of its own. ${refuse}`,
  '210': `The file has a password. ${refuse}`,
  '211': `Archives are nested too deep in it. ${refuse}`,
  '212': `The file is damaged or of a kind that cannot be opened. ${refuse}`,
  '213': `The scanner was busy. ${again}`,
  '215': `The scanner could not be reached. ${again}`,
  '221': `The scanner could not end. ${again}`,
};

function whyNotScanned(type: string, reason: string): string {
  const said = [type, reason]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 200);
  const code = /SAM2592(\d{2})/i.exec(said)?.[1];
  const meaning = code === undefined ? undefined : codes[`2${code}`];
  return meaning === undefined ? `The scanner said ${JSON.stringify(said)}.` : `${meaning} (SAM2592${code})`;
}
