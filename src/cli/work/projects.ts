import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { columns } from '../shown/columns.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { everyItem } from './every-item.ts';

export async function listProjects(tools: Tools): Promise<ExitCode> {
  const client = await tools.client();
  const broken = new Map<string, string>();
  const items = await everyItem(async (continuation) => {
    const { body } = await client.ask('listProjects', { query: { limit: 200, continuation } });
    for (const { id } of body.broken) broken.set(id, 'its definition cannot be read');
    return body;
  });
  const known = items.map(({ id, title, starts, ends, closed }) => {
    return [id, title, starts, ends, closed === undefined ? '' : 'closed'];
  });
  const unread = [...broken].map(([id, why]) => [id, '', '', '', why]);
  tools.show({ items, broken: [...broken.keys()] }, () =>
    columns(['ID', 'TITLE', 'STARTS', 'ENDS', ''], [...known, ...unread], tools.width),
  );
  return exitCodes.done;
}

export async function listVersions(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await (await tools.client()).ask('listVersions', { params: { project } });
  const rows = body.items.map(({ hash, at, inForce }) => [hash, at, inForce ? 'in force' : '']);
  tools.show(body, () => columns(['HASH', 'ACCEPTED', ''], rows));
  return exitCodes.done;
}

/** Shows the certificate of destruction of a closed project, and where a file is named writes the receipt into it as it was signed. */
export async function showCertificate(tools: Tools, project: string, file: string | undefined): Promise<ExitCode> {
  const { body } = await (await tools.client()).ask('showProject', { params: { project } });
  const { certificate = null, receipt = null } = body.closing ?? {};
  if (certificate === null || receipt === null)
    throw new Complaint(
      exitCodes.refused,
      `${project} has no certificate: it is not closed, or its closing has not come to its end.`,
    );
  if (file !== undefined) await tools.writeFile(file, `${receipt}\n`);
  tools.show(certificate, () => certificateLines(certificate, tools.width));
  return exitCodes.done;
}

type Certificate = NonNullable<NonNullable<BodyOf<'showProject'>['closing']>['certificate']>;

function certificateLines({ operations, destruction, issuedAt }: Certificate, width: number | undefined): string[] {
  const rows = operations.flatMap(({ name, state, destroyed = [], ...listed }) => {
    const first = [safeText(name), state, listed.digest?.slice(0, 12) ?? '', String(listed.files ?? '')];
    const parts = destroyed.map(({ place, at, restorableUntil }) => [place, at, restorableUntil ?? 'no more']);
    return parts.length === 0 ? [[...first, '', '', '']] : parts.map((part) => [...first, ...part]);
  });
  const heads = ['NAME', 'END', 'DIGEST', 'FILES', 'DESTROYED IN', 'AT', 'RESTORABLE UNTIL'];
  const { places = [], computes, kept = [], outcome = 'rest-stays' } = destruction ?? {};
  const left = [
    ...places.flatMap(({ place, files, why }) => (files === 0 ? [] : [`${place}, ${files} files: ${why ?? ''}`])),
    ...(computes === undefined || computes.left.length === 0
      ? []
      : [`${computes.left.join(', ')}: ${computes.why ?? ''}`]),
  ];
  return [
    `Issued at ${issuedAt}.`,
    ...columns(heads, rows, width),
    ...(outcome === 'all-gone'
      ? ['Nothing else was found of it.']
      : ['Left:', ...left.map((line) => safeText(`  ${line}`))]),
    ...(kept.length === 0 ? [] : ['Kept:', ...kept.map(({ what, why }) => `  ${what}: ${why}`)]),
  ];
}

export async function showPending(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await (await tools.client()).ask('showProject', { params: { project } });
  const { pending = null } = body;
  tools.show(pending, () => (pending === null ? [`No change of ${project} waits.`] : pendingLines(project, pending)));
  return exitCodes.done;
}

export async function confirmChange(tools: Tools, project: string, id: string, reason: string): Promise<ExitCode> {
  const asked = { params: { project, id }, body: { reason }, headers: { 'idempotency-key': tools.key } };
  const { body } = await (await tools.client()).ask('confirmChange', asked);
  tools.show(body, () => [`The change ${id} of ${project} is in force.`]);
  return exitCodes.done;
}

export async function takeBackChange(tools: Tools, project: string, id: string, reason: string): Promise<ExitCode> {
  const asked = { params: { project, id }, body: { reason }, headers: { 'idempotency-key': tools.key } };
  const { body } = await (await tools.client()).ask('takeBackChange', asked);
  tools.show(body, () => [`The change ${id} of ${project} is taken back.`]);
  return exitCodes.done;
}

/** What became of a change: it waits for a second operator, or `inForce` is true by now. */
export function changedLines(project: string, body: BodyOf<'putProject'>, inForce: string): string[] {
  const { pending } = body;
  return pending ? pendingLines(project, pending) : [inForce];
}

function pendingLines(project: string, pending: NonNullable<BodyOf<'showProject'>['pending']>): string[] {
  const { id, by, reason, expiresAt, changes } = pending;
  return [
    safeText(`The change ${id} waits for a second operator until ${expiresAt}; ${by.name} asked for it: ${reason}`),
    ...changes.map(({ path }) => safeText(`  ${path}`)),
    `A second operator puts it in force: sallyport projects changes confirm ${project} ${id} --reason "…"`,
  ];
}
