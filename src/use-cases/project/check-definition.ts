import { imageProblems } from '../../compute/domain/images.ts';
import { type DefinedCompute, nameProblems } from '../../compute/domain/name-claims.ts';
import { type Door, doorFacts, doors } from '../../domain/base/door.ts';
import type { Problem } from '../../domain/base/errors.ts';
import { Refused } from '../../domain/base/errors.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import { copyTooLong, mostBytesOfCopy } from '../../domain/transfer/copy-bounds.ts';
import type { BrokenProject } from '../../ports/records.ts';

export interface CheckPorts {
  readonly projects: { list(): AsyncIterable<{ readonly value: Project } | BrokenProject> };
  readonly images: readonly string[];
  /** The doors at which the deployment scans for malware. */
  readonly scannedDoors: readonly Door[];
  /** Where approvers open files; undefined without a reading room. */
  readonly readingRoomUrl?: string | undefined;
}

/** Refuses a definition that wants what the deployment lacks or another project has. */
export async function checkDefinition(ports: CheckPorts, project: Project): Promise<void> {
  const problems = await definitionProblems(ports, project);
  if (problems.length > 0) throw refusedDefinition(problems);
}

/** What the definition wants and the deployment lacks or another project has. Two at the same moment may both pass; the reconciler then makes the name for neither. */
export async function definitionProblems(
  { projects, images, scannedDoors, readingRoomUrl }: CheckPorts,
  project: Project,
): Promise<Problem[]> {
  const { id, compute } = project;
  const all: DefinedCompute[] = [];
  if (namedComputes(compute).length > 0) {
    for await (const found of projects.list()) {
      if ('value' in found) all.push({ project: found.value.id, definition: found.value.compute });
    }
  }
  return [
    ...nameProblems({ project: id, definition: compute }, all),
    ...imageProblems(compute, images),
    ...scanProblems(project, scannedDoors),
    ...viewingProblems(project, readingRoomUrl),
    ...copyProblems(project),
  ];
}

/** A scan that nobody makes would let nothing pass, for ever. */
function scanProblems(project: Project, scannedDoors: readonly Door[]): Problem[] {
  return doors.flatMap((door) => {
    const { malwareScan } = rulesAt(door, project);
    if (malwareScan === 'off' || scannedDoors.includes(door)) return [];
    const message = `This deployment does not scan the container ${doorFacts(door).container} for malware; choose 'off', or have it scanned (SCANNED_DOORS)`;
    return [{ rule: 'scanned-door', path: `${rulesName[door]}.malwareScan`, value: malwareScan, message }];
  });
}

/** Each attempt at what no copy passes in its time would end as the one before. */
function copyProblems(project: Project): Problem[] {
  return doors.flatMap((door) => {
    const { maxBytes } = rulesAt(door, project);
    if (maxBytes <= mostBytesOfCopy) return [];
    return [
      { rule: 'fits-a-copy', path: `${rulesName[door]}.maxBytes`, value: String(maxBytes), message: copyTooLong },
    ];
  });
}

/** What nobody can open, nobody is asked to open; the definition would promise what does not happen. */
function viewingProblems({ egress: { disclosure } }: Project, readingRoomUrl: string | undefined): Problem[] {
  if (disclosure.viewing === 'shown' || readingRoomUrl !== undefined) return [];
  const message =
    "This deployment has no reading room in which files could be opened; choose 'shown', or have one (READING_ROOM_URL)";
  return [{ rule: 'reading-room', path: 'egress.disclosure.viewing', value: disclosure.viewing, message }];
}

const rulesName: Readonly<Record<Door, 'ingress' | 'egress'>> = { ingress: 'ingress', export: 'egress' };

export function refusedDefinition(problems: readonly Problem[]): Refused {
  const broken = problems.length === 1 ? 'one rule' : `${problems.length} rules`;
  return new Refused(`The definition breaks ${broken}; nothing was changed`, problems);
}
