import { vaultSecrets } from '../../src/azure/base/secrets.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { noHook } from '../memory/hook.ts';
import type { VirtualTime } from '../memory/time.ts';
import type { Deployment } from './deployment.ts';

/** The stores as somebody reads them whom no fault meets and no time passes for. */
export function godPorts(deployment: Deployment, time: VirtualTime): Ports {
  return {
    ...storagePorts(deployment.storage.ofApp({ clock: time, hook: noHook })),
    dataFactory: deployment.factory.port,
    mailer: deployment.inbox,
    messenger: deployment.chat,
    secrets: vaultSecrets(
      async () => deployment.vault.through(noHook),
      () => time.now().getTime(),
    ),
    clock: time,
    code: { bundle: async () => undefined },
    random: deployment.random('god'),
  };
}
