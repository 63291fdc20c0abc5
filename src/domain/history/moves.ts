import { capital, countText } from '../base/count-text.ts';
import { stoppedByOperator } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';
import { aboutIt, because, type DescribeLine, type LineDetails } from './line-details.ts';
import { moveSentence } from './shared-sentences.ts';

/** The sentence of a move to a state; undefined for a state that no door has. */
export function describeMove(state: string, line: LineDetails): string | undefined {
  const event = line.text('event');
  const moved = moveSentence(state, event);
  if (moved === undefined) return undefined;
  const { thing, text } = line;
  if (line.isByHand)
    return because(byHand(event, state, line), text('reason') || text('message').replace(`${stoppedByOperator}: `, ''));
  if (state === 'failed')
    return because(`${capital(thing)} stopped while it was ${stateText(text('from'))}`, text('message'));
  const details = detailsOf.get(state)?.(line) ?? '';
  return because(aboutIt(line, [moved, details].filter(Boolean).join(' ')), text('reason'));
}

function byHand(event: string, state: string, { who, thing, text }: LineDetails): string {
  switch (event) {
    case 'retry':
      return `${who} let ${thing} go on, and it is ${stateText(state)} again`;
    case 'fail':
      return `${who} stopped ${thing} while it was ${stateText(text('from'))}`;
    case 'withdraw':
      return `${who} withdrew ${thing}`;
    case 'discard':
      return `${who} had ${thing} discarded`;
    case 'retract':
      return `${who} closed ${thing} to people, to be deleted as soon as its retention allows`;
    case 'give-back':
      return `${who} had ${thing} given back to its researchers`;
    case 'take-back':
    case 'revoke':
      return `${who} had the release of ${thing} taken back`;
    default:
      return `${who} moved ${thing} from ${stateText(text('from'))} to ${stateText(state)}`;
  }
}

const withFiles: DescribeLine = ({ text, count }) =>
  text('files') === '' ? '' : `It has ${countText(count('files'), 'file')}.`;

const detailsOf: ReadonlyMap<string, DescribeLine> = new Map<string, DescribeLine>([
  ['checking', withFiles],
  ['freezing', withFiles],
  ['inspecting', withFiles],
  ['in-review', withFiles],
  ['released', withFiles],
  ['available', ({ text, count }) => `It is version ${text('version')}, with ${countText(count('files'), 'file')}.`],
  [
    'rejected',
    ({ text, count }) => {
      const problem = text('firstProblem');
      if (problem === '') return '';
      return count('problems') > 1
        ? `The first of ${count('problems')} problems: ${problem}`
        : `The problem: ${problem}`;
    },
  ],
]);
