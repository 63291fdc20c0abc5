import { dataFactoryLimits } from '../../limits/data-factory.ts';
import type { Limit } from '../../limits/limit.ts';
import { innerActivities } from './activities.ts';
import { type Activity, type FactoryDefinitions, type PipelineDefinition, timeoutSeconds } from './schema.ts';

type Numbered = Limit & { readonly most: number };
const { activities, activityName, activityNameForm, dashes, datasetBytes, entityName, longest } = dataFactoryLimits;
const { parallel, parameters, pipelineBytes, pipelineNameForm, userProperties } = dataFactoryLimits;

/** What Data Factory would not take of definitions that are well-formed, one sentence for each. */
export function checkLimits({ pipelines, datasets, linkedServices }: FactoryDefinitions): string[] {
  const beside = [...datasets.values(), ...linkedServices.values()];
  return [
    ...[...pipelines.values()].flatMap(checkPipeline),
    ...beside.flatMap((definition) => [
      ...above(definition.name.length, entityName, definition.name),
      ...above(Buffer.byteLength(JSON.stringify(definition)), datasetBytes, definition.name),
      ...(definition.name.includes('-') ? [`'${definition.name}': ${dashes.what}: ${dashes.most}`] : []),
    ]),
  ];
}

function checkPipeline(pipeline: PipelineDefinition): string[] {
  const { name, properties } = pipeline;
  const all = withInner(properties.activities);
  const odd = [...pipelineNameForm.most].find((character) => name.includes(character));
  return [
    ...above(name.length, entityName, name),
    ...(odd === undefined ? [] : [`'${name}': ${pipelineNameForm.what}: ${pipelineNameForm.most}`]),
    ...above(Buffer.byteLength(JSON.stringify(pipeline)), pipelineBytes, name),
    ...above(all.length, activities, name),
    ...above(Object.keys(properties.parameters).length, parameters, name),
    ...all.flatMap(checkActivity),
  ];
}

function withInner(outer: readonly Activity[]): readonly Activity[] {
  return outer.flatMap((activity) => [activity, ...withInner(innerActivities(activity))]);
}

function checkActivity(activity: Activity): string[] {
  const { name } = activity;
  const timeout = 'policy' in activity ? activity.policy.timeout : undefined;
  return [
    ...above(name.length, activityName, name),
    ...(/^[A-Za-z0-9 _-]+$/.test(name) ? [] : [`'${name}': ${activityNameForm.what}`]),
    ...above(activity.userProperties.length, userProperties, name),
    ...(timeout === undefined ? [] : above(timeoutSeconds(timeout), longest, name)),
    ...(activity.type === 'ForEach' ? above(activity.typeProperties.batchCount, parallel, name) : []),
  ];
}

function above(found: number, { what, most }: Numbered, name: string): string[] {
  return found > most ? [`'${name}': ${what}: ${found}, more than ${most}`] : [];
}
