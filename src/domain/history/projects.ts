import type { FixedKind } from '../audit/audit-kinds.ts';
import { capital, countText } from '../base/count-text.ts';
import { because, type DescribeLine, type LineDetails, listText } from './line-details.ts';

const mostChanges = 3;

function changesIn({ named }: LineDetails): string {
  const words = named('changes').split('\n').filter(Boolean);
  if (words.length === 0) return '';
  const more = words.length - mostChanges;
  return ` (${words.slice(0, mostChanges).join('; ')}${more > 0 ? `; and ${more} more` : ''})`;
}

const definition = ({ project }: LineDetails) => `the definition of ${project}`;

const askedBy = ({ text, person }: LineDetails) =>
  text('asked') === '' ? '' : ` that ${person('asked')} had asked for`;

function changeIntended(line: LineDetails): string {
  const { who, project, text, person } = line;
  if (text('person') !== '') return `${who} was about to suspend ${person('person')} in ${project}`;
  if (text('asked') !== '') return `${who} was about to confirm the change of ${definition(line)}${askedBy(line)}`;
  if (text('wentBack') !== '') return `${who} was about to go back on their change of ${definition(line)}`;
  return `${who} was about to change ${definition(line)}${changesIn(line)}`;
}

function changed(line: LineDetails): string {
  const { who, project, text } = line;
  if (!line.isByHand && text('change') === '')
    return `${capital(definition(line))} was changed by itself${changesIn(line)}`;
  if (!line.isByHand) return `${capital(definition(line))} that waited is in force`;
  if (text('asked') !== '') return `${who} put a change of ${definition(line)} in force${askedBy(line)}`;
  if (text('wentBack') !== '') return `${who} went back on their change of ${definition(line)}${changesIn(line)}`;
  const did = text('created') === 'true' ? `created the project ${project}` : `changed ${definition(line)}`;
  return `${who} ${did}${changesIn(line)}${text('secondOperator') === 'off' ? ' without a second operator' : ''}`;
}

function lastDay({ project, text, count }: LineDetails): string {
  return `that ${text('day')} ${count('stage') === 0 ? 'was' : 'is'} the last day of this in ${project}: ${text('what')}`;
}

function told({ count }: LineDetails, news: string): string {
  const missed = countText(count('untold'), 'person could not', 'people could not');
  const sentence = `${countText(count('told'), 'person was', 'people were')} told ${news}`;
  return count('untold') === 0 ? sentence : `${sentence}; ${missed} be reached`;
}

function closedCounts({ count }: LineDetails): string {
  const parts = [
    ['retracted', countText(count('retracted'), 'version was retracted', 'versions were retracted')],
    ['kept', countText(count('kept'), 'release stays', 'releases stay')],
    ['revoked', countText(count('revoked'), 'release was taken back', 'releases were taken back')],
  ] as const;
  return listText(parts.filter(([name]) => count(name) > 0).map(([, words]) => words));
}

const days = ({ text }: LineDetails) => `from ${text('from')} to ${text('to')}`;

const isOwn = ({ person, who }: LineDetails) => person('person') === who;

function noted(line: LineDetails): string {
  return isOwn(line) ? `being away ${days(line)}` : `that ${line.person('person')} is away ${days(line)}`;
}

function absence(line: LineDetails): string {
  return `${isOwn(line) ? 'their own absence' : `the absence of ${line.person('person')}`} ${days(line)}`;
}

export const projectSentences = {
  'project.change-intended': (line) => because(changeIntended(line), line.text('reason')),
  'project.changed': (line) => because(changed(line), line.text('reason')),
  'project.change-asked': (line) =>
    because(
      `${line.who} asked for a change of ${definition(line)}${changesIn(line)}, which waits for a second operator until ${line.text('expires')}`,
      line.text('reason'),
    ),
  'project.change-confirmed': (line) =>
    because(`${line.who} confirmed the change of ${definition(line)}${askedBy(line)}`, line.text('reason')),
  'project.change-taken-back': (line) =>
    because(`${line.who} took back the change of ${definition(line)} that waited`, line.text('reason')),
  'project.change-expired': (line) =>
    because(`The change of ${definition(line)} that waited is over`, line.text('why')),
  'project.change-refused': (line) =>
    because(`${line.who} was not allowed to change ${definition(line)}`, line.text('why')),
  'project.change-told': (line) =>
    line.text('change') === ''
      ? told(line, `of the new rules of ${line.project}`)
      : told(line, `that a change of ${definition(line)} waits`),
  'project.dates-told': (line) => told(line, lastDay(line)),
  'project.unusual-told': (line) =>
    told(line, `that unusually much left ${line.project} in the week ${line.text('week')}`),
  'project.suspended': ({ who, person, project, text }) =>
    because(`${who} suspended ${person('person')} in ${project}`, text('reason')),
  'project.closing-planned': (line) =>
    told(line, `that ${line.project} is closed on ${line.text('day')}, unless what it rests on is renewed`),
  'project.closed': (line) => because(`The closing of ${line.project} has come to its end`, closedCounts(line)),
  'project.closed-told': (line) => told(line, `that the closing of ${line.project} has come to its end`),
  'person.clear-intended': (line) =>
    because(`${line.who} was about to clear the name of ${line.person('person')}`, line.text('reason')),
  'person.cleared': (line) => because(`${line.who} cleared the name of ${line.person('person')}`, line.text('reason')),
  'person.correct-intended': (line) =>
    because(`${line.who} was about to correct the name of ${line.person('person')}`, line.text('reason')),
  'person.corrected': (line) =>
    because(`${line.who} corrected the name of ${line.person('person')}`, line.text('reason')),
  'absence.intended': (line) => because(`${line.who} was about to note ${noted(line)}`, line.text('reason')),
  'absence.noted': (line) => because(`${line.who} noted ${noted(line)}`, line.text('reason')),
  'absence.end-intended': (line) => because(`${line.who} was about to end ${absence(line)}`, line.text('reason')),
  'absence.ended': (line) => because(`${line.who} ended ${absence(line)}`, line.text('reason')),
} as const satisfies Partial<Record<FixedKind, DescribeLine>>;
