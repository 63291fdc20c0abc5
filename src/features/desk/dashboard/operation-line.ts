import { countText } from '../../../domain/base/count-text.ts';
import { factsOf, missingText } from '../../../domain/lifecycle/advance.ts';
import { retractionText } from '../../../domain/lifecycle/retraction.ts';
import { endOfInspection } from '../../../domain/operation/inspection-wait.ts';
import { isStalled } from '../../../domain/operation/outage.ts';
import { purposeWait } from '../../../domain/operation/purpose.ts';
import {
  type ActingTime,
  actorNow,
  needsSomebody,
  reviewOf,
  roundText,
  type Shown,
} from '../../../domain/overview/shown.ts';
import { actorWords, momentText, readableTimes } from '../../../pages/base/words.ts';
import type { ShownRow } from '../../../ports/overview.ts';
import type { OperationLine } from './lines.ts';

/** How much somebody may see of an operation: all of it; all but how a review stands in which they decide; or what /api/mine shows. */
export type LineVisibility = 'all' | 'blind' | 'mine';

const moods: Readonly<Record<string, OperationLine['mood']>> = {
  available: 'good',
  released: 'good',
  failed: 'bad',
  rejected: 'bad',
  'in-review': 'wait',
};

/** When it is shown, and the time zone of its project. */
type LineTime = ActingTime & Pick<OperationLine, 'timeZone'>;

export function operationLine(row: ShownRow, at: LineTime, visibility: LineVisibility = 'all'): OperationLine {
  const { shown } = row;
  const { id, door, project, name, state, since, size, trouble, unscanned, purposeUntil } = shown;
  const review = reviewOf(row);
  const owner = actorNow(row, at);
  const due = review?.deadline ?? purposeUntil;
  return {
    ...{ id, door, project, state, since, size, timeZone: at.timeZone },
    name: visibility === 'mine' && door === 'export' ? undefined : name,
    isMine: visibility === 'mine',
    waitsFor: waitsFor(row, at, visibility),
    waitsOn: owner === null ? undefined : actorWords[owner],
    needsSomebody: needsSomebody(row, at),
    isStalled: isStalled(shown, at.now, at.outageHours),
    ...(due === undefined ? {} : { due }),
    until: due ?? shown.retraction?.restorableUntil ?? endOfInspection(shown) ?? factsOf(shown).deadline ?? undefined,
    mood: trouble || unscanned !== undefined ? 'bad' : (moods[state] ?? 'plain'),
  };
}

const blindText = 'what the others decided is shown once the review is over, because you decide in it';

function waitsFor(row: ShownRow, { now, outageHours, timeZone }: LineTime, visibility: LineVisibility): string {
  const { shown } = row;
  const review = visibility === 'mine' ? undefined : reviewOf(row);
  const texts = [
    troubleText(shown, isStalled(shown, now, outageHours), timeZone),
    shown.missing && missingText,
    shown.hold,
    shown.unscanned,
    shown.purposeUntil && purposeWait,
    review && (visibility === 'blind' ? blindText : roundText(review, now)),
    closedText(shown, now),
    shown.failure,
  ];
  return readableTimes(texts.find((text) => text !== undefined) ?? factsOf(shown).waitsFor, timeZone);
}

function closedText(shown: Shown, now: Date): string | undefined {
  if (shown.retraction) return retractionText(shown.retraction, now);
  return shown.unpublished && `${factsOf(shown).waitsFor}. ${shown.unpublished}`;
}

/** An outage in words: what the operation would wait for is of no use while it cannot go on. */
function troubleText({ trouble, stop }: Shown, stalled: boolean, timeZone?: string): string | undefined {
  if (trouble)
    return `${stalled ? 'stalled, ' : ''}trouble since ${momentText(trouble.since, timeZone)}, tried ${countText(trouble.times, 'time')}: ${trouble.message}`;
  return stop && `stops once its runs have ended: ${stop}`;
}
