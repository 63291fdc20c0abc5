import type { z } from 'zod';
import type { Frozen } from '../../domain/base/frozen.ts';
import { quarterOf } from '../../domain/base/time.ts';
import {
  type Duties,
  isDutyOverdue,
  keyOfDuties,
  openDuties,
  type Standing,
  whysDeleting,
} from '../../domain/people/duties.ts';
import { isSuspended, type Somebody } from '../../domain/people/people.ts';
import { isKeyOf } from '../../domain/people/recipients.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore, Register } from '../../ports/records.ts';
import { termsOf } from '../../use-cases/people/recipients-of.ts';
import type { receivedAnswer } from './descriptions.ts';

type Asked = Frozen<z.infer<typeof receivedAnswer>>['asked'];

export interface DutyPorts extends Pick<Ports, 'duties' | 'clock'> {
  readonly projects: Pick<ProjectStore, 'list' | 'versionOnce'>;
  readonly register: Pick<Register, 'briefs'>;
}

/** What was asked of somebody as a recipient, also where no definition names them any more; what is open comes first. */
export async function seeDuties(ports: DutyPorts, somebody: Somebody, only: string | undefined): Promise<Asked> {
  const asked: Asked[number][] = [];
  for await (const found of ports.projects.list()) {
    if (!('value' in found) || (only !== undefined && found.value.id !== only)) continue;
    const { value: project } = found;
    if (project.people.recipients === undefined || isSuspended(project, somebody)) continue;
    const own = (await ports.duties.of(project.id)).flatMap(({ value }) => ownOf(project, value, somebody));
    if (own.length > 0) asked.push(...(await askedIn(ports, project, own)));
  }
  return asked.toSorted((one, other) => Number(one.done !== undefined) - Number(other.done !== undefined));
}

/** The part of duties that is about somebody. */
function ownOf(project: Project, duties: Duties | undefined, somebody: Somebody): Duties[] {
  const people = duties?.people.filter(({ who }) => isKeyOf(who, project, somebody)) ?? [];
  return duties === undefined || people.length === 0 ? [] : [{ ...duties, people }];
}

async function askedIn(ports: DutyPorts, project: Project, own: readonly Duties[]): Promise<Asked> {
  const { briefs, broken } = await ports.register.briefs('export', project.id, { states: ['released'] });
  const outside = new Set(briefs.map(({ value: { id, since } }) => keyOfDuties({ exportId: id, releasedAt: since })));
  const all = await Promise.all(
    own.map(async (duties) => {
      const isOutside = broken.length > 0 || outside.has(keyOfDuties(duties));
      return await askedAbout(ports, { project, isOutside, now: ports.clock.now() }, duties);
    }),
  );
  return all.flat();
}

async function askedAbout(
  ports: DutyPorts,
  standing: Standing & { readonly project: Project },
  duties: Duties,
): Promise<Asked> {
  const { id: project, title } = standing.project;
  const { exportId: id, terms: digest, definition } = duties;
  const of = { project, title, id };
  const said = duties.people.flatMap(({ accept, deletion }) =>
    ([['accept', accept] as const, ['deletion', deletion] as const] as const).flatMap(([what, duty]) => {
      if (duty?.done === undefined) return [];
      const { at, text } = duty.done;
      return [{ ...of, what, overdue: false, done: quarterOf(at), ...(text === undefined ? {} : { text }) }];
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
