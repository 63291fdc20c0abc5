import { ActivityFailure } from '../activities/failure.ts';
import type { Place } from '../activities/storage.ts';
import type { CopyActivity } from '../definitions/schema.ts';
import { locationSchema } from '../definitions/settings.ts';
import { type ExpressionScope, evaluateContent } from '../expression/evaluate.ts';
import type { Json } from '../json.ts';
import type { RunEnvironment } from './environment.ts';

/** A place and the endpoint of the account it lies in. */
export interface OpenPlace extends Place {
  readonly endpoint: string;
}

/** Finds the folder that a dataset reference means in this run: parameters first, then the dataset's own expressions. */
export function openPlace(
  environment: RunEnvironment,
  reference: CopyActivity['inputs'][0],
  scope: ExpressionScope,
): OpenPlace {
  const definition = environment.definitions.datasets.get(reference.referenceName);
  const linkedService = definition?.properties.linkedServiceName.referenceName ?? '';
  const endpoint = environment.endpoints.get(linkedService);
  if (definition === undefined || endpoint === undefined) {
    throw new ActivityFailure(
      '2103',
      `The dataset '${reference.referenceName}' has no linked service with an endpoint.`,
    );
  }
  const parameters: Record<string, Json> = {};
  for (const [name, { defaultValue }] of Object.entries(definition.properties.parameters)) {
    parameters[name] = evaluateContent(reference.parameters[name] ?? defaultValue, scope);
  }
  const evaluated = evaluateContent(definition.properties.typeProperties.location, {
    dataset: parameters,
    now: scope.now,
  });
  const location = locationSchema.safeParse(evaluated);
  if (!location.success) {
    throw new ActivityFailure(
      '2105',
      `The dataset '${definition.name}' has no valid location: ${location.error.message}`,
    );
  }
  const { container, folderPath } = location.data;
  return {
    dataset: definition.name,
    linkedService,
    endpoint,
    container,
    folder: folderPath.replaceAll(/^\/+|\/+$/g, ''),
    client: environment.openContainer(endpoint, container),
  };
}
