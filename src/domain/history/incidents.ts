import type { FixedKind } from '../audit/audit-kinds.ts';
import { countText } from '../base/count-text.ts';
import { clockWords } from './clock-words.ts';
import { because, type DescribeLine, type LineDetails } from './line-details.ts';

const alone = ({ text }: LineDetails) => (text('secondOperator') === 'off' ? ', without a second operator' : '');
const within = ({ text }: LineDetails) => `within ${clockWords(text('clock'))}`;

const acts: Readonly<Record<string, (line: LineDetails) => string>> = {
  exempt: (line) => `say that nobody is to be told ${within(line)}`,
  aware: ({ text }) => `let the clocks of the incident run from ${text('awareAt')}`,
  close: () => 'close the incident',
};

/** Sentences about incidents. */
export const incidentSentences = {
  'incident.opened': ({ who, text }) =>
    because(
      `${who} opened an incident of severity ${text('severity')}, known since ${text('awareAt')}`,
      text('reason'),
    ),
  'incident.confirmed': (line) =>
    because(`${line.who} confirmed that it is an incident${alone(line)}`, line.text('reason')),
  'incident.asked': (line) =>
    because(
      `${line.who} wants to ${acts[line.text('act')]?.(line) ?? line.text('act')}; a second operator has to want it too`,
      line.text('reason'),
    ),
  'incident.aware': (line) =>
    because(
      `${line.who} let the clocks of the incident run from ${line.text('awareAt')}${alone(line)}`,
      line.text('reason'),
    ),
  'incident.contained': ({ who, text }) => because(`${who} said that the incident is contained`, text('reason')),
  'incident.notified': (line) => because(`${line.who} said who was told ${within(line)}`, line.text('reason')),
  'incident.exempted': (line) =>
    because(`${line.who} said that nobody is to be told ${within(line)}${alone(line)}`, line.text('reason')),
  'incident.noted': ({ who }) => `${who} wrote a note, whose text stands beside the audit.`,
  'incident.told': ({ text, count, ...line }) =>
    `${countText(count('people'), 'person was', 'people were')} reminded of the time ${within({ text, count, ...line })}, which ends on ${text('due')}.`,
  'incident.closed': (line) => because(`${line.who} closed the incident${alone(line)}`, line.text('reason')),
} as const satisfies Partial<Record<FixedKind, DescribeLine>>;
