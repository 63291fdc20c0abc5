import { blobLimits } from '../limits/blobs.ts';
import { beyond } from './storage-request.ts';

const { controls, dots, name, segments } = blobLimits;

/**
 * Splits a decoded path into account, container and blob the way Azure does: a backslash counts as a slash. Throws StorageRefusal for
 * names that Azure does not take (Azurite would): control characters, line breaks, dot segments, too many characters or segments.
 */
export function splitBlobPath(decodedPath: string): { account: string; container: string; blob: string } {
  const [account = '', container = '', ...rest] = decodedPath.replaceAll('\\', '/').split('/');
  const blob = rest.join('/');
  if (blob.length > name.most)
    throw beyond(name, `The blob name has ${blob.length} characters; ${name.most} is the limit.`);
  if (rest.length > segments.most)
    throw beyond(segments, `The blob name has ${rest.length} path segments; ${segments.most} is the limit.`);
  if (hasControlCharacter(blob)) throw beyond(controls, 'The blob name holds a control character or a line break.');
  if (rest.some((segment) => segment === '.' || segment === '..'))
    throw beyond(dots, 'The blob name holds a path segment that is only dots.');
  return { account, container, blob };
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
  });
}
