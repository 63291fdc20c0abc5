import { everyProject } from '../../src/domain/operation/hold.ts';
import { type Played, project } from './play-records.ts';
import { type Cases, ofKept } from './tamper.ts';

const ofHold = (held: string, from: string, alter: (text: string) => string): Cases =>
  ofKept(({ holds }) => holds, { project: held, id: held }, alter, { project: from, id: from });

/** What is done to the rows of the kill switches. */
export const holdTamperings: Record<string, (played: Played) => Cases> = {
  'hold of a project': () =>
    ofHold(project, everyProject, (text) => text.replace('}', ',"until":"2026-01-01T00:00:00.000Z"}')),
  'hold of all projects': () =>
    ofHold(everyProject, project, (text) => text.replace('"takeBack":false', '"takeBack":true')),
  'hold that was set for nobody': () => ({
    cut: ({ holds }) => void holds.push({ project: 'ghost', key: 'ghost', text: '{}' }),
    altered: ({ holds }) => void holds.push({ project: 'ghost', key: 'ghost', text: holds[0]?.text ?? '' }),
  }),
  'name and reason of a hold': () => ({
    ...ofHold(project, everyProject, (text) => text.replace('{', '{"name":"Olga",')),
    swapped: ({ holds }) => {
      for (const row of holds) row.text = row.text.replace(/"reason":"[^"]*"/, '"reason":"nothing"');
    },
    removed: ({ holds }) => void holds.splice(0),
    cut: ({ holds }) => void holds.push({ project: 'lung-study', key: 'lung-study', text: holds[0]?.text ?? '' }),
  }),
};
