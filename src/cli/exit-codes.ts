/** What the command's exit code says, for scripts; the help and docs/command.md list them. */
export const exitCodes = {
  done: 0,
  refused: 1,
  wrongUse: 2,
  unreachable: 3,
  waits: 4,
  endedOtherwise: 5,
  timeOver: 6,
  notAllSeen: 7,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.done, 'done, and nothing is wrong'],
  [exitCodes.refused, 'refused, or a problem was found'],
  [exitCodes.wrongUse, 'wrong use: the words do not fit, or nobody can be asked and --yes is missing'],
  [exitCodes.unreachable, 'nobody answers, or it is not clear who you are'],
  [exitCodes.waits, 'wait: it waits for somebody'],
  [exitCodes.endedOtherwise, 'wait: it ended in another way'],
  [exitCodes.timeOver, 'wait: the time was over'],
  [exitCodes.notAllSeen, 'check: nothing was found, but some files were not looked into, or not whole'],
];
