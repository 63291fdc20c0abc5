import type { NotCheckedReason, Verdict } from '../../domain/inspection/evidence.ts';

export const verdictWords: Readonly<
  Record<Verdict, { readonly word: string; readonly tone: '' | 'good' | 'wait' | 'bad' }>
> = {
  clean: { word: 'clean (old rules)', tone: '' },
  lookedAt: { word: 'looked at, nothing found', tone: 'good' },
  note: { word: 'looked at, a note', tone: '' },
  notChecked: { word: 'not looked at', tone: 'wait' },
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
  unbalanced: 'What was said to be looked at does not add up to the file, so none of it counts as looked at.',
};
