import type { DatabaseSync } from 'node:sqlite';
import type { HostedFunction } from './bindings.ts';
import type { Clock } from './clock.ts';
import type { HostJson } from './host-json.ts';
import type { Invoke } from './invocation.ts';
import type { HostKeys } from './keys.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';

/** What every kind of trigger gets from the host. */
export interface HostParts {
  database: DatabaseSync;
  functions: ReadonlyMap<string, HostedFunction>;
  invoke: Invoke;
  clock: Clock;
  log: Log;
  settings: Settings;
  hostJson: HostJson;
  keys: HostKeys;
  /** `http://localhost:<port>`. */
  url: string;
}
