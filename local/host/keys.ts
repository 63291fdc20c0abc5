import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError, messageOf } from './host-error.ts';

const schema = z.object({
  masterKey: z.string().min(20),
  functionKeys: z.object({ default: z.string().min(20) }),
  systemKeys: z.object({ blobs_extension: z.string().min(20), durabletask_extension: z.string().min(20) }),
});

/** The host's keys: master for `/admin`, default function key, and one system key for each webhook. */
export type HostKeys = z.infer<typeof schema>;

/** Reads `<state>/keys.json`, or makes random keys and keeps them there, readable by its owner only. */
export function openKeys(stateFolder: string): HostKeys {
  const file = join(stateFolder, 'keys.json');
  if (existsSync(file)) {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      throw new HostError(
        'state',
        `${file} does not hold the keys of a host: ${messageOf(error)}. Delete it to get new ones.`,
      );
    }
  }
  const key = () => randomBytes(40).toString('base64url');
  const keys: HostKeys = {
    masterKey: key(),
    functionKeys: { default: key() },
    systemKeys: { blobs_extension: key(), durabletask_extension: key() },
  };
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}

/** Compares a presented key with an accepted one in constant time. */
export function isSameKey(presented: string | undefined | null, accepted: string): boolean {
  if (!presented) return false;
  const left = Buffer.from(presented);
  const right = Buffer.from(accepted);
  return left.length === right.length && timingSafeEqual(left, right);
}
