import { afterAll, beforeAll } from 'vitest';
import { listingContracts } from './listed-containers.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts({ listings: 'xml' });
});
afterAll(() => running.stop());

// An older cloud answers in XML whoever asks for Arrow.
listingContracts(() => running);
