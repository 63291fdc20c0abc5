import type { DurableClient } from 'durable-functions';
import type { Workflows } from '../../ports/workflows.ts';

/** The orchestrations behind the durable client of one invocation. */
export function durableWorkflows(client: Pick<DurableClient, 'startNew' | 'raiseEvent'>): Workflows {
  return {
    async start(flow, id, input) {
      try {
        await client.startNew(flow, { instanceId: id, input });
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
  };
}

/**
 * Whether an instance of that id runs already. Version 3 of the library asks the extension by HTTP and passes on its 409 in a text only;
 * version 4 asks by gRPC, and its error has a name.
 */
function saysItRuns(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'OrchestrationAlreadyExistsError' || /status code: 409\b/.test(error.message);
}
