import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { checkDefinitions } from './check.ts';
import { checkLimits } from './limits.ts';
import { datasetSchema, type FactoryDefinitions, linkedServiceSchema, pipelineSchema } from './schema.ts';

/** Definitions that the stand-in does not run, or that Data Factory would not deploy. Holds every problem found, each with file and name. */
export class DefinitionsRefused extends Error {
  override readonly name = 'DefinitionsRefused';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The Data Factory definitions are refused:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads `{pipeline,dataset,linkedService}/*.json` in the layout of Data Factory's git integration and checks types, properties, expressions
 * and references. `integrationRuntimes` are those that the deployment makes. Throws DefinitionsRefused.
 */
export function loadDefinitions(folder: string, integrationRuntimes: readonly string[]): FactoryDefinitions {
  const problems: string[] = [];
  const definitions = {
    pipelines: readKind(join(folder, 'pipeline'), pipelineSchema, problems),
    datasets: readKind(join(folder, 'dataset'), datasetSchema, problems),
    linkedServices: readKind(join(folder, 'linkedService'), linkedServiceSchema, problems),
  };
  if (problems.length === 0)
    problems.push(...checkDefinitions(definitions, integrationRuntimes), ...checkLimits(definitions));
  if (problems.length > 0) throw new DefinitionsRefused(problems);
  return definitions;
}

function readKind<Definition extends { name: string }>(
  folder: string,
  schema: z.ZodType<Definition>,
  problems: string[],
): Map<string, Definition> {
  const read = new Map<string, Definition>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const path = join(folder, file);
    const parsed = schema.safeParse(parseFile(path, problems));
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`));
    } else if (`${parsed.data.name}.json` === file) {
      read.set(parsed.data.name, parsed.data);
    } else {
      problems.push(`${path}: the name '${parsed.data.name}' is not the name of the file`);
    }
  }
  return read;
}

function parseFile(path: string, problems: string[]): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}
