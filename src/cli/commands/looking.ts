import { countText } from '../../domain/base/count-text.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { asks, row } from '../row.ts';
import { table } from '../shown/columns.ts';
import { explain } from '../work/explain.ts';
import { findOperation } from '../work/find.ts';
import { datasetId, exportId } from './samples.ts';

/** The commands that look at datasets and packages, and change nothing. */
export const looking = [
  row(
    'status [--project=<id>] [--text=<text>] [--state=<state>] [--door=<door>] [--days=<number>] [--kind=<kind>] [--waits-for=<who>] [--person=<person>] [--since=<time>] [--until=<time>]',
    {
      says: 'what waits for somebody, what goes on by itself, holds, and what cannot be read',
      words: {
        project: 'of this project only',
        text: 'only what has this in its name, or this short number',
        state: 'only what is in this state',
        door: 'only datasets (ingress), or packages (export)',
        days: 'only what has been in its state for so many days',
        kind: 'only such (open, unless a state is typed)',
        waitsFor: 'only what these act on next',
        person: 'only what this person has to do with: e-mail address or object id',
        since: 'begun not before this time or day',
        until: 'begun before this time, or up to this day',
      },
      examples: ['', '--project heart-study --state failed', '--waits-for operator', '--kind ended --since 2030-01-01'],
      work: async (...typed) => (await import('../work/status.ts')).showStatus(...typed),
    },
  ),
  row('explain <about> [of] [--project=<id>]', {
    says: 'what a dataset, package or project waits for, and who can do what next',
    words: { about: 'the id of one of them, or compute', of: 'behind compute: the project' },
    examples: [exportId, 'heart-study', 'compute heart-study'],
    work: explain,
  }),
  row('used-by <id> [--project=<id>]', {
    says: 'which packages were made from a version of a dataset',
    words: { id: 'of the dataset' },
    examples: [datasetId],
    work: async (tools, typed) => {
      const { door, named } = await findOperation(tools.api, typed);
      if (door !== 'ingress')
        throw new Complaint(
          exitCodes.wrongUse,
          `${typed.id} is a package; used-by tells what was made from a dataset.`,
        );
      const parts = await tools.api.all('usedBy', { ...named, limit: 200 });
      const items = parts.flatMap((part) => part.items);
      const unsaid = parts.at(-1)?.unsaid ?? 0;
      const rows = items.map(({ id, name, state, since }) => [id, name, state, since]);
      const silent =
        unsaid === 0 ? [] : [`Of ${countText(unsaid, 'package')} of the project nobody said what they were made from.`];
      return tools.show({ items, unsaid }, () => [
        ...table(['ID', 'PACKAGE', 'STATE', 'SINCE'], rows, 'No package names this version.', tools.width),
        ...silent,
      ]);
    },
  }),
  row('received [--project=<id>] [--page=<number>]', {
    says: 'as an external reader: what was released to you, where it lies, and under which terms',
    words: { project: 'of this project only', page: 'where it is long' },
    examples: ['', '--project heart-study'],
    work: asks('receivedData', ({ projects, items, page, pages }, { width }) => {
      const rows = items.map(({ id, project, since, name, folder }) => [
        id,
        project,
        since,
        name ?? '',
        folder ?? 'taken back',
      ]);
      const terms = projects.map(({ title, terms: of = 'none are named' }) => `Terms of ${title}: ${of}`);
      const more = page < pages ? [`Page ${page} of ${pages}.`] : [];
      return [...table(['ID', 'PROJECT', 'SINCE', 'NAME', 'LIES IN'], rows, 'Nothing.', width), ...more, ...terms];
    }),
  }),
  row('wait <id> [--for=<state>] [--timeout=<span>] [--every=<span>] [--project=<id>]', {
    says: 'follows a dataset or package until it ended or waits for somebody',
    words: {
      for: 'until it is in this state',
      timeout: 'at most so long, such as 30s, 10m or 2h (default: 10m)',
      every: 'the pause between two looks (default: 2s)',
    },
    examples: [datasetId, `${exportId} --for in-review --timeout 30m`],
    work: async (...typed) => (await import('../work/wait.ts')).waitFor(...typed),
  }),
  row('files <id> [--project=<id>]', {
    says: 'the files of a dataset or package',
    work: async (tools, typed) => {
      const { door, named } = await findOperation(tools.api, typed);
      const parts = await tools.api.all(door === 'ingress' ? 'datasetFiles' : 'exportFiles', named);
      const items = parts.flatMap((part) => part.items);
      const rows = items.map(({ number, path, size, md5, role }) => {
        return [String(number), String(size), md5 ?? role ?? '', path];
      });
      return tools.show({ items }, () =>
        table(['NO', 'BYTES', 'MD5', 'FILE'], rows, 'Nothing was listed yet.', tools.width),
      );
    },
  }),
  row('mails <id> [--project=<id>]', {
    says: 'who was told of a dataset or package, and who was not',
    work: async (tools, typed) => {
      const { door, named } = await findOperation(tools.api, typed);
      const { body } = await tools.api.ask(door === 'ingress' ? 'datasetMails' : 'exportMails', named);
      const sent = body.mails.map(({ at, step, to, channel, reason }) => {
        return [at, step, to ?? `channel ${channel ?? ''}`, reason ?? ''];
      });
      const owed = body.owed.map(({ since, about, message }) => [since, about, 'not everybody yet', message ?? '']);
      const heads = ['WHEN', 'ABOUT', 'TO', 'NOT SENT BECAUSE'];
      return tools.show(body, () =>
        body.isBlind
          ? ['You decide about it without knowing what others decided, so its mails are not shown to you.']
          : table(heads, [...sent, ...owed], 'Nobody was told of it yet.', tools.width),
      );
    },
  }),
];
