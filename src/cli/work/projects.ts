import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { certificateLines } from '../shown/certificate.ts';
import { columns } from '../shown/columns.ts';
import { pendingLines } from '../shown/pending.ts';
import type { Tools } from '../tools.ts';
import { everyPart } from './find.ts';

export async function listProjects(tools: Tools): Promise<ExitCode> {
  const parts = await everyPart(tools.api.parts('listProjects', { limit: 200 }));
  const items = parts.flatMap((part) => part.items);
  const broken = [...new Set(parts.flatMap((part) => part.broken.map(({ id }) => id)))];
  const rows = [
    ...items.map(({ id, title, starts, ends, closed }) => [id, title, starts, ends, closed ? 'closed' : '']),
    ...broken.map((id) => [id, '', '', '', 'its definition cannot be read']),
  ];
  return tools.show({ items, broken }, () => columns(['ID', 'TITLE', 'STARTS', 'ENDS', ''], rows, tools.width));
}

export async function listVersions(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('listVersions', { project });
  const rows = body.items.map(({ hash, at, inForce }) => [hash, at, inForce ? 'in force' : '']);
  tools.show(body, () => columns(['HASH', 'ACCEPTED', ''], rows));
  return exitCodes.done;
}

/** Shows the certificate of destruction of a closed project, and where a file is named writes the receipt into it as it was signed. */
export async function showCertificate(tools: Tools, project: string, file: string | undefined): Promise<ExitCode> {
  const { body } = await tools.api.ask('showProject', { project });
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

export async function showPending(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('showProject', { project });
  const { pending = null } = body;
  tools.show(pending, () => (pending === null ? [`No change of ${project} waits.`] : pendingLines(project, pending)));
  return exitCodes.done;
}

export async function confirmChange(tools: Tools, project: string, id: string, reason: string): Promise<ExitCode> {
  const asked = { project, id, reason };
  const { body } = await tools.api.ask('confirmChange', asked);
  tools.show(body, () => [`The change ${id} of ${project} is in force.`]);
  return exitCodes.done;
}

export async function takeBackChange(tools: Tools, project: string, id: string, reason: string): Promise<ExitCode> {
  const asked = { project, id, reason };
  const { body } = await tools.api.ask('takeBackChange', asked);
  tools.show(body, () => [`The change ${id} of ${project} is taken back.`]);
  return exitCodes.done;
}
