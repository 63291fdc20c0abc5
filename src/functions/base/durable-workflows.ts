import type { DurableClient } from 'durable-functions';
import { z } from 'zod';
import type { Orchestrations } from '../../ports/workflows.ts';

/** What is asked of the durable library. */
export interface WorkflowClient extends Pick<DurableClient, 'startNew' | 'raiseEvent'> {
  getStatus(id: string): Promise<{ readonly input: unknown; readonly runtimeStatus: string }>;
}

/**
 * The orchestrations behind the durable client of one invocation, for an app whose orchestrations have the version. Each instance is told by
 * which version it was begun, since the library gives the status of an instance without its version.
 */
export function durableWorkflows(client: WorkflowClient, version: string): Orchestrations {
  return {
    async start(flow, id, input) {
      try {
        await client.startNew(flow, { instanceId: id, input: { ...input, begunBy: version } });
      } catch (error) {
        if (saysItRuns(error)) return;
        throw new Error(`Could not start the orchestration ${id}`, { cause: error });
      }
    },
    async wake(id) {
      try {
        await client.raiseEvent(id, 'wake', {});
      } catch (error) {
        // No such instance: the sweep restarts what should run, and it reads the rows when it does.
        if (error instanceof Error && error.message.startsWith('No instance with ID')) return;
        throw new Error(`Could not wake the orchestration ${id}`, { cause: error });
      }
    },
    async newerVersion(id) {
      const { input, runtimeStatus } = await client.getStatus(id);
      const begunBy = begun.safeParse(input).data?.begunBy;
      const isWaiting = runtimeStatus === 'Pending' || runtimeStatus === 'Running';
      return begunBy !== undefined && isWaiting && Number(begunBy) > Number(version) ? begunBy : undefined;
    },
  };
}

/** The input of an instance; those begun before this was told do not say. Versions are whole numbers with `.0`. */
const begun = z.looseObject({ begunBy: z.string() });

/**
 * Whether an instance of that id runs already. Version 3 of the library asks the extension by HTTP and passes on its 409 in a text only;
 * version 4 asks by gRPC, and its error has a name.
 */
function saysItRuns(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'OrchestrationAlreadyExistsError' || /status code: 409\b/.test(error.message);
}
