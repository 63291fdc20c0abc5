import type { z } from 'zod';
import type { Frozen } from '../../domain/base/frozen.ts';
import { quarterOf } from '../../domain/base/time.ts';
import { type Duties, isDutyOverdue, openDuties, type Standing, whysDeleting } from '../../domain/people/duties.ts';
import { isSuspended, type Somebody } from '../../domain/people/people.ts';
import { isKeyOf } from '../../domain/people/recipients.ts';
import type { Project } from '../../domain/project/project.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { termsOf } from '../../use-cases/people/recipients-of.ts';
import { type StandingDutyPorts, standingDuties } from '../../use-cases/people/standing-duties.ts';
import type { receivedAnswer } from './descriptions.ts';

type Asked = Frozen<z.infer<typeof receivedAnswer>>['asked'];

export interface DutyPorts extends StandingDutyPorts {
  readonly projects: Pick<ProjectStore, 'list' | 'versionOnce'>;
  readonly manifests: Pick<ManifestStore, 'readReceipt'>;
}

/** So many are read again for whoever said them. */
const mostSigned = 25;

/** What was asked, and the receipt of what was said. */
type AskedSigned = Asked[number] & { readonly receipt?: string };

/** What was asked of somebody as a recipient, also where no definition names them any more; what is open comes first. */
export async function seeDuties(ports: DutyPorts, somebody: Somebody, only: string | undefined): Promise<Asked> {
  const asked: AskedSigned[] = [];
  for await (const found of ports.projects.list()) {
    if (!('value' in found) || (only !== undefined && found.value.id !== only)) continue;
    const { value: project } = found;
    if (isSuspended(project, somebody)) continue;
    for (const { duties, standing } of await standingDuties(ports, project)) {
      const people = duties.people.filter(({ who }) => isKeyOf(who, project, somebody));
      if (people.length > 0) asked.push(...(await askedAbout(ports, { ...standing, project }, { ...duties, people })));
    }
  }
  const open = asked.filter(({ done }) => done === undefined);
  const said = asked.filter(({ done }) => done !== undefined).toSorted(newestFirst);
  const shown = said.map(async ({ receipt, ...one }, at): Promise<Asked[number]> => {
    const signed = receipt === undefined || at >= mostSigned ? undefined : await ports.manifests.readReceipt(receipt);
    return signed === undefined ? one : { ...one, signed };
  });
  return [...open, ...(await Promise.all(shown))];
}

function newestFirst({ done: one = '' }: Asked[number], { done: other = '' }: Asked[number]): number {
  return one < other ? 1 : one === other ? 0 : -1;
}

async function askedAbout(
  ports: DutyPorts,
  standing: Standing & { readonly project: Project },
  duties: Duties,
): Promise<readonly AskedSigned[]> {
  const { id: project, title } = standing.project;
  const { exportId: id, terms: digest, definition } = duties;
  const of = { project, title, id };
  const said = duties.people.flatMap(({ accept, deletion }) =>
    ([['accept', accept] as const, ['deletion', deletion] as const] as const).flatMap(([what, duty]) => {
      if (duty?.done === undefined) return [];
      const { at, by: _, ...rest } = duty.done;
      return [{ ...of, what, overdue: false, done: quarterOf(at), ...rest }];
    }),
  );
  const open = openDuties(duties, standing).filter(({ duty }) => duty !== undefined);
  const terms = open.some(({ what }) => what === 'accept') ? await termsOf(ports, project, definition) : '';
  return [
    ...open.map(({ what, why, duty }) => ({
      ...{ ...of, what, overdue: isDutyOverdue(duty, standing.now) },
      ...(why === undefined ? {} : { why: whysDeleting[why] }),
      ...(what === 'accept' ? { terms: { text: terms, sha256: digest } } : {}),
    })),
    ...said,
  ];
}
