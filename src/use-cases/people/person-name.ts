import { gatherNames, nameOf } from '../../domain/history/known-names.ts';
import { type Hold, liftAs, type NamedHold } from '../../domain/operation/hold.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Decision, NamedDecision } from '../../domain/review/decision.ts';
import type { Invited } from '../../domain/review/invited.ts';
import type { PeopleStore } from '../../ports/stores.ts';

export interface PersonNamePorts {
  readonly people: Pick<PeopleStore, 'get'>;
}

/** Somebody's object id, and their name where what an earlier version wrote has it. */
interface PerhapsNamed {
  readonly oid: string;
  readonly name?: string | undefined;
}

/** What somebody who took part in a project is called: as its definition has it, or else as they were seen. */
export async function personName(ports: PersonNamePorts, project: Project, person: PerhapsNamed): Promise<string> {
  const named = gatherNames({ definitions: [project] });
  return named.has(person.oid.toLowerCase()) ? nameOf(named, person.oid) : await seenName(ports, person);
}

export async function seenName({ people }: PersonNamePorts, { oid, name = '' }: PerhapsNamed): Promise<string> {
  const entry = await people.get(oid);
  return nameOf(gatherNames({ people: entry === undefined ? [] : [entry], submissions: [{ by: { oid, name } }] }), oid);
}

export async function namedHold<Of extends Hold>(ports: PersonNamePorts, hold: Of): Promise<Of & NamedHold> {
  return { ...hold, name: await seenName(ports, { oid: hold.by, name: hold.name }), liftAs: liftAs(hold) };
}

export async function namedDecisions(
  ports: PersonNamePorts,
  decisions: readonly Decision[],
  rounds: readonly { readonly approvers: readonly Pick<Invited, 'oid' | 'name'>[] }[],
): Promise<NamedDecision[]> {
  const asked = new Map(rounds.flatMap(({ approvers }) => approvers.map(({ oid, name }) => [oid, name] as const)));
  const ids = [...new Set(decisions.map(({ approver }) => approver))];
  const names = new Map(
    await Promise.all(
      ids.map(async (oid) => {
        const said = decisions.find(({ approver }) => approver === oid)?.name ?? asked.get(oid);
        return [oid, await seenName(ports, { oid, name: said })] as const;
      }),
    ),
  );
  return decisions.map((decision) => ({ ...decision, name: names.get(decision.approver) ?? '' }));
}
