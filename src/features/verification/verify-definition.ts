import { createHash } from 'node:crypto';
import type { Finding, ProofPorts } from './proof-report.ts';

/** Stands among the hashes that the audit names when it tells of no definition that was put in force. */
export const noDefinition = 'none';

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
  if (standing === undefined) {
    if (told.length > 0 && !told.includes(noDefinition)) found('', 'It is missing: the audit tells of it');
    return findings;
  }
  if ('problems' in standing)
    found(
      '',
      `It breaks the rules: ${standing.problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ')}`,
    );
  if (!versions.some(({ hash }) => hash === standing.hash))
    found(`/${standing.hash}`, 'The version in force was not kept');
  if (told.length > 0 && !told.includes(noDefinition) && !told.includes(standing.hash))
    found('', `The one in force is ${standing.hash}, and the audit names ${told.join(' or ')}`);
  return findings;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
