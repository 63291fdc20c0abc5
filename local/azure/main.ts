import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { azureEndpointsSchema } from './endpoints.ts';
import { claimFolder } from './folder-claim.ts';
import { type LaptopResources, laptopResources } from './laptop-resources.ts';
import { mailLimits } from './mail-front.ts';
import { MovableTime } from './movable-time.ts';
import { fixedPorts, freePorts } from './ports.ts';
import { startAzure } from './stack.ts';

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    'free-ports': { type: 'boolean', default: false },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    'room-redirect-uri': { type: 'string', multiple: true, default: [] },
    'clock-offset': { type: 'string' },
    'second-release': { type: 'boolean', default: false },
  },
});
const { state } = values;
if (state === undefined) {
  throw new Error(
    'Say where to keep the state: node local/azure/main.ts --state <folder> [--free-ports] [--redirect-uri <uri>] [--room-redirect-uri <uri>] [--clock-offset <ms>] [--second-release]',
  );
}

const offset = values['clock-offset'];
if (offset !== undefined && !/^\d{1,15}$/.test(offset)) {
  throw new Error(`--clock-offset is '${offset}': it must be whole milliseconds that time runs ahead, 0 or more.`);
}
const time = offset === undefined ? undefined : new MovableTime(Number(offset));

const { STORAGE_API_VERSION: newestVersion } = process.env;
const release = claimFolder(state);
const ports = values['free-ports'] ? freePorts : fixedPorts;
let resources: LaptopResources | undefined;
const azure = await startAzure({
  stateFolder: state,
  ports,
  redirectUris: values['redirect-uri'],
  roomRedirectUris: values['room-redirect-uri'],
  malwareScan: { clamdSocket: process.env['CLAMD_SOCKET'] },
  // What the app is told by the same settings: a region has no newer version of storage than the one that it is asked for.
  mailLimits: mailLimits.parse(process.env),
  ...(newestVersion === undefined ? {} : { newestVersion }),
  ...(time === undefined ? {} : { now: time.now }),
  providers: (context) => {
    resources = laptopResources(context, values['second-release'] ? 'release' : 'public');
    return resources.providers;
  },
});
if (resources === undefined) throw new Error('Resource Manager started without its resources.');
const control = await startControl(azure, resources, ports.control, time);
const file = join(state, 'azure.json');
const endpoints = azureEndpointsSchema.parse({ ...azure, controlUrl: control.url });
writeFileSync(`${file}.new`, JSON.stringify(endpoints, null, 2), { mode: 0o600 });
renameSync(`${file}.new`, file);

let closing = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (closing) return;
    closing = true;
    void control
      .close()
      .then(() => azure.close())
      .then(release)
      .then(() => process.exit(0));
  });
}
console.log('azure ready');
