import type { PassedKind } from '../../domain/inspection/coverage.ts';

/** What a piece of a file is that was not looked at, in words that follow "not looked at". */
export const passedWords: Readonly<Record<PassedKind, string>> = {
  picture: 'a picture',
  drawing: 'a drawing',
  font: 'a font',
  printerSettings: 'printer settings',
  embeddedFile: 'an embedded file',
  program: 'a program in it',
  sourceData: 'the data behind a chart or table',
  otherData: 'other data',
  style: 'styles',
  metadata: 'what a program noted about it',
  rest: 'bytes that nothing reads',
  whole: 'the whole file',
};
