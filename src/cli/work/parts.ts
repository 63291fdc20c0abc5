import type { Door } from '../../domain/base/door.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';
import { everyPart, findOperation } from './find.ts';

const filesRoute = { ingress: 'datasetFiles', export: 'exportFiles' } as const satisfies Record<Door, string>;
const mailsRoute = { ingress: 'datasetMails', export: 'exportMails' } as const satisfies Record<Door, string>;

/** Lists all files of the newest manifest. */
export async function listFiles(tools: Tools, id: string, within?: string): Promise<ExitCode> {
  const client = tools.api;
  const { door, named } = await findOperation(client, { id, project: within });
  const items = (await everyPart(client.parts(filesRoute[door], named))).flatMap((part) => part.items);
  const rows = items.map(({ number, path, size, md5 }) => [String(number), String(size), md5 ?? '', path]);
  tools.show({ items }, () =>
    rows.length === 0 ? ['Nothing was listed yet.'] : columns(['NO', 'BYTES', 'MD5', 'FILE'], rows),
  );
  return exitCodes.done;
}

export async function listMails(tools: Tools, id: string, within?: string): Promise<ExitCode> {
  const client = tools.api;
  const { door, named } = await findOperation(client, { id, project: within });
  const { body } = await client.ask(mailsRoute[door], named);
  const rows = [
    ...body.mails.map(({ at, step, to, channel, reason }) => [
      at,
      step,
      to ?? `channel ${channel ?? ''}`,
      reason ?? '',
    ]),
    ...body.owed.map(({ since, about, message }) => [since, about, 'not everybody yet', message ?? '']),
  ];
  tools.show(body, () =>
    body.isBlind
      ? ['You decide about it without knowing what others decided, so its mails are not shown to you.']
      : rows.length === 0
        ? ['Nobody was told of it yet.']
        : columns(['WHEN', 'ABOUT', 'TO', 'NOT SENT BECAUSE'], rows, tools.width),
  );
  return exitCodes.done;
}

export async function listPeople(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('showPeople', { project });
  const rows = body.people.map(({ name, email, parts, signIn, differences }) => {
    return [name, email, parts.join(', '), signIn?.at ?? 'never', differences.join(' ')];
  });
  const heads = ['NAME', 'E-MAIL', 'AS', 'LAST SIGN-IN', 'DOES NOT FIT'];
  const strangers = body.strangers.map(({ oid, differences }) => `${oid}: ${differences.join(' ')}`);
  tools.show(body, () => [...columns(heads, rows, tools.width), ...strangers]);
  return exitCodes.done;
}

/** Lists everybody over all projects, those first with whom something does not fit. */
export async function reviewAccess(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('accessReview', {});
  const rows = body.items.map(({ project, name, oid, parts, signIn, differences }) => {
    return [project, name ?? oid, parts.join(', '), signIn?.at ?? 'never', differences.join(' ')];
  });
  const heads = ['PROJECT', 'WHO', 'AS', 'LAST SIGN-IN', 'DOES NOT FIT'];
  const left = body.leftOut.map((project) => `${project} is left out: you are a researcher of it.`);
  tools.show(body, () => [...(rows.length === 0 ? ['Nobody.'] : columns(heads, rows, tools.width)), ...left]);
  return exitCodes.done;
}

export async function listComputes(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('listComputes', {});
  const rows = body.items.map(({ project, state, running, there, text }) => {
    return [project, state, `${running} of ${there}`, text];
  });
  tools.show(body, () =>
    rows.length === 0
      ? ['No project has computes.']
      : columns(['PROJECT', 'STATE', 'RUNNING', 'WHY'], rows, tools.width),
  );
  return exitCodes.done;
}
