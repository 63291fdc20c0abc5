import { clockWords } from '../../../domain/history/clock-words.ts';
import type { ShownIncident } from './incident-schema.ts';
import { askedOf, markWords, scopeText, stateWords, wantedText } from './incident-text.ts';

/** What stands of an incident, in sentences. */
export function incidentLines(incident: ShownIncident): readonly string[] {
  const { id, state, severity, name, openedAt, awareAt, reason, scope, lapsesAt, confirmed, asked } = incident;
  return [
    `${id} is ${stateWords[state]}; severity ${severity}.`,
    `About: ${scopeText(scope)}`,
    `Opened by ${name}, ${openedAt}; known since ${awareAt}: ${reason}`,
    ...(confirmed === null
      ? []
      : [`Confirmed by ${confirmed.name}, ${confirmed.at}${confirmed.alone ? ', alone' : ''}`]),
    ...(lapsesAt === null || state === 'lapsed' ? [] : [`Without a second operator it lapses ${lapsesAt}`]),
    ...incident.clocks.map(({ name: clock, whom, due, mark, met }) => {
      const within = `Within ${clockWords(clock)}${whom === undefined ? '' : `, ${whom}`}`;
      if (met === null) return `${within}: ${due}${mark === null ? '' : `, ${markWords[mark]}`}`;
      return `${within}: ${met.exempt ? 'nobody is to be told' : 'told'}, ${met.name}, ${met.at}: ${met.reason}`;
    }),
    ...(asked === null
      ? []
      : [`${asked.name} wants to ${wantedText(askedOf(asked))}; a second operator has to want it too`]),
    ...incident.notes.map((note) => `Note by ${note.name}, ${note.at}: ${note.text ?? 'its text is lost'}`),
  ];
}
