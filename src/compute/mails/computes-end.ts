import { countText } from '../../domain/base/count-text.ts';
import { printable } from '../../domain/base/printable.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import { type MailBody, mailBody } from '../../pages/notification/mail-body.ts';
import { computeKey } from '../domain/action.ts';
import type { ComputeSnapshot } from '../domain/snapshot.ts';
import type { ComputeOffboarding } from '../domain/usage/offboarding.ts';

interface EndedComputes {
  readonly project: Pick<Project, 'id' | 'title' | 'compute' | 'closed'>;
  readonly ending: Pick<ComputeOffboarding, 'deleteFrom'>;
  readonly look: Pick<ComputeSnapshot, 'computes'>;
}

/**
 * Tells which computes of a project that has ended are deleted, and when. Those that the definition does not name are counted only: their
 * names may have been chosen inside. `opsUrl`: who reads it is told as an operator.
 */
export async function computesEnd(
  { project: { id, title, compute, closed }, ending, look }: EndedComputes,
  opsUrl: string | undefined,
): Promise<MailBody> {
  const day = ending.deleteFrom.slice(0, 10);
  const named = new Set(namedComputes(compute).map(({ kind, name }) => computeKey(kind, name)));
  const keys = look.computes.map(({ kind, name }) => computeKey(kind, name));
  const others = keys.filter((key) => !named.has(key)).length;
  const more = others === 0 ? [] : [`${countText(others, 'other')} that the definition does not name`];
  const later = closed === undefined ? 'a later last day (`ends`), more `keepComputeDays`' : 'more `keepComputeDays`';
  return mailBody({
    subject: `[${id}] ${countText(keys.length, 'compute')} will be deleted from ${day} on`,
    paragraphs: [
      `The project ${printable(title)} (${id}) has ended, and its computes are off. Its definition keeps them for ${countText(compute.keepComputeDays ?? 0, 'day')}: from ${day} (UTC) on these are deleted, with their disks and everything on them. Nobody can bring that back.`,
      opsUrl === undefined
        ? 'If something on them is still needed, or they must stay, ask the operators of the project before that day.'
        : `To keep them, give the definition ${later} or \`hibernated: true\`, and have it confirmed before that day. Any change of the definition begins a new week in which nothing is deleted.`,
    ],
    items: [...keys.filter((key) => named.has(key)), ...more],
    links: opsUrl === undefined ? [] : [{ label: 'Open the computes', url: opsUrl }],
  });
}
