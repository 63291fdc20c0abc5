import { countText } from '../../../domain/base/count-text.ts';
import { type Door, doorFacts, shortNumber } from '../../../domain/base/door.ts';
import { everyProject, isForgotten } from '../../../domain/operation/hold.ts';
import { mostOverdueFirst, type Waits } from '../../../domain/overview/overdue.ts';
import { isLate } from '../../../domain/overview/shown.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';
import { mineHref, operationCalled, operationHref, projectHref } from '../../../pages/desk/links.ts';
import { closingText } from './closing-text.ts';
import type { OperationLine, Overview } from './lines.ts';

export interface Need extends Waits {
  /** What it is: the name that people outside chose, or our words. */
  readonly title: string;
  readonly isName: boolean;
  readonly href: string;
  /** What it belongs to, in words. */
  readonly of: string;
  /** Whole id of what has one. */
  readonly id?: string;
  readonly waitsOn: string;
  readonly why: string;
  /** That of its project. */
  readonly timeZone?: string | undefined;
}

/** Everything that waits for a person: what stops a whole project or cannot be read, then the most overdue, then what waits longest. */
export function needsOf(overview: Overview): readonly Need[] {
  const { now } = overview;
  const others = [
    ...overview.waiting.map(operationNeed),
    ...changeNeeds(overview),
    ...untoldNeeds(overview),
    ...holdNeeds(overview),
    ...closingNeeds(overview),
    ...recipientNeeds(overview),
    ...doorNeeds(overview),
    ...strayNeeds(overview),
  ];
  return [...definitionNeeds(overview), ...brokenNeeds(overview), ...mostOverdueFirst(others, now)];
}

export function operationTitle(line: OperationLine): Pick<Need, 'title' | 'isName' | 'href' | 'of' | 'id'> {
  const { door, project, id, name, isMine } = line;
  const called = `${doorFacts(door).noun} ${shortNumber(id)}`;
  return {
    title: name ?? called,
    isName: name !== undefined,
    href: isMine ? mineHref(door, line) : operationHref(door, line),
    of: name === undefined ? project : `${called} of ${project}`,
    id,
  };
}

function operationNeed(line: OperationLine): Need {
  const { waitsOn = '', waitsFor: why, since, due, timeZone } = line;
  return { ...operationTitle(line), waitsOn, why, since, timeZone, ...(due === undefined ? {} : { due }) };
}

const ours = (title: string, of: string, href: string) => ({ title, isName: false, of, href });

function definitionNeeds({ refused }: Overview): Need[] {
  return refused.map(({ project, problems }) => ({
    ...ours('Definition', project, projectHref(project)),
    waitsOn: 'Operator',
    why: `The rules refuse it, so nothing moves in the project: ${problems.map(({ message }) => message).join('; ')}`,
  }));
}

function changeNeeds({ changes, zones }: Overview): Need[] {
  return changes.map(({ project, by, since, words }) => ({
    ...ours('Change of the definition', project, projectHref(project)),
    waitsOn: 'Second operator',
    why: `${by} asks: ${words.join('; ')}`,
    since,
    timeZone: zones.get(project),
  }));
}

function untoldNeeds({ untold, seenAt, zones }: Overview): Need[] {
  const late = untold.filter((one) => isLate(one, seenAt));
  return late.map(({ project, id, about, since, times, message, isGivenUp }) => {
    const { door, text } = operationCalled(id) ?? { door: 'ingress' as const, text: id };
    return {
      ...ours(`Mail about ${text}`, project, operationHref(door, { project, id })),
      id,
      waitsOn: 'Operator',
      why: `${isGivenUp ? 'Given up' : `Tried ${countText(times, 'time')}`}, people were not told that it is ${about}: ${message}`,
      since,
      timeZone: zones.get(project),
    };
  });
}

function holdNeeds({ holds, now, zones }: Overview): Need[] {
  return holds
    .filter((hold) => isForgotten(hold, now))
    .map(({ project, since, name, reason }) => ({
      ...ours('Hold', project === everyProject ? 'all projects' : project, deskPaths.holds),
      waitsOn: 'Operator',
      why: `${name} set it without an end: ${reason}`,
      since,
      timeZone: zones.get(project),
    }));
}

function closingNeeds({ closings, zones }: Overview): Need[] {
  return closings
    .filter(({ waits }) => waits.operator.length > 0)
    .map(({ project, since, waits }) => ({
      ...ours('Closing', project, projectHref(project)),
      waitsOn: 'Operator',
      why: closingText(waits),
      since,
      timeZone: zones.get(project),
    }));
}

function recipientNeeds({ recipients, zones }: Overview): Need[] {
  return recipients.map(({ project, count, since, words: why }) => ({
    ...ours(countText(count, 'recipient'), project, `${projectHref(project)}#recipients`),
    waitsOn: 'Recipient',
    why,
    since,
    timeZone: zones.get(project),
  }));
}

function doorNeeds({ waitingNames, refusedNames, atDoors }: Overview): Need[] {
  const counted = waitingNames.map(({ door, project, waiting, reason }) => ({
    ...ours(countText(waiting, doorFacts(door).noun), `${doorWords[door]} of ${project}`, projectHref(project)),
    waitsOn: 'Operator',
    why: `Not taken in: ${reason}`,
  }));
  const refused = refusedNames.map(({ door, project, waiting, reason }) => ({
    ...ours(countText(waiting, doorFacts(door).noun), `${doorWords[door]} of ${project}`, projectHref(project)),
    waitsOn: door === 'ingress' ? 'Data owner' : 'Researcher',
    why: reason,
  }));
  const named = atDoors.map(({ door, path, reason }) => ({
    title: path,
    isName: true,
    of: doorWords[door],
    href: '#problems',
    waitsOn: door === 'ingress' ? 'Data owner' : 'Researcher',
    why: reason,
  }));
  return [...counted, ...refused, ...named];
}

export const doorWords: Readonly<Record<Door, string>> = { ingress: 'upload', export: 'export path' };

function brokenNeeds({ broken }: Overview): Need[] {
  const need = (title: string, of: string, why: string) => ({
    ...ours(title, of, '#problems'),
    waitsOn: 'Operator',
    why,
  });
  const lost = broken.filter((row) => row.lost);
  const unread = broken.length - lost.length;
  const unreadable = 'They cannot be read. Everything else goes on; restore them from the audit.';
  return [
    ...lost.map(({ project, key, problem }) =>
      need(`Lost: ${key}`, project === 'all' ? 'all projects' : project, problem),
    ),
    ...(unread === 0 ? [] : [need(countText(unread, 'row'), 'the register', unreadable)]),
  ];
}

function strayNeeds({ strays }: Overview): Need[] {
  if (strays.length === 0) return [];
  return [
    {
      ...ours(countText(strays.length, 'name'), 'the doors', '#problems'),
      waitsOn: 'Operator',
      why: 'They lie outside every project, so nothing moves them and nobody else is told.',
    },
  ];
}
