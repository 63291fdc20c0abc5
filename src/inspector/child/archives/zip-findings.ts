import type { Seen } from '../reader.ts';
import { isUnsafeName } from '../unsafe-name.ts';
import type { ZipList } from './zip-list.ts';

const mostBytes = 1024 ** 3;
const mostRatio = 100;
/** Below this much content nobody is harmed by a high ratio. */
const ratioCountsFrom = 1024 ** 2;

/** Tells what is wrong with a zip by its list. True where unpacking it would be too much. */
export function tellZip({ entries, isWhole, overlaps, hasUnlisted }: ZipList, packed: number, seen: Seen): boolean {
  if (!isWhole) seen.found('archive-entries');
  if (entries.some(({ isEncrypted }) => isEncrypted)) {
    seen.found('encrypted');
    seen.notChecked('encrypted');
  }
  for (const { agrees, name, isLink } of entries) {
    if (!agrees) seen.found('archive-lies');
    if (isLink || isUnsafeName(name)) seen.found('archive-names');
  }
  if (overlaps) seen.found('archive-lies');
  if (hasUnlisted) seen.found('hidden-bytes');
  const size = entries.reduce((total, entry) => total + entry.bytes, 0);
  return tellSize(size, packed, seen);
}

/** Whether unpacking so much would be too much, and tells it. */
export function tellSize(size: number, packed: number, seen: Seen): boolean {
  const isLarge = size > mostBytes;
  const isBomb = size > ratioCountsFrom && size > mostRatio * packed;
  if (isLarge) seen.found('archive-size');
  if (isBomb) seen.found('archive-ratio');
  return isLarge || isBomb;
}
