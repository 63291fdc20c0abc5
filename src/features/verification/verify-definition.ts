import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { isLate, type PutLine } from '../../domain/audit/put-line.ts';
import { messageOf } from '../../domain/base/errors.ts';
import type { RecordedChange } from '../../domain/definition/recorded-change.ts';
import { lostChange } from '../../use-cases/project/lost-change.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

/** Stands among the hashes that the audit names when it tells of no definition that was put in force. */
export const noDefinition = 'none';

/** Hashes of the definition that was put in force last, and of those that were intended since; and the line that says so. */
export interface RecordedDefinitions {
  readonly definitions: string[];
  readonly put?: PutLine;
}

const ofDefinitions = ['project.change-intended', 'project.changed', 'project.suspended'];

export function definitionIn({ kind, data: { definition } }: AuditEvent): string | undefined {
  return ofDefinitions.includes(kind) && typeof definition === 'string' ? definition : undefined;
}

/** What is told after one more line. What is intended is put in force a moment later, or never. */
export function definitionsAfter(told: RecordedDefinitions, event: AuditEvent): RecordedDefinitions {
  const definition = definitionIn(event);
  if (definition === undefined) return told;
  if (event.kind === 'project.change-intended') {
    const before = told.definitions.length === 0 ? [noDefinition] : told.definitions;
    return { ...told, definitions: [...before, definition] };
  }
  const put = { definition, against: event.data['against'] };
  return isLate(put, told.put) ? told : { definitions: [definition], put };
}

/**
 * Holds the definition of a project against its versions: each has the bytes that its name promises, and the one in force is among
 * them. `told` are the hashes that the audit names last; the one in force must be one of them, when there are any.
 */
export async function verifyDefinition(
  { projects }: Pick<ProofPorts, 'projects'>,
  project: string,
  told: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const found = (key: string, why: string) => findings.push({ record: 'definition', key: `${project}${key}`, why });
  const versions = await projects.versions(project);
  for (const { hash } of versions) {
    const text = (await projects.version(project, hash)) ?? '';
    if (sha256(text) !== hash) found(`/${hash}`, 'Its bytes are not those that its name promises');
  }
  const standing = await projects.find(project);
  const wanted = inForceBy(told);
  if (standing === undefined) {
    if (wanted.length > 0) found('', 'It is missing: the audit tells of it');
    return findings;
  }
  if ('problems' in standing)
    found(
      '',
      `It breaks the rules: ${standing.problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ')}`,
    );
  if (!versions.some(({ hash }) => hash === standing.hash))
    found(`/${standing.hash}`, 'The version in force was not kept');
  if (wanted.length > 0 && !wanted.includes(standing.hash))
    found('', `The one in force is ${standing.hash}, and the audit names ${wanted.join(' or ')}`);
  return findings;
}

/** The definitions of which one must be in force, by their hashes; none where the audit tells of none. */
export function inForceBy(told: readonly string[]): readonly string[] {
  return told.includes(noDefinition) ? [] : told;
}

export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A change of a definition that was asked for, and that nobody can confirm since its row is gone. `told` waits by what the lines say; it may have ended since. */
export async function verifyChange(
  ports: Pick<ProofPorts, 'audit' | 'changes' | 'projects' | 'clock'>,
  project: string,
  told: RecordedChange | undefined,
): Promise<Finding[]> {
  const found = (why: string): Finding => ({ record: 'change', key: project, why });
  try {
    const lost = told && (await lostChange(ports, project));
    if (lost === undefined) return [];
    return [
      found(`The row of the change ${lost.change} is missing: the audit tells that it waits until ${lost.expires}`),
    ];
  } catch (error) {
    return [found(messageOf(error))];
  }
}
