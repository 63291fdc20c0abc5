import type { Rule } from './rule.ts';

const own = 'Our own';

/** Rules about archives, and about what any container can hide. */
export const archiveRules = [
  {
    id: 'archive',
    severity: 'block',
    title: 'Archive',
    says: 'This file holds other files, and none of them was looked at. Ask for them as plain files.',
    source: own,
    unseen: 'What the files in it hold.',
  },
  {
    id: 'archive-ratio',
    severity: 'block',
    title: 'Unpacks to far more than its size',
    says: 'What is in it would take more than a hundred times its size. A packed table can do that, and so can a file made to do harm.',
    source: own,
    unseen: 'What is in it, which is not unpacked.',
  },
  {
    id: 'archive-size',
    severity: 'block',
    title: 'Unpacks to more than 1 GiB',
    says: 'What is in it would take more than 1 GiB, which is more than anybody can look at.',
    source: own,
    unseen: 'What is in it, which is not unpacked.',
  },
  {
    id: 'archive-entries',
    severity: 'block',
    title: 'More than 1,000 files in one',
    says: 'It holds more than 1,000 files. Only the first 1,000 are listed.',
    source: own,
    unseen: 'The names of the others.',
  },
  {
    id: 'archive-names',
    severity: 'block',
    title: 'Names that leave their folder',
    says: 'A name in it points outside the folder into which it is unpacked, or is a link. Do not unpack it.',
    source: own,
    unseen: 'Names that only one operating system takes for a device or a stream.',
  },
  {
    id: 'archive-nested',
    severity: 'block',
    title: 'Archive in an archive',
    says: 'A file in it is packed once more. It was not opened.',
    source: own,
    unseen: 'What the inner archive lists, and archives that begin with bytes unknown to the reading room.',
  },
  {
    id: 'archive-lies',
    severity: 'block',
    title: 'Its list is not true',
    says: 'What the archive says about its files is not what is there: another name, another size, or one place used twice. Programs will disagree about what is in it.',
    source: own,
    unseen: 'Packing methods other than Deflate are not tried.',
  },
  {
    id: 'encrypted',
    severity: 'block',
    title: 'Needs a password',
    says: 'It is encrypted, in whole or in part, so that nobody could look into it.',
    source: own,
    unseen: 'Everything behind the password.',
  },
  {
    id: 'hidden-bytes',
    severity: 'review',
    title: 'Bytes that no program shows',
    says: 'The file has bytes before, between or after its parts which its format does not ask for. Anything can be in them.',
    source: own,
    unseen: 'Data that are woven into the parts themselves.',
  },
] as const satisfies readonly Rule[];
