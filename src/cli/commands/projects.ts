import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { asks, row } from '../row.ts';
import { certificateLines } from '../shown/certificate.ts';
import { columns } from '../shown/columns.ts';
import { changedLines, pendingLines } from '../shown/pending.ts';
import { definitions } from './definitions.ts';

/** The commands about definitions of projects. */
export const projects = [
  row('projects list', {
    says: 'all projects',
    work: async (tools) => {
      const parts = await tools.api.all('listProjects', { limit: 200 });
      const items = parts.flatMap((part) => part.items);
      const broken = [...new Set(parts.flatMap((part) => part.broken.map(({ id }) => id)))];
      const rows = [
        ...items.map(({ id, title, starts, ends, closed }) => [id, title, starts, ends, closed ? 'closed' : '']),
        ...broken.map((id) => [id, '', '', '', 'its definition cannot be read']),
      ];
      return tools.show({ items, broken }, () => columns(['ID', 'TITLE', 'STARTS', 'ENDS', ''], rows, tools.width));
    },
  }),
  ...definitions,
  row('projects close <project> --releases=<choice> --reason=<text>', {
    says: 'closes a project for good, once a second operator has confirmed it',
    words: { releases: 'whether what was released stays outside' },
    examples: ['heart-study --releases keep --reason "The study is over"'],
    work: async ({ api, ...tools }, typed) => {
      const { project, releases } = typed;
      const { etag } = await api.ask('showProject', { project });
      await tools.agree([
        `${project} will be closed for good: nothing is taken in any more, its versions are retracted, and what was kept is deleted.`,
        releases === 'revoke' ? 'What was released will be deleted outside.' : 'What was released stays outside.',
      ]);
      const { body } = await api.ask('closeProject', typed, { etag });
      return tools.show(body, () => changedLines(project, body, `${project} is closed.`));
    },
  }),
  row('projects go-back <project> --reason=<text>', {
    says: 'undoes what your change stopped or ended, once and within a day',
    examples: ['heart-study --reason "The last day was mistyped"'],
    work: async ({ api, show }, typed) => {
      const { project } = typed;
      const { etag } = await api.ask('showProject', { project });
      const { body } = await api.ask('goBackOnChange', typed, { etag });
      return show(body, () => [`What your change of ${project} stopped or ended is as it was before.`]);
    },
  }),
  row('projects certificate <project> [--file=<file>]', {
    says: 'shows what of a closed project was destroyed, when, and what is kept',
    words: { file: 'where the signed receipt goes' },
    examples: ['heart-study', 'heart-study --file heart-study.jws'],
    work: async ({ api, ...tools }, { project, file }) => {
      const { certificate = null, receipt = null } = (await api.ask('showProject', { project })).body.closing ?? {};
      if (certificate === null || receipt === null)
        throw new Complaint(
          exitCodes.refused,
          `${project} has no certificate: it is not closed, or its closing has not come to its end.`,
        );
      if (file !== undefined) await tools.writeFile(file, `${receipt}\n`);
      return tools.show(certificate, () => certificateLines(certificate, tools.width));
    },
  }),
  row('projects deploy <project>', {
    says: 'prints the commands that deploy its groups, for whoever may give roles; does nothing',
    work: async ({ deployment, show }, { project }) => {
      const commands = await deployment(project);
      return show({ commands }, () => commands);
    },
  }),
  row('projects changes show <project>', {
    says: 'what changes does without a further word',
    isDefault: true,
    work: async ({ api, show }, { project }) => {
      const { pending } = (await api.ask('showProject', { project })).body;
      return show(pending, () => (pending ? pendingLines(project, pending) : [`No change of ${project} waits.`]));
    },
  }),
  row('projects changes confirm <project> <id> --reason=<text>', {
    says: 'puts the change of a colleague in force',
    words: { id: 'of the change' },
    examples: ['heart-study chg_… --reason "Agreed by phone"'],
    work: asks('confirmChange', (_, __, { id, project }) => [`The change ${id} of ${project} is in force.`]),
  }),
  row('projects changes take-back <project> <id> --reason=<text>', {
    says: 'takes it back',
    words: { id: 'of the change' },
    examples: ['heart-study chg_… --reason "Agreed by phone"'],
    work: asks('takeBackChange', (_, __, { id, project }) => [`The change ${id} of ${project} is taken back.`]),
  }),
];
