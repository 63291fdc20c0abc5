import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteFiles } from '../../../../local/azure/data-factory/activities/delete.ts';
import { ActivityFailure } from '../../../../local/azure/data-factory/activities/failure.ts';
import type { FactoryContainer } from '../../../../local/azure/data-factory/activities/storage.ts';
import { checkLimits } from '../../../../local/azure/data-factory/definitions/limits.ts';
import { DefinitionsRefused, loadDefinitions } from '../../../../local/azure/data-factory/definitions/load.ts';
import { machineTime } from '../../../../local/azure/data-factory/runs/run-time.ts';
import { dataFactoryLimits } from '../../../../local/azure/limits/data-factory.ts';
import { definitionsFolder } from '../data-factory/running-factory.ts';
import type { Answer, Probe, Probes } from './ask.ts';

const taken: Answer = { status: 200, code: undefined, body: '' };

/** Starts a factory with the deployed definitions after a change. Refused is what has no problem but the one that is said. */
async function started(said: string, change: (folder: string) => void): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-limits-'));
  try {
    cpSync(definitionsFolder, folder, { recursive: true });
    change(folder);
    loadDefinitions(folder, ['managed-network']);
    return taken;
  } catch (error) {
    if (!(error instanceof DefinitionsRefused)) throw error;
    const foreign = error.problems.filter((problem) => !problem.includes(said));
    if (foreign.length > 0) throw new Error(`another problem: ${foreign.join('; ')}`);
    return { status: 400, code: 'BadRequest', body: error.message };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function replaced(file: string, from: string | RegExp, to: string): (folder: string) => void {
  return (folder) => {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, after);
  };
}

const copy = 'pipeline/ingress-copy.json';

/** A change of the pipeline of copies up to a limit, and beyond it. */
function probe(said: string, from: string | RegExp, most: string, more: string): Probe {
  return {
    taken: () => started(said, replaced(copy, from, most)),
    refused: () => started(said, replaced(copy, from, more)),
  };
}

function renamed(name: string, said: string): Promise<Answer> {
  return started(said, (folder) => {
    replaced('pipeline/discard.json', '"name": "discard"', `"name": "${name}"`)(folder);
    renameSync(join(folder, 'pipeline/discard.json'), join(folder, `pipeline/${name}.json`));
  });
}

const joined = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join(', ');
const waits = (count: number): string =>
  `"activities": [${joined(count, (at) => `{ "name": "Wait${at}", "type": "Wait", "typeProperties": { "waitTimeInSeconds": 1 } }`)}, `;
const loop = (count: number): string =>
  `"activities": [{ "name": "Each", "type": "ForEach", "typeProperties": { "items": { "type": "Expression", "value": "@json('[1]')" }, "batchCount": ${count}, "activities": [] } }, `;
const property = /"userProperties": \[[^\]]*\]/;
const properties = (count: number): string =>
  `"userProperties": [${joined(count, (at) => `{ "name": "p${at}", "value": "x" }`)}]`;
const condition = (text: string): string =>
  `"activities": [{ "name": "Wait0", "type": "Wait", "typeProperties": { "waitTimeInSeconds": { "type": "Expression", "value": "@if(${text}, 1, 2)" } } }, `;
const longExpression = (length: number): string =>
  `"activities": [{ "name": "Stop", "type": "Fail", "typeProperties": { "errorCode": "1", "message": { "type": "Expression", "value": "@concat('${'x'.repeat(length - 11)}')" } } }, `;
const described = (bytes: number): string => `"description": "${'d'.repeat(bytes)}"`;

async function deleted(folder: string): Promise<Answer> {
  const client: Pick<FactoryContainer, 'listBlobsByHierarchy'> = { async *listBlobsByHierarchy() {} };
  const never = (): never => {
    throw new Error('nothing is asked of it');
  };
  const place = {
    ...{ dataset: 'd', linkedService: 'l', container: 'c', folder },
    client: { containerName: 'c', getBlobClient: never, getBlockBlobClient: never, listBlobsFlat: never, ...client },
  };
  try {
    await deleteFiles({
      ...{ settings: { storeSettings: { type: 'AzureBlobStorageReadSettings' } }, place, integrationRuntime: 'r' },
      ...{ signal: new AbortController().signal, time: machineTime(() => new Date()) },
    });
    return taken;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { status: 400, code: error.errorCode, body: error.message };
  }
}

