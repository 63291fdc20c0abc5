import { type ArmConnection, armAnswer, armClient, armRequest } from '../../azure/base/arm-request.ts';
import { attempt } from '../../azure/base/service-error.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';

/** The first stable version of Azure ML's API that tells and takes the idle time of an instance. */
export const computesVersion = '2025-12-01';

interface Workspace extends ArmConnection {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly workspace: string;
}

export function durationOf(minutes: number): string {
  return `PT${minutes}M`;
}

/** Requests about instances that name their idle time, of which Azure's own package knows nothing. */
export function instanceRequests(options: Workspace) {
  const { endpoint, subscriptionId, resourceGroup, workspace } = options;
  const client = lazily(async () => armClient(options));
  // Azure ML overwrites what is put again, so what failed is not sent again.
  const once = lazily(async () => armClient(options, 0));
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(resourceGroup)}`;
  const pathOf = (name: string) =>
    `${group}/providers/Microsoft.MachineLearningServices/workspaces/${encodeURIComponent(workspace)}/computes/${encodeURIComponent(name)}`;
  return {
    async put(name: string, body: object): Promise<void> {
      const request = armRequest(endpoint, { method: 'PUT', path: pathOf(name), apiVersion: computesVersion, body });
      armAnswer(await (await once()).sendRequest(request));
    },
    limit: (name: string, idleMinutes: number): Promise<void> =>
      attempt(`limit the idle time of the compute instance ${name}`, async () => {
        const path = `${pathOf(name)}/updateIdleShutdownSetting`;
        const body = { idleTimeBeforeShutdown: durationOf(idleMinutes) };
        const request = armRequest(endpoint, { method: 'POST', path, apiVersion: computesVersion, body });
        armAnswer(await (await client()).sendRequest(request));
      }),
  };
}
