import type { Operation } from '../../../../src/domain/operation/operation.ts';
import type { Project } from '../../../../src/domain/project/project.ts';
import { everybodyThere } from '../../../../src/domain/review/absence.ts';
import { newRound } from '../../../../src/domain/review/approval.ts';
import type { Round } from '../../../../src/domain/review/round.ts';
import type { ExplainedOperation } from '../../../../src/features/explain/domain/explained-operation.ts';
import { nothingFound } from '../../../../src/features/explain/domain/findings.ts';
import type { ExplainSettings, ProjectStatus } from '../../../../src/features/explain/domain/project-status.ts';
import { person, sampleOperation, sampleProject } from '../../../domain/sample.ts';

export const now = new Date('2026-03-02T10:00:00.000Z');
export const at = '2026-03-02T09:00:00.000Z';

export const otto = person('Otto', 50);
export const olivia = person('Olivia', 51);

/** A project with two operators who take no part in it. */
export function aDefinition(changes: Partial<Project> = {}): Project {
  const project = sampleProject();
  return { ...project, people: { ...project.people, operators: [otto, olivia] }, ...changes };
}

const settings: ExplainSettings = {
  accounts: { ingress: 'https://pub1.blob.core.windows.net', export: 'https://sec1.blob.core.windows.net' },
  vaultUrl: 'https://kv1.vault.azure.net',
  factory: { armUrl: 'https://management.azure.com', subscriptionId: 's', resourceGroup: 'rg', name: 'adf1' },
  outageHours: 24,
};

export function aStanding(changes: Partial<ProjectStatus> = {}): ProjectStatus {
  return { id: 'heart-study', inForce: aDefinition(), since: at, secondOperator: true, ...changes };
}

export function aDataset(state: string, changes: Partial<Operation> = {}): Operation {
  return sampleOperation({ state, since: at, ...changes });
}

export function aPackage(state: string, changes: Partial<Operation> = {}): Operation {
  return sampleOperation({
    id: 'exp_01K00000000000000000000000',
    door: 'export',
    name: 'results',
    state,
    since: at,
    ...changes,
  });
}

/** The round that the project's approvers are asked in about a package. */
export function openRound(project: Project = aDefinition(), changes: Partial<Round> = {}): Round {
  const exportId = 'exp_01K00000000000000000000000';
  const about = { exportId, project, definition: 'd', digest: 'f'.repeat(64), number: 1 };
  return { ...newRound({ ...about, researchers: [], filesSince: at, now: new Date(at) }), ...changes };
}

/** What an explanation is made from, with nothing found and nobody away. */
export function explained(operation: Operation, changes: Partial<ExplainedOperation> = {}): ExplainedOperation {
  return {
    operation,
    decisions: [],
    standing: aStanding(),
    now,
    found: nothingFound,
    presence: everybodyThere,
    settings,
    isBlind: false,
    ...changes,
  };
}
