import type {
  ActivityRunsQueryResponse,
  DataFactoryManagementClient,
  DataFactoryManagementClientOptionalParams,
  PipelineRunsQueryResponse,
} from '@azure/arm-datafactory';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { lazily } from '../../domain/base/reading/lazily.ts';
import { DAY } from '../../domain/base/time.ts';
import type { ActivityRun } from '../../domain/transfer/transfer.ts';
import type { DataFactory, PipelineRun } from '../../ports/data-factory.ts';
import { readAnswer } from '../base/answer.ts';
import { attempt } from '../base/service-error.ts';

export interface FactoryAddress {
  readonly armUrl: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly factory: string;
}

const startTimeout = 30_000;
/** Data Factory forgets runs after 45 days (https://learn.microsoft.com/azure/data-factory/monitor-programmatically). */
const retention = 45 * DAY;

/**
 * Data Factory through its Resource Manager API. Runs are asked for by a client without retries, because the SDK would repeat
 * the POST after a 504 or a lost connection and each repetition starts another run. The SDK is loaded at the first call.
 */
export function azureDataFactory(
  address: FactoryAddress,
  credential: TokenCredential,
  now: () => number = Date.now,
): DataFactory {
  const { resourceGroup, factory } = address;
  const asking = lazily(() => connect(address, credential));
  const until = () => new Date(now() + DAY);
  return {
    start: runStarter(address, credential),
    async find(pipeline, operationId, since) {
      const window = { lastUpdatedAfter: since, lastUpdatedBefore: until() };
      const runs = await attempt(`look for runs of ${pipeline} for ${operationId}`, async () =>
        runsOf(await asking(), address, { pipeline, window }),
      );
      return runs.filter((run) => parametersOf(run)['operationId'] === operationId).map(pipelineRun);
    },
    async get(runId) {
      const read = async () => (await asking()).pipelineRuns.get(resourceGroup, factory, runId);
      return pipelineRun(await attempt(`read the run ${runId}`, read));
    },
    async activities(runId) {
      const window = { lastUpdatedAfter: new Date(now() - retention), lastUpdatedBefore: until() };
      const runs = await attempt(`read the activities of the run ${runId}`, async () =>
        activitiesOf(await asking(), address, { runId, window }),
      );
      return runs.map((answer) => activityRun(runId, answer));
    },
    async cancel(runId) {
      await attempt(`cancel the run ${runId}`, async () =>
        (await asking()).pipelineRuns.cancel(resourceGroup, factory, runId, { isRecursive: true }),
      );
    },
    pipelines: () =>
      attempt('list the pipelines', async () =>
        parametersByName((await asking()).pipelines.listByFactory(resourceGroup, factory)),
      ),
  };
}

async function connect(
  { armUrl, subscriptionId }: FactoryAddress,
  credential: TokenCredential,
  options: DataFactoryManagementClientOptionalParams = {},
): Promise<DataFactoryManagementClient> {
  const { DataFactoryManagementClient: Client } = await import('./data-factory-sdk.ts');
  const ours = { endpoint: armUrl, $host: armUrl, credentialScopes: `${armUrl}/.default` };
  return new Client(credential, subscriptionId, { ...ours, ...options });
}

function runStarter(address: FactoryAddress, credential: TokenCredential): DataFactory['start'] {
  const { resourceGroup, factory } = address;
  const starting = lazily(() => connect(address, credential, { retryOptions: { maxRetries: 0 } }));
  return async (pipeline, parameters) => {
    const { runId } = await attempt(`start a run of ${pipeline}`, async () =>
      (await starting()).pipelines.createRun(resourceGroup, factory, pipeline, {
        parameters: { ...parameters },
        abortSignal: AbortSignal.timeout(startTimeout),
      }),
    );
    return runId;
  };
}

interface Window {
  readonly lastUpdatedAfter: Date;
  readonly lastUpdatedBefore: Date;
}

function runsOf(
  { pipelineRuns }: DataFactoryManagementClient,
  { resourceGroup, factory }: FactoryAddress,
  { pipeline, window }: { readonly pipeline: string; readonly window: Window },
) {
  const filters = [{ operand: 'PipelineName', operator: 'Equals', values: [pipeline] }];
  return allPages<PipelineRunsQueryResponse>((next) =>
    pipelineRuns.queryByFactory(resourceGroup, factory, { ...window, filters, ...next }),
  );
}

function activitiesOf(
  { activityRuns }: DataFactoryManagementClient,
  { resourceGroup, factory }: FactoryAddress,
  { runId, window }: { readonly runId: string; readonly window: Window },
) {
  return allPages<ActivityRunsQueryResponse>((next) =>
    activityRuns.queryByPipelineRun(resourceGroup, factory, runId, { ...window, ...next }),
  );
}

async function allPages<P extends { readonly value: readonly unknown[]; continuationToken?: string }>(
  ask: (next: { continuationToken?: string }) => Promise<P>,
): Promise<P['value'][number][]> {
  const found: P['value'][number][] = [];
  let next: { continuationToken?: string } | undefined = {};
  while (next !== undefined) {
    const { value, continuationToken }: P = await ask(next);
    found.push(...value);
    next = continuationToken ? { continuationToken } : undefined;
  }
  return found;
}

const statuses = ['Queued', 'InProgress', 'Succeeded', 'Failed', 'Canceling', 'Cancelled'] as const;

const namedRun = z.object({ runId: z.string(), parameters: z.record(z.string(), z.string()).nullish() });

const runSchema = namedRun.extend({
  pipelineName: z.string(),
  status: z.enum(statuses),
  message: z.string().nullish(),
  runEnd: z.date().nullish(),
});

/** Read before the rest, so that an odd run of another operation stops nobody. */
function parametersOf(answer: { readonly runId?: string }): Readonly<Record<string, string>> {
  return readAnswer(runOf(answer), namedRun, answer).parameters ?? {};
}

function pipelineRun(answer: { readonly runId?: string }): PipelineRun {
  const { runId, pipelineName, status, parameters, message, runEnd } = readAnswer(runOf(answer), runSchema, answer);
  const told = { parameters: parameters ?? {}, message: message ?? '', endedAt: runEnd ?? undefined };
  return { runId, pipeline: pipelineName, status, ...told };
}

function runOf({ runId }: { readonly runId?: string }): string {
  return `the run ${runId ?? 'without an id'}`;
}

const deployed = z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() });

async function parametersByName(pipelines: AsyncIterable<{ readonly name?: string }>) {
  const found = new Map<string, readonly string[]>();
  for await (const answer of pipelines) {
    const { name, parameters } = readAnswer(`the pipeline ${answer.name ?? 'without a name'}`, deployed, answer);
    found.set(name, Object.keys(parameters ?? {}));
  }
  return found;
}

const activitySchema = z.object({
  activityName: z.string(),
  activityType: z.string(),
  status: z.string(),
  output: z.record(z.string(), z.unknown()).nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
});

function activityRun(runId: string, answer: { readonly activityName?: string }): ActivityRun {
  const thing = `the activity ${answer.activityName ?? 'without a name'} of the run ${runId}`;
  const { activityName, activityType, status, output, error } = readAnswer(thing, activitySchema, answer);
  return { name: activityName, type: activityType, status, output: output ?? {}, error: error?.message ?? '' };
}
