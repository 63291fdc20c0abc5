import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { isBlindTo, revealsDecision } from '../../domain/review/blind.ts';
import type { DecisionStore, Register } from '../../ports/records.ts';

interface VisibilityPorts {
  readonly register: Pick<Register, 'briefs'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
}

/**
 * Whether lines of the audit are to be kept from somebody who decides in an open blind round: those that let one guess what others decided, until
 * the round is over. It reads the packages in review of each project once, and the rounds of each of them that a line is about.
 */
export function blindVisibility(
  { register, decisions }: VisibilityPorts,
  person: Somebody,
  definitionOf: (project: string) => Pick<Project, 'people'> | undefined,
): (event: AuditEvent) => Promise<boolean> {
  const inReviewOf = remembered(async (project) => {
    const { briefs } = await register.briefs('export', project, { states: ['in-review'] });
    return new Set(briefs.map(({ value: { id } }) => id));
  });
  const isBlind = remembered(async (key) => {
    const [project = '', id = ''] = key.split(' ');
    if (!(await inReviewOf(project)).has(id)) return false;
    const { rounds } = await decisions.read(id);
    return rounds.some(({ value: { status, rules, approvers } }) =>
      isBlindTo({ status, blind: rules.blind, asked: approvers }, definitionOf(project), person),
    );
  });
  return async (event) => {
    const { operation, project, actor, kind } = event;
    if (operation === null || !revealsDecision(event)) return false;
    if (actor === person.oid && kind.startsWith('decision.')) return false;
    return await isBlind(`${project} ${operation}`);
  };
}

function remembered<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    known.set(key, found);
    return found;
  };
}
