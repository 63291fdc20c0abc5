import {
  isCopy,
  locationOfDelete,
  reviewLocation,
  sourceLocation,
  takesSource,
  targetLocation,
} from '../../../src/activities/transfer/places.ts';
import { type TransferStep, transferSteps } from '../../../src/domain/operation/operation-lists.ts';
import type { DataPlace } from '../../../src/ports/storage.ts';
import { anOperation } from '../../contract/samples.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say, type World } from './rule.ts';

/** The containers that the control plane believes a step to work on: where a copy reads and writes, or where a delete deletes. */
function placesOf(step: TransferStep): readonly DataPlace[] {
  const door = /^(?:ingress|discard|dataset)/.test(step) ? 'ingress' : 'export';
  const operation = anOperation({ door, version: 1 });
  if (!isCopy(step)) return [locationOfDelete(operation, step).place];
  const source = takesSource(step) ? sourceLocation(operation) : reviewLocation(operation);
  return [source.place, targetLocation(operation, step).place];
}

/** Each pipeline reads, writes and deletes in the containers of the step that it is named after, and nowhere else. */
export const pipelinesServeTheirSteps: Rule = (world) => {
  const containers = containersByDataset(world);
  return ofType(world, 'Microsoft.DataFactory/factories/pipelines').flatMap((pipeline) => {
    const name = pipeline.name.split('/').at(-1);
    const step = transferSteps.find((one) => one === name);
    if (step === undefined) return [say(pipeline, 'is no step of the control plane')];
    const wanted = placesOf(step).join(' to ');
    const actual = datasetsOf(pipeline).map((dataset) => containers.get(dataset) ?? `the unknown dataset ${dataset}`);
    return actual.join(' to ') === wanted
      ? []
      : [say(pipeline, `works on ${actual.join(' to ') || 'nothing'} and must work on ${wanted}`)];
  });
};

function containersByDataset(world: World): Map<string, string> {
  return new Map(
    ofType(world, 'Microsoft.DataFactory/factories/datasets').map((dataset) => [
      dataset.name.split('/').at(-1) ?? '',
      String(at(dataset, 'properties.typeProperties.location.container')),
    ]),
  );
}

/** The datasets of a pipeline in the order of its activities: what is read stands before what is written. */
function datasetsOf(pipeline: Resource): string[] {
  const text = JSON.stringify(listAt(pipeline, 'properties.activities'));
  return [...text.matchAll(/"referenceName":"([^"]+)","type":"DatasetReference"/g)].map(([, name]) => name ?? '');
}

/** Nothing tells the copies of results from each other but their datasets, and nothing the deletes: a slip in one of them is seen beside the others. */
export const pipelinesAlike: Rule = (world) => {
  const pipelines = ofType(world, 'Microsoft.DataFactory/factories/pipelines');
  const kinds = Map.groupBy(pipelines, (pipeline) => (datasetsOf(pipeline).length > 1 ? 'copies' : 'deletes'));
  return [...kinds].flatMap(([kind, alike]) => {
    const shapes = Map.groupBy(alike, shapeOf);
    const [common = [], ...others] = [...shapes.values()].sort((a, b) => b.length - a.length);
    return others.flat().map((pipeline) => say(pipeline, `is not like the other ${common.length} ${kind}`));
  });
};

/** A pipeline without its datasets and description, and without the attributes that datasets alone keep (`resultsTravelBare`). */
function shapeOf(pipeline: Resource): string {
  const { description: _description, ...rest } = pipeline.properties;
  return JSON.stringify(rest)
    .replace(/"referenceName":"[^"]+"/g, '')
    .replace('"preserve":["Attributes"],', '');
}

/** The factory moves files between the deployed accounts through private endpoints, starts nothing by itself and has every definition. */
export function factoryDefinitions(definitions: ReadonlyMap<string, readonly string[]>): Rule {
  return (world) => {
    const found: string[] = [];
    for (const [kind, names] of definitions) {
      const deployed = ofType(world, `Microsoft.DataFactory/factories/${kind}`).map(({ name }) =>
        name.split('/').at(-1),
      );
      const missing = names.filter((name) => !deployed.includes(name));
      if (missing.length > 0 || deployed.length !== names.length)
        found.push(`${kind}: ${missing.join(', ') || 'one too many'}`);
    }
    for (const service of ofType(world, 'Microsoft.DataFactory/factories/linkedservices')) {
      const host =
        /https:\/\/([a-z0-9]+)\./.exec(String(at(service, 'properties.typeProperties.serviceEndpoint')))?.[1] ?? '';
      if (!hasManagedEndpoint(world, host)) found.push(say(service, `no managed private endpoint to '${host}'`));
      if (at(service, 'properties.connectVia.referenceName') !== 'managed-network')
        found.push(say(service, 'leaves the managed network'));
    }
    for (const trigger of ofType(world, 'Microsoft.DataFactory/factories/triggers'))
      found.push(say(trigger, 'only the control plane starts runs'));
    return found;
  };
}

/** What a researcher writes beside the content of results, in metadata or headers, does not travel with them: no export copy keeps attributes. */
export const resultsTravelBare: Rule = (world) =>
  ofType(world, 'Microsoft.DataFactory/factories/pipelines')
    .filter(({ properties }) =>
      /"secure_(?:exports|review)".*"preserve|"preserve.*"secure_(?:exports|review)"/.test(JSON.stringify(properties)),
    )
    .map((pipeline) => say(pipeline, 'takes metadata and headers of results along'));

function hasManagedEndpoint(world: World, account: string): boolean {
  return ofType(world, 'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints').some(
    (endpoint) => String(at(endpoint, 'properties.privateLinkResourceId')).endsWith(`/storageAccounts/${account}`),
  );
}
