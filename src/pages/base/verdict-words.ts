import type { NotCheckedReason, Verdict } from '../../domain/inspection/evidence.ts';

export const verdictWords: Readonly<
  Record<Verdict, { readonly word: string; readonly tone: '' | 'good' | 'wait' | 'bad' }>
> = {
  clean: { word: 'nothing found', tone: 'good' },
  note: { word: 'a note', tone: '' },
  notChecked: { word: 'not checked', tone: 'wait' },
  review: { word: 'look at it', tone: 'wait' },
  block: { word: 'should not leave', tone: 'bad' },
};

export const reasonWords: Readonly<Record<NotCheckedReason, string>> = {
  type: 'No rule reads files of this type.',
  partly: 'Only the first 64 MB were read.',
  tooLarge: 'It can be read whole only, and is larger than 64 MB or holds millions of values.',
  budget: 'The time for the package was over before it was its turn.',
  crashed: 'Reading it ended its process, or took too long or too much memory.',
  damaged: 'It is not what its first bytes say, or breaks off.',
  encrypted: 'It needs a password.',
};
