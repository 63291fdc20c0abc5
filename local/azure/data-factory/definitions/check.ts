import { checkContent, type DeclaredNames } from '../expression/check.ts';
import type { WrittenJson } from '../json.ts';
import { checkNesting, innerActivities } from './activities.ts';
import type { Activity, CopyActivity, DatasetDefinition, FactoryDefinitions, PipelineDefinition } from './schema.ts';

/** Checks what no schema can: references between definitions, dependencies, and the names in expressions. One sentence per problem. */
export function checkDefinitions(definitions: FactoryDefinitions, integrationRuntimes: readonly string[]): string[] {
  const linkedServices = [...definitions.linkedServices.values()].flatMap(({ name, properties }) =>
    integrationRuntimes.includes(properties.connectVia.referenceName)
      ? []
      : [
          `linked service '${name}': the integration runtime '${properties.connectVia.referenceName}' does not exist; there are ${integrationRuntimes.join(', ')}`,
        ],
  );
  return [
    ...linkedServices,
    ...[...definitions.datasets.values()].flatMap((dataset) => checkDataset(dataset, definitions)),
    ...[...definitions.pipelines.values()].flatMap((pipeline) => checkPipeline(pipeline, definitions)),
  ];
}

function checkDataset({ name, properties }: DatasetDefinition, definitions: FactoryDefinitions): string[] {
  const linked = properties.linkedServiceName.referenceName;
  const names: DeclaredNames = {
    place: 'dataset',
    parameters: Object.keys(properties.parameters),
    activities: [],
    variables: [],
    inLoop: false,
  };
  return [
    ...(definitions.linkedServices.has(linked) ? [] : [`the linked service '${linked}' does not exist`]),
    ...checkContent(properties.typeProperties, names),
  ].map((problem) => `dataset '${name}': ${problem}`);
}

function checkPipeline({ name, properties }: PipelineDefinition, definitions: FactoryDefinitions): string[] {
  const all = flatten(properties.activities, false);
  const activities = all.map(({ activity }) => activity.name);
  const doubled = activities.filter((activity, index) => activities.indexOf(activity) !== index);
  const names = {
    place: 'pipeline',
    parameters: Object.keys(properties.parameters),
    activities,
    variables: Object.keys(properties.variables),
  } as const;
  return [
    ...doubled.map((activity) => `two activities are called '${activity}'`),
    ...checkDependencies(properties.activities),
    ...checkNesting(properties.activities),
    ...all.flatMap(({ activity, inLoop }) =>
      checkActivity(activity, { ...names, inLoop }, definitions).map(
        (problem) => `activity '${activity.name}': ${problem}`,
      ),
    ),
  ].map((problem) => `pipeline '${name}': ${problem}`);
}

function flatten(activities: readonly Activity[], inLoop: boolean): { activity: Activity; inLoop: boolean }[] {
  return activities.flatMap((activity) => [
    { activity, inLoop },
    ...flatten(innerActivities(activity), inLoop || activity.type === 'ForEach'),
  ]);
}

function checkActivity(activity: Activity, names: DeclaredNames, definitions: FactoryDefinitions): string[] {
  const own = checkContent(ownContent(activity), names);
  switch (activity.type) {
    case 'Copy':
      return [...own, ...[...activity.inputs, ...activity.outputs].flatMap((to) => checkReference(to, definitions))];
    case 'Delete':
      return [...own, ...checkReference(activity.typeProperties.dataset, definitions)];
    case 'SetVariable': {
      const { variableName, value } = activity.typeProperties;
      const others = names.variables.filter((variable) => variable !== variableName);
      if (others.length === names.variables.length) return [...own, `the variable '${variableName}' does not exist`];
      const refersToItself =
        checkContent(value, { ...names, variables: others }).length > checkContent(value, names).length;
      return refersToItself ? [...own, `the variable '${variableName}' is set from itself`] : own;
    }
    default:
      return own;
  }
}

/** What an activity evaluates itself, without the activities inside it. */
function ownContent(activity: Activity): WrittenJson {
  const { userProperties } = activity;
  switch (activity.type) {
    case 'Copy':
      return [userProperties, activity.typeProperties, activity.inputs, activity.outputs];
    case 'IfCondition':
    case 'Until':
      return [userProperties, activity.typeProperties.expression];
    case 'ForEach':
      return [userProperties, activity.typeProperties.items];
    default:
      return [userProperties, activity.typeProperties];
  }
}

function checkReference(reference: CopyActivity['inputs'][0], definitions: FactoryDefinitions): string[] {
  const dataset = definitions.datasets.get(reference.referenceName);
  if (dataset === undefined) return [`the dataset '${reference.referenceName}' does not exist`];
  const declared = dataset.properties.parameters;
  const given = Object.keys(reference.parameters);
  const missing = Object.keys(declared).filter(
    (name) => declared[name]?.defaultValue === undefined && !given.includes(name),
  );
  const unknown = given.filter((name) => declared[name] === undefined);
  return [
    ...missing.map((name) => `the dataset '${dataset.name}' needs the parameter '${name}'`),
    ...unknown.map((name) => `the dataset '${dataset.name}' has no parameter '${name}'`),
  ];
}

function checkDependencies(activities: readonly Activity[]): string[] {
  const siblings = new Map(activities.map((activity) => [activity.name, activity]));
  return activities.flatMap((activity) => [
    ...activity.dependsOn
      .filter((dependency) => !siblings.has(dependency.activity))
      .map(
        (dependency) =>
          `activity '${activity.name}' depends on '${dependency.activity}', which does not exist beside it`,
      ),
    ...(reaches(activity.name, activity.name, siblings, new Set())
      ? [`activity '${activity.name}' depends on itself`]
      : []),
    ...checkDependencies(innerActivities(activity)),
  ]);
}

function reaches(from: string, to: string, siblings: ReadonlyMap<string, Activity>, seen: Set<string>): boolean {
  return (siblings.get(from)?.dependsOn ?? []).some(({ activity }) => {
    if (activity === to) return true;
    if (seen.has(activity)) return false;
    seen.add(activity);
    return reaches(activity, to, siblings, seen);
  });
}
