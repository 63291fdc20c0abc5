import { incidentLines } from '../../features/releases/domain/incident-lines.ts';
import type { Asked, BodyOf } from '../routes.ts';
import { row } from '../row.ts';
import { table } from '../shown/columns.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { incidentId } from './samples.ts';

const words = { incident: 'its id, as list gives it' } as const;

/** The commands about incidents. */
export const incidents = [
  row('incident list', {
    says: 'every incident, and how it stands',
    work: async ({ api, show, width }) => {
      const { body } = await api.ask('listIncidents', {});
      const rows = body.items.map(({ id, state, severity, awareAt, reason }) => [id, state, severity, awareAt, reason]);
      const heads = ['INCIDENT', 'STATE', 'SEVERITY', 'KNOWN SINCE', 'WHAT'];
      return show(body, () => table(heads, rows, 'There is none.', width));
    },
  }),
  row('incident show <incident>', {
    says: 'one incident, its clocks and notes, and what the audit tells about it',
    words,
    examples: [incidentId],
    work: async ({ api, show }, typed) => {
      const { body } = await api.ask('readIncident', typed);
      const told = body.timeline.map(({ at, text }) => `${at}: ${text}`);
      return show(body, () => [...incidentLines(body.incident), ...told].map(safeText));
    },
  }),
  row(
    'incident open --severity=<severity> [--projects=<ids>] [--packages=<ids>] [--datasets=<ids>] [--people=<ids>] [--from=<moment>] [--to=<moment>] [--aware-at=<moment>] [--take-back] --reason=<text>',
    {
      says: 'opens one: its projects are on hold at once',
      words: {
        severity: 'how bad it is',
        projects: 'that it is about; with commas between them, as all ids here',
        packages: 'project and id of each, such as heart-study/exp_…',
        datasets: 'project and id of each, such as heart-study/ing_…',
        people: 'object ids of those who have to do with it',
        from: 'what the audit tells since then',
        to: 'and until then',
        awareAt: 'since when it is known; without it, since now',
        takeBack: 'takes back the packages that are outside',
      },
      examples: ['--severity high --projects heart-study --reason "A table was offered for sale"'],
      work: open,
    },
  ),
  row('incident confirm <incident> --reason=<text>', {
    says: 'confirms it, as its second person',
    words,
    examples: [`${incidentId} --reason "The table is ours"`],
    work: (tools, typed) => act(tools, { act: 'confirm', ...typed }),
  }),
  row('incident contain <incident> --reason=<text>', {
    says: 'says that nothing more gets out by it',
    words,
    examples: [`${incidentId} --reason "The link is gone"`],
    work: (tools, typed) => act(tools, { act: 'contain', ...typed }),
  }),
  row('incident notify <incident> <clock> --reason=<text>', {
    says: 'says who was told within the time of a clock',
    words: { ...words, clock: 'which time, such as 24-hours' },
    examples: [`${incidentId} 72-hours --reason "The authority, by its form"`],
    work: (tools, typed) => act(tools, { act: 'notify', ...typed }),
  }),
  row('incident exempt <incident> <clock> --reason=<text>', {
    says: 'says that nobody is to be told by a clock; takes two operators',
    words: { ...words, clock: 'which time, such as 24-hours' },
    examples: [`${incidentId} month --reason "No person can be recognised"`],
    work: (tools, typed) => act(tools, { act: 'exempt', ...typed }),
  }),
  row('incident aware <incident> --at=<moment> --reason=<text>', {
    says: 'corrects since when it is known; later than before takes two operators',
    words: { ...words, at: 'since when' },
    examples: [`${incidentId} --at 2030-01-31T12:00:00Z --reason "A mail came earlier"`],
    work: (tools, { at, ...typed }) => act(tools, { act: 'aware', awareAt: at, ...typed }),
  }),
  row('incident note <incident> --text=<text>', {
    says: 'keeps a note, whose text does not stand in the audit',
    words: { ...words, text: 'at most 600 letters' },
    examples: [`${incidentId} --text "The seller answers by mail"`],
    work: async ({ api, show }, { incident, text: note }) => {
      const { body } = await api.ask('noteIncident', { incident, note });
      return show(body, () => incidentLines(body.incident).map(safeText));
    },
  }),
  row('incident pack <incident> --file=<file> --names=<file>', {
    says: 'writes what is known of it into a signed file that verifies without the app, and what names people into another',
    words: { ...words, file: 'report, lines of the audit with proofs, receipts', names: 'names, notes, definitions' },
    examples: [`${incidentId} --file pack.json --names names.json`],
    work: async (...typed) => (await import('../work/incident-pack.ts')).packIncident(...typed),
  }),
  row('incident verify <file> [--names=<file>] [--keys=<file>]', {
    says: 'whether a pack is as it was signed, and its lines stand in the witnessed log',
    words: {
      file: 'of incident pack',
      names: 'the file beside it',
      keys: 'an answer of receipts/keys: then nothing is asked at all',
    },
    examples: ['pack.json --names names.json --keys keys.json'],
    work: async (...typed) => (await import('../work/incident-pack.ts')).verifyPack(...typed),
  }),
  row('incident close <incident> --reason=<text>', {
    says: 'closes it, once each of its clocks is met; takes two operators',
    words,
    examples: [`${incidentId} --reason "All is done"`],
    work: async (tools, typed) => {
      await tools.agree(['Once a second operator has closed it too, nothing is done to the incident any more.']);
      return await act(tools, { act: 'close', ...typed });
    },
  }),
];

async function act({ api, show }: Tools, typed: Asked<'actOnIncident'>) {
  const { body } = await api.ask('actOnIncident', typed);
  return show(body, () => actedLines(body).map(safeText));
}

function actedLines(body: BodyOf<'actOnIncident'>): readonly string[] {
  if ('incident' in body) return incidentLines(body.incident);
  const second = 'Asked for: a second operator has to type the same; where there is none, you again after a day.';
  return [...incidentLines(body.waits), second];
}

type Opening = Omit<Asked<'openIncident'>, 'scope'> & {
  readonly [Name in 'projects' | 'packages' | 'datasets' | 'people' | 'from' | 'to']?: string | undefined;
};

async function open(tools: Tools, { projects, packages, datasets, people, from, to, ...typed }: Opening) {
  if (typed.takeBack) await tools.agree(['What these packages brought outside will be deleted there.']);
  const listed = (ids = '') => ids.split(',').filter((id) => id !== '');
  const lists = {
    ...{ projects: listed(projects), packages: listed(packages) },
    ...{ datasets: listed(datasets), people: listed(people) },
  };
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const { body } = await tools.api.ask('openIncident', { ...typed, scope: { ...lists, ...span } });
  const { incident, holds, takenBack } = body;
  return tools.show(body, () =>
    [
      ...incidentLines(incident),
      ...holds.map(({ project, problem }) =>
        problem === null ? `On hold: ${project}` : `Not on hold yet: ${project}: ${problem}`,
      ),
      ...takenBack.map(({ id, problem }) =>
        problem === null ? `Taken back: ${id}` : `Not taken back: ${id}: ${problem}`,
      ),
    ].map(safeText),
  );
}
