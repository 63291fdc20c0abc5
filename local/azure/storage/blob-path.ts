import { StorageRefusal } from './storage-request.ts';

const longestName = 1024;
const mostSegments = 254;

/**
 * Splits a decoded path into account, container and blob the way Azure does: a backslash counts as a slash. Throws StorageRefusal for
 * names that Azure does not take (Azurite would): control characters, line breaks, dot segments, more than 1,024 characters or 254 segments.
 * Source: Microsoft's "Naming and referencing containers, blobs, and metadata".
 */
export function splitBlobPath(decodedPath: string): { account: string; container: string; blob: string } {
  const [account = '', container = '', ...rest] = decodedPath.replaceAll('\\', '/').split('/');
  const blob = rest.join('/');
  if (blob.length > longestName) {
    throw new StorageRefusal(
      400,
      'InvalidUri',
      `The blob name has ${blob.length} characters; ${longestName} is the limit.`,
    );
  }
  if (rest.length > mostSegments) {
    throw new StorageRefusal(
      400,
      'InvalidUri',
      `The blob name has ${rest.length} path segments; ${mostSegments} is the limit.`,
    );
  }
  if (hasControlCharacter(blob)) {
    throw new StorageRefusal(400, 'InvalidUri', 'The blob name holds a control character or a line break.');
  }
  if (rest.some((segment) => segment === '.' || segment === '..')) {
    throw new StorageRefusal(400, 'InvalidUri', 'The blob name holds a path segment that is only dots.');
  }
  return { account, container, blob };
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
  });
}
