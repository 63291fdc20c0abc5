import { bounds } from './cost.ts';
import type { Outcome, StepId, World } from './step.ts';
import { type Answered, words } from './verdicts.ts';
import { watched } from './watch.ts';
import { type Clock, type Ended, within } from './within.ts';

/** What was found out by one step. */
export interface Finding extends Outcome {
  readonly id: StepId;
  readonly asked: readonly string[];
}

interface StepFor<Place> {
  readonly id: StepId;
  readonly minutes: number;
  run(world: Place): Promise<Outcome>;
}

/** Whether all that costs money went, and a sentence for each thing that stays, such as the name of a deleted vault. */
export interface Removal {
  readonly isGone: boolean;
  readonly stays: readonly string[];
}

/** An Azure that is put up for the steps and taken down after them. */
export interface Trial<Place> {
  readonly answered: Answered;
  begin(signal: AbortSignal): Promise<Place>;
  /** Takes it down within so many minutes, whatever there is of it. */
  end(signal: AbortSignal, minutes: number): Promise<Removal>;
  /** What to do when it could not be taken down. */
  readonly lift: string;
}

export interface Around extends Clock {
  say(line: string): void;
  /** Somebody wants it to end; it is taken down all the same. */
  readonly stop: AbortSignal;
}

/** Puts the trial up, takes the steps as long as there is time, and takes it down even after a failure. */
export async function verify<Place extends World>(
  around: Around,
  trial: Trial<Place>,
  steps: readonly StepFor<Place>[],
): Promise<readonly Finding[]> {
  const end = around.now().getTime() + bounds.minutes * 60_000;
  const minutesLeft = () => (end - around.now().getTime()) / 60_000;
  const forSteps = () => minutesLeft() - bounds.removal;
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    around.say(`${finding.id}: ${words[trial.answered][finding.verdict]}. ${finding.seen}`);
  };
  // That stand-ins came up and went says nothing of a deployment.
  const addOf = (id: StepId, outcome: Outcome) => {
    if (trial.answered === 'a subscription' || outcome.verdict !== 'confirmed') add({ id, asked: [], ...outcome });
  };
  const begun = await within(around, forSteps(), around.stop, (signal) => trial.begin(signal));
  addOf(
    'deployment',
    outcomeOf(begun, () => ({ verdict: 'confirmed', seen: 'It is up' })),
  );
  for (const step of steps) add(await findingOf(around, begun, step, forSteps()));
  const minutes = Math.max(minutesLeft(), bounds.removal);
  const nobody = new AbortController().signal;
  const gone = await within(around, minutes, nobody, (signal) => trial.end(signal, minutes));
  const removed = outcomeOf(gone, ({ isGone, stays }) => ({
    verdict: isGone ? 'confirmed' : 'refuted',
    seen: [isGone ? 'It is gone' : 'Not all of it is gone', ...stays].join('. '),
  }));
  addOf('teardown', removed.verdict === 'confirmed' ? removed : { ...removed, seen: `${removed.seen}. ${trial.lift}` });
  return findings;
}

async function findingOf<Place extends World>(
  around: Around,
  begun: Ended<Place>,
  step: StepFor<Place>,
  left: number,
): Promise<Finding> {
  const unasked = (seen: string): Finding => ({ id: step.id, verdict: 'unchecked', seen, asked: [] });
  if (begun.how !== 'done') return unasked('The trial did not come up');
  if (around.stop.aborted) return unasked('Somebody stopped it before');
  if (left <= 0) return unasked('No time was left for it');
  around.say(`${step.id} …`);
  const asked: string[] = [];
  const world = watched(begun.value, (line) => asked.push(line));
  const ended = await within(around, Math.min(step.minutes, left), around.stop, () => step.run(world));
  return { id: step.id, asked, ...outcomeOf(ended, (outcome) => outcome) };
}

/** What did not end, or ended with an error, says nothing of Azure: it is no refutation. */
function outcomeOf<Value>(ended: Ended<Value>, judge: (value: Value) => Outcome): Outcome {
  const seen = { failed: 'It failed', late: 'It did not end in the time that it had', stopped: 'Somebody stopped it' };
  if (ended.how === 'done') return judge(ended.value);
  const why = ended.how === 'failed' ? `: ${ended.why}` : '';
  return { verdict: 'unchecked', seen: `${seen[ended.how]}${why}` };
}
