import type { Difference } from './compare.ts';

/** A place in which the local host may differ from the real extension, and why that is right. */
export interface Accepted {
  /** Names of scenarios. */
  scenario: RegExp;
  /** Places in the outcome, like `instances/a/status/output`. */
  path: RegExp;
  reason: string;
  /** Set when it depends on chance whether the difference is seen. */
  byChance?: true;
}

/** Every accepted difference. Unless it occurs by chance, each must be seen in a full run, or it is reported as no longer needed. */
export const accepted: readonly Accepted[] = [
  {
    scenario: /^untilDeadline$/,
    path: /^instances\/untilDeadline\/(status\/historyEvents|bareHistory|generations)\//,
    reason:
      'On Azure Storage timers fire up to a second early, so code that waits for a time sets several; here they fire on time.',
  },
  {
    scenario: /^(longTimer|t4LongTimerCancelledLate)$/,
    path: /\/(status\/historyEvents|bareHistory|generations)\//,
    reason:
      'The pieces of a long timer fire up to a second early in Azure, so the last ones may be other and one more.',
    byChance: true,
  },
  {
    scenario: /^changesItsMind$/,
    path: /^instances\/changesItsMind-returnsInput-nothingToDo:kid\/status\/output$/,
    reason:
      'When the id of a sub-orchestration is used again, the row in Azure keeps the former output if there is no new one.',
  },
  {
    scenario: /^twinsAtOnce$/,
    path: /./,
    reason:
      'Of two sub-orchestrations that get one id at once, Azure runs both when their messages happen to come apart; here the second takes the place of the first.',
    byChance: true,
  },
  {
    scenario: /^badRequests$/,
    path: /^answers\/\d+\/body\/ExceptionMessage$/,
    reason: 'What a JSON parser says about bad JSON is its own.',
  },
  {
    scenario: /^badRequests$/,
    path: /^answers\/5\/(status|body\/(Message|ExceptionType))$/,
    reason:
      'A start with an object that is cut off makes the extension fail with 500; 400 says that the caller is at fault.',
  },
  {
    scenario: /^lenientJson$/,
    path: /^answers\/\d+\//,
    reason:
      'The reader of the extension takes unquoted keys, cut-off lists and text after the end; what is not JSON is refused here.',
  },
  {
    scenario: /^t2TaskYieldedTwice$/,
    path: /\/TimerId$/,
    reason: 'Two timers for the same instant come in either order.',
    byChance: true,
  },
];

/** The entry that accepts a difference, if there is one. */
export function acceptance(scenario: string, { path }: Difference): Accepted | undefined {
  return accepted.find((entry) => entry.scenario.test(scenario) && entry.path.test(path));
}
