import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { bicep } from '../../scripts/bicep.ts';
import type { Projects } from '../../scripts/deploy/project-grants.ts';
import { place } from '../../scripts/infra.ts';
import { Chance } from '../memory/chance.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

const id = (kind: number, number: number) =>
  `00000000-0000-4000-8000-${String(kind * 1_000_000 + number).padStart(12, '0')}`;
/** The group that has everybody's groups as its members. */
export const everybody = id(9, 0);

/** So many projects: some with groups of their own, others that share owners or researchers, and one team that checks the results of most. */
export function manyProjects(count: number, seed: number): Projects {
  const chance = new Chance(seed);
  const oneIn = (number: number) => chance.next() < 1 / number;
  return Array.from({ length: count }, (_, at) => ({
    id: `study-${at}`,
    ...(oneIn(10) ? {} : { owners: oneIn(2) ? id(1, at) : id(1, Math.floor(at / 30)) }),
    researchers: oneIn(4) ? id(2, Math.floor(at / 50)) : id(2, 1000 + at),
    approvers: oneIn(4) ? id(3, 1000 + at) : id(3, 0),
    ...(oneIn(3) ? { externalReaders: id(4, at) } : {}),
    ...(oneIn(50) ? { retracted: ['cohort/v1'] } : {}),
  }));
}

const infra = new URL('../../infra/', import.meta.url).pathname;

/** What a template of infra gives to parameters that no environment of ours has. `text` is a parameter file without its first line. */
export async function expanded(compiler: string, template: string, text: string): Promise<Snapshot> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-many-'));
  try {
    const file = join(folder, 'many.bicepparam');
    writeFileSync(file, `using '${relative(folder, join(infra, template))}'\n${text}`);
    const { code, stderr } = await bicep(compiler, ['snapshot', file, '--mode', 'Overwrite', ...place]);
    if (code !== 0) throw new Error(stderr);
    return snapshotOf(readFileSync(join(folder, 'many.snapshot.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The parameter file of an environment with these projects in the place of its own. */
export function withProjects(environment: string, projects: Projects): string {
  const file = readFileSync(join(infra, `environments/${environment}.bicepparam`), 'utf8');
  return file
    .replace(/^using .*\n/m, '')
    .replace(/^param projects = \[\n[\s\S]*?^\]$/m, `param projects = ${inBicep(projects)}`);
}

/** JSON is Bicep but for its quotes. */
export const inBicep = (value: object): string => `json('${JSON.stringify(value)}')`;
