import type { z } from 'zod';
import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { NotFound, Refused } from '../../domain/base/errors.ts';
import {
  clearedEntry,
  correctedEntry,
  type correctionSchema,
  idsIn,
  type PersonEntry,
} from '../../domain/people/person-entry.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import { forgetSignIn } from './forget-sign-in.ts';

export type PeoplePorts = Pick<Ports, 'people' | 'signIns' | 'projects' | 'audit' | 'clock' | 'random'>;

export interface PersonAct {
  readonly oid: string;
  /** Object id of the operator. */
  readonly by: string;
  readonly reason: string;
}

type What = 'correct' | 'clear';

/**
 * Writes another name and address. The audit tells that it was done and neither the old nor the new one. Throws NotFound for somebody who
 * was never seen, and Refused where a definition names them: what it says is believed.
 */
export async function correctPerson(
  ports: PeoplePorts,
  act: PersonAct,
  said: z.infer<typeof correctionSchema>,
): Promise<PersonEntry> {
  const before = await requireUnnamed(ports, act.oid, 'Change the name there; this entry follows it');
  return await writePerson(ports, 'correct', act, correctedEntry(before, said));
}

/** Clears name and address, and forgets the last sign-in. Throws NotFound and Refused in the same way. */
export async function clearPerson(ports: PeoplePorts, act: PersonAct): Promise<PersonEntry> {
  const before = await requireUnnamed(ports, act.oid, 'Take the person out there first');
  const written = await writePerson(ports, 'clear', act, clearedEntry(before, ports.clock.now()));
  await forgetSignIn(ports, act.oid);
  return written;
}

async function requireUnnamed(
  { people, projects }: Pick<PeoplePorts, 'people' | 'projects'>,
  oid: string,
  remedy: string,
): Promise<PersonEntry> {
  const entry = await people.get(oid);
  if (entry === undefined) throw new NotFound(`Nobody with the object id ${oid} was ever seen here`);
  const { definitions, broken } = await readAll(projects);
  const naming = [
    ...definitions.filter((one) => idsIn(one).has(oid)).map(({ id }) => id),
    ...broken.filter(({ text }) => text.includes(oid)).map(({ id }) => id),
  ];
  if (naming.length === 0) return entry;
  throw new Refused(`The definition of ${naming.join(', ')} names the person. ${remedy}. Nothing was changed.`);
}

/** All definitions; of those that the rules of today refuse the text. */
export async function readAll(projects: Pick<Ports['projects'], 'list'>) {
  const definitions: Project[] = [];
  const broken: { readonly id: string; readonly text: string }[] = [];
  for await (const found of projects.list()) {
    if ('value' in found) definitions.push(found.value);
    else broken.push({ id: found.id, text: found.raw.toLowerCase() });
  }
  return { definitions, broken };
}

/** Writes the entry, with an audit line before and one behind it. */
export async function writePerson(
  ports: Pick<PeoplePorts, 'people' | 'audit' | 'clock' | 'random'>,
  what: What,
  { oid, by, reason }: PersonAct,
  entry: PersonEntry,
): Promise<PersonEntry> {
  const id = ports.random.uuid();
  const line = (kind: 'person.correct-intended' | 'person.corrected' | 'person.clear-intended' | 'person.cleared') =>
    note(systemChain, {
      id: `person.${id}.${kind}`,
      at: ports.clock.now(),
      kind,
      actor: by,
      data: { person: oid, reason },
    });
  await ports.audit.append(systemChain, [line(`person.${what}-intended`)]);
  await ports.people.put(entry);
  await ports.audit.append(systemChain, [line(what === 'correct' ? 'person.corrected' : 'person.cleared')]);
  return entry;
}