/** Holds the factory's definitions to the limits: it starts with what they allow, and not with more. */
export function factoryProbes(): Probes {
  const { activities, activityName, entityName, expression, parallel, parameters, userProperties } = dataFactoryLimits;
  const what = (name: keyof typeof dataFactoryLimits): string => dataFactoryLimits[name].what;
  const first = '"activities": [';
  const named = '"name": "CopyFiles"';
  const rename = (name: string) => (folder: string) =>
    writeFileSync(join(folder, copy), readFileSync(join(folder, copy), 'utf8').replaceAll('CopyFiles', name));
  return {
    alternatives: probe('or', first, condition('or(true, false)'), condition('or(true, false, true)')),
    userProperties: probe(what('userProperties'), property, properties(userProperties.most), properties(6)),
    activityName: {
      taken: () => started(what('activityName'), rename('C'.repeat(activityName.most))),
      refused: () => started(what('activityName'), rename('C'.repeat(activityName.most + 1))),
    },
    activityNameForm: {
      taken: () => started(what('activityNameForm'), rename('Copy all_files-1')),
      refused: () => started(what('activityNameForm'), rename('Copy.Files')),
    },
    entityName: {
      taken: async () => checkedName(entityName.most),
      refused: async () => checkedName(entityName.most + 1),
    },
    pipelineNameForm: {
      taken: () => renamed('discard-1_a b', what('pipelineNameForm')),
      refused: () => renamed('discard#1', what('pipelineNameForm')),
    },
    dashes: {
      taken: () => started(what('dashes'), () => undefined),
      refused: () => started(what('dashes'), replacedName('linkedService', 'one-more')),
    },
    activities: probe(what('activities'), first, waits(activities.most - 3), waits(activities.most + 1)),
    parameters: probe(
      what('parameters'),
      '"parameters": {',
      `"parameters": {${joined(parameters.most - 4, (at) => `"p${at}": { "type": "string" }`)}, `,
      `"parameters": {${joined(parameters.most - 3, (at) => `"p${at}": { "type": "string" }`)}, `,
    ),
    parallel: probe(what('parallel'), first, loop(parallel.most), loop(parallel.most + 1)),
    expression: probe(
      'characters, more than',
      first,
      longExpression(expression.most),
      longExpression(expression.most + 1),
    ),
    longest: probe(what('longest'), '0.12:00:00', '7.00:00:00', '7.00:00:01'),
    pipelineBytes: probe(
      what('pipelineBytes'),
      named,
      `${described(190 * 1024)}, ${named}`,
      `${described(200 * 1024)}, ${named}`,
    ),
    datasetBytes: {
      taken: () =>
        started(
          what('datasetBytes'),
          replaced('dataset/public_ingress.json', /"description": "[^"]*"/, described(99_000)),
        ),
      refused: () =>
        started(
          what('datasetBytes'),
          replaced('dataset/public_ingress.json', /"description": "[^"]*"/, described(103_000)),
        ),
    },
    folderWildcard: { taken: () => deleted('study/set'), refused: () => deleted('study/*') },
  };
}

/** Another linked service beside those that are deployed. */
function replacedName(kind: string, name: string): (folder: string) => void {
  return (folder) => {
    const text = readFileSync(join(folder, kind, 'public_storage.json'), 'utf8').replaceAll(
      '"public_storage"',
      `"${name}"`,
    );
    writeFileSync(join(folder, kind, `${name}.json`), text);
  };
}

/** A linked service whose name no file could have. */
function checkedName(length: number): Answer {
  const definitions = loadDefinitions(definitionsFolder, ['managed-network']);
  const name = 'x'.repeat(length);
  const [service] = definitions.linkedServices.values();
  if (service === undefined) throw new Error('no linked service is deployed');
  const problems = checkLimits({ ...definitions, linkedServices: new Map([[name, { ...service, name }]]) });
  return problems.length === 0 ? taken : { status: 400, code: 'BadRequest', body: problems.join('; ') };
}
