import { countText } from '../../../domain/base/count-text.ts';
import { clockWords } from '../../../domain/history/clock-words.ts';
import type { Asked } from './incident.ts';
import type { ClockMark, IncidentState, Scope, ShownIncident } from './incident-schema.ts';

export const stateWords: Readonly<Record<IncidentState, string>> = {
  open: 'open',
  lapsed: 'lapsed: nobody confirmed it',
  contained: 'contained',
  reported: 'reported',
  closed: 'closed',
};

export const markWords: Readonly<Record<ClockMark, string>> = {
  half: 'half of its time is over',
  most: '80 % of its time is over',
  due: 'it is due',
  overdue: 'it is overdue',
};

/** What somebody wants, in words that follow "to". */
export function wantedText({ act, clock, awareAt }: Asked): string {
  const which = clock === undefined ? '' : clockWords(clock);
  return {
    confirm: 'confirm it',
    contain: 'say that it is contained',
    notify: `say who was told within ${which}`,
    exempt: `say that nobody is to be told within ${which}`,
    aware: `let its clocks run from ${awareAt}`,
    close: 'close it',
  }[act];
}

export function scopeText({ projects, packages, datasets, people, from, to }: Scope): string {
  const parts = [
    ...projects,
    ...packages,
    ...datasets,
    ...(people.length === 0 ? [] : [countText(people.length, 'person', 'people')]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ];
  return parts.join(', ');
}

export function askedOf({ act, clock, awareAt }: NonNullable<ShownIncident['asked']>): Asked {
  return { act, ...(clock === null ? {} : { clock }), ...(awareAt === null ? {} : { awareAt }) };
}
