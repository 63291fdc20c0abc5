import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Door } from '../../src/domain/base/door.ts';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { readSubmitted } from '../../src/domain/project/submitted-definition.ts';
import { type CheckPorts, definitionProblems } from '../../src/use-cases/project/check-definition.ts';
import { imageNames } from './base-image.ts';
import { given, type Settings } from './setting-rules.ts';

const fields = z.looseObject({ id: z.string() });

interface DefinitionFile {
  readonly file: string;
  readonly read: ReturnType<typeof readSubmitted>;
}

/**
 * What is wrong with the definitions in the folder that DEFINITIONS names, in the words that putting them would be refused with: what no
 * copy passes in its hours, what this deployment will lack, names that two projects have.
 */
export async function definitionsProblems(settings: Settings): Promise<string[]> {
  const folder = given(settings, 'DEFINITIONS');
  if (folder === undefined) return [];
  const found = filesIn(folder);
  if ('problem' in found) return [found.problem];
  const projects = found.files.flatMap(({ read }) => ('project' in read ? [read.project] : []));
  const ports = portsOf(settings, projects);
  const problems = await Promise.all(
    found.files.map(async ({ file, read }) => {
      const wrong = 'problems' in read ? read.problems : await definitionProblems(ports, read.project);
      return wrong.map(({ path, value, message }) =>
        [file, ...(path === null ? [] : [`${path} is ${value}`]), message].join(': '),
      );
    }),
  );
  return problems.flat();
}

/** What a deployment by these settings has. */
function portsOf(settings: Settings, projects: readonly Project[]): CheckPorts {
  return {
    projects: {
      async *list() {
        for (const value of projects) yield { value };
      },
    },
    images: imageNames(settings),
    scannedDoors: scannedDoors(settings),
    // Under which address nobody asks here.
    readingRoomUrl: given(settings, 'READING_ROOM')?.toLowerCase() === 'true' ? 'https://room' : undefined,
  };
}

/** As infra/main.bicep has them. */
function scannedDoors(settings: Settings): Door[] {
  if (Number(given(settings, 'SCANNED_GIGABYTES') ?? '1') === 0) return [];
  return given(settings, 'SCAN_EXPORTS')?.toLowerCase() === 'true' ? ['ingress', 'export'] : ['ingress'];
}

function filesIn(folder: string): { readonly files: readonly DefinitionFile[] } | { readonly problem: string } {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length === 0)
      return { problem: `The folder '${folder}' (DEFINITIONS) has no definition: no file ends in .json` };
    return {
      files: names.sort().map((name) => ({ file: join(folder, name), read: readDefinition(join(folder, name)) })),
    };
  } catch (error) {
    return { problem: `Nobody could read the definitions in '${folder}' (DEFINITIONS). ${messageOf(error)}` };
  }
}

/** A file as `sallyport projects put` takes it, which may say more under names that begin with a dollar. */
function readDefinition(file: string): DefinitionFile['read'] {
  try {
    const all = fields.parse(JSON.parse(readFileSync(file, 'utf8')));
    const own = Object.entries(all).filter(([name]) => !name.startsWith('$'));
    return readSubmitted(Object.fromEntries(own), all.id);
  } catch {
    return {
      problems: [
        { rule: 'json', path: null, value: file, message: 'it holds no definition: no JSON object with an id' },
      ],
    };
  }
}
