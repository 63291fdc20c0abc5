import type { ListedBlob } from '../../src/ports/storage.ts';
import type { Played } from './play-records.ts';
import type { Records } from './records.ts';
import { at, type Cases, forge, ofKept, ofNamed } from './tamper.ts';

/** What is done to the records of a release that was taken back. */
export const takeBackTamperings: Record<string, (played: Played) => Cases> = {
  'receipt of a revocation': ({ revoked }) =>
    ofNamed(({ receipts }) => receipts, `${revoked.id}-revocation-1`, forge, `${revoked.id}-release`),
  'receipt of a release that was revoked': ({ revoked, released }) =>
    ofNamed(({ receipts }) => receipts, `${revoked.id}-release`, forge, `${released.id}-release`),
  'list of what was outside': ({ revoked }) =>
    ofNamed(
      ({ manifests }) => manifests,
      `${revoked.id}-outside-1`,
      (text) => text.replace('"size":2', '"size":3'),
      `${revoked.id}-package`,
    ),
  'register row of a revoked package': ({ revoked, other }) =>
    ofKept(
      ({ rows }) => rows,
      revoked,
      (text) => text.replace('"from":"released"', '"from":"releasing"'),
      other,
    ),
  'released file': ({ released }) => {
    const one = (copy: Records) => copy.released.findIndex(({ path }) => path.includes(released.id));
    const change = (to: (file: ListedBlob) => ListedBlob) => (copy: Records) => {
      copy.released = copy.released.with(one(copy), to(at(copy.released, one(copy))));
    };
    return {
      removed: (copy) => void copy.released.splice(one(copy), 1),
      cut: change((file) => ({ ...file, size: file.size - 1 })),
      altered: change((file) => ({ ...file, md5: 'AAAAAAAAAAAAAAAAAAAAAA==' })),
      swapped: change((file) => ({ ...file, path: `${file.path}.of-somebody-else` })),
    };
  },
  'owed look': ({ revoked, owing }) => {
    const { removed: _, ...found } = ofKept(
      ({ owed }) => owed,
      revoked,
      (text) => text.replace('"dueAt":"20', '"dueAt":"21'),
      owing,
    );
    return found;
  },
};
