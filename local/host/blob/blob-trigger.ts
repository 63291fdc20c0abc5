import { z } from 'zod';
import type { HostedFunction } from '../bindings.ts';
import { HostError, messageOf } from '../host-error.ts';
import type { RpcTypedData } from '../rpc.ts';
import { resolveExpression, type Settings } from '../settings.ts';
import { type BlobPath, parseBlobPath, pathTokens } from './blob-path.ts';
import { type BlobConnection, blobConnection } from './connection.ts';
import type { BlobProperties } from './storage-rest.ts';

/** A blob function with its path and connection. */
export interface BlobFunction {
  fn: HostedFunction;
  path: BlobPath;
  connection: BlobConnection;
  /** With deferred binding the function gets a reference and no content is loaded. */
  deferred: boolean;
}

const binding = z.looseObject({
  path: z.string().min(1),
  connection: z.string().default('AzureWebJobsStorage'),
  source: z.string().optional(),
  properties: z.record(z.string(), z.string()).default({}),
});

/** Reads the trigger of a blob function; only the Event Grid source is run, as on Flex Consumption. */
export function blobFunction(fn: HostedFunction, settings: Settings): BlobFunction {
  try {
    const trigger = binding.parse(fn.trigger.binding);
    if (trigger.source?.toLowerCase() !== 'eventgrid')
      throw new Error("its source must be 'EventGrid'; polling is not run here, nor on Flex Consumption.");
    return {
      fn,
      path: parseBlobPath(resolveExpression(trigger.path, settings, `The path of '${fn.name}'`)),
      connection: blobConnection(trigger.connection, settings),
      deferred: trigger.properties['supportsDeferredBinding'] === 'true',
    };
  } catch (error) {
    throw new HostError('app', `The blob function '${fn.name}' cannot run: ${messageOf(error)}`);
  }
}

/** The reference that a deferred binding receives instead of content. */
export function deferredInput(connection: string, container: string, name: string): RpcTypedData {
  const content = JSON.stringify({ Connection: connection, ContainerName: container, BlobName: name });
  return {
    modelBindingData: {
      version: '1.0',
      source: 'AzureStorageBlobs',
      contentType: 'application/json',
      content: Buffer.from(content),
    },
  };
}

/** Trigger metadata of a blob: its path, URL, properties, metadata, and the tokens of the trigger's path. */
export function blobMetadata(
  trigger: BlobFunction,
  container: string,
  name: string,
  url: string,
  found: BlobProperties,
): Record<string, RpcTypedData> {
  const tokens = Object.entries(pathTokens(trigger.path.pattern, name)).map(([key, value]) => [key, { string: value }]);
  return {
    blobTrigger: { string: `${container}/${name}` },
    uri: { string: url },
    properties: { json: JSON.stringify(found.properties) },
    metadata: { json: JSON.stringify(found.metadata) },
    ...Object.fromEntries(tokens),
  };
}
