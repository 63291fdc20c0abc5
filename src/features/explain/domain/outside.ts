import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { possibleActs, routeOfAct, whoMay } from '../../../domain/lifecycle/acts.ts';
import { backSentences, publicState } from '../../../domain/lifecycle/public-state.ts';
import { besidesOf, isDataset, outsideView, waitOutside } from '../../../domain/notification/outside-view.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import type { Project } from '../../../domain/project/project.ts';
import { senders } from './assignees.ts';
import { ourStep } from './commands.ts';
import type { Explanation, NextStep } from './explanation.ts';

/**
 * What a researcher of the project is told of an operation, whatever else they are: what /api/mine shows, without a name of what was chosen
 * inside, a text that quotes one, or what is done about it by others.
 */
export function explainOutside(
  operation: Operation,
  project: Project,
  round: Parameters<typeof besidesOf>[0],
  now: Date,
): Explanation {
  const { id, door, state } = operation;
  const view = outsideView(operation, besidesOf(round, now));
  const since = isDataset(operation) ? operation.since : view.since;
  const { waitsFor, waitsOn, until } = isDataset(operation) ? publicState(operation) : waitOutside(view);
  const back = view.back && backSentences[view.back];
  const { noun } = doorFacts(door);
  return {
    about: { kind: noun, id, project: project.id, door },
    state,
    sentence: [`The ${noun} ${id}, ${stateText(state)} since ${since}, waits for ${waitsFor}.`, back]
      .filter(Boolean)
      .join(' '),
    waitsFor,
    since,
    until: until === undefined || Number.isNaN(Date.parse(until)) ? null : until,
    overdue: false,
    owner: waitsOn ?? null,
    next: door === 'export' ? ownSteps(operation, project, now) : [],
    tried: [],
    lastError: null,
    runs: [],
  };
}

function ownSteps(operation: Operation, project: Project, now: Date): NextStep[] {
  const { id, state } = operation;
  const door: Door = 'export';
  return possibleActs(operation)
    .filter((act) => whoMay(act, door, state).includes('researcher'))
    .map((act) =>
      ourStep(
        [act.path, id],
        'A researcher of the project asks for it',
        { method: 'POST', path: routeOfAct(act, door).replace('{project}', project.id).replace('{id}', id) },
        {
          who: senders(project, door, now),
          what:
            act.name === 'withdraw'
              ? 'The package is taken back.'
              : 'Its files at the door are deleted, and its name is free.',
          why: 'Researchers of the project may ask for it.',
          act: act.name,
        },
      ),
    );
}
