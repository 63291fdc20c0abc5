import type { Rule } from './rule.ts';

const own = 'Our own';

export const pictureRules = [
  {
    id: 'picture',
    severity: 'note',
    title: 'Picture',
    says: 'A program cannot say what a picture shows. Open it.',
    source: own,
    unseen: 'What the pixels show, and data that are woven into them.',
  },
  {
    id: 'image-gps',
    severity: 'block',
    title: 'Place where a picture was taken',
    says: 'The picture tells the place on earth where it was taken.',
    source: 'EXIF 2.32 and XMP name the fields; the weight is our own',
    unseen: 'Places in notes of the maker of a camera.',
  },
  {
    id: 'image-author',
    severity: 'block',
    title: 'Name in a picture',
    says: 'The metadata of the picture have a field for its author or owner.',
    source: 'EXIF 2.32, XMP, IPTC and PNG name the fields; the weight is our own',
    unseen: 'Names in other fields.',
  },
  {
    id: 'image-text',
    severity: 'review',
    title: 'Text in a picture',
    says: 'The picture carries a comment, a description or another text that no viewer shows.',
    source: own,
    unseen: 'Whether the text is about a person.',
  },
  {
    id: 'image-thumbnail',
    severity: 'review',
    title: 'Second, smaller picture',
    says: 'The file has a small picture of its own, which may show what was cut off or covered in the large one.',
    source: own,
    unseen: 'Whether both show the same.',
  },
  {
    id: 'image-exif-twice',
    severity: 'block',
    title: 'Metadata twice',
    says: 'The picture has two blocks of EXIF. Programs read one of them, so the other escapes whoever cleans or checks it.',
    source: 'Tried with two common readers: each missed one block',
    unseen: 'Nothing.',
  },
  {
    id: 'image-metadata',
    severity: 'note',
    title: 'Metadata in a picture',
    says: 'The picture tells how it was made, such as the program and the time.',
    source: own,
    unseen: 'Nothing.',
  },
  {
    id: 'image-frames',
    severity: 'review',
    title: 'Several pictures in one file',
    says: 'The file holds more pictures than the first that is shown.',
    source: own,
    unseen: 'What they show.',
  },
  {
    id: 'image-size',
    severity: 'review',
    title: 'Very large picture',
    says: 'The picture has more than 100 million pixels. A viewer may fail over it, and so much room holds more than people see.',
    source: own,
    unseen: 'Whether the file really has these pixels.',
  },
] as const satisfies readonly Rule[];
