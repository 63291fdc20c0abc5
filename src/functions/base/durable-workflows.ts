import type { DurableClient } from 'durable-functions';
import type { Workflows } from '../../ports/workflows.ts';

/** The orchestrations behind the durable client of one invocation. */
export function durableWorkflows(client: DurableClient): Workflows {
  return {
    async start(flow, id, input) {
      try {
        await client.startNew(flow, { instanceId: id, input });
      } catch (error) {
        // The extension answers 409 while the instance runs; the library passes the status on in its text only.
        if (error instanceof Error && /status code: 409\b/.test(error.message)) return;
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
