import { describe, expect, test } from 'vitest';
import type { Secrets } from '../../src/ports/ports.ts';

/** Secrets that the app may read, without a password of the mail server; and what the administrator of their vault does. */
export interface SecretsStage {
  readonly secrets: Secrets;
  /** Adds a version, later than all before. */
  add(name: string, value: string): { switch(enabled: boolean): void };
  letPass(milliseconds: number): void;
}

/** What every source of secrets must do. */
export function secretsContract(stage: () => SecretsStage): void {
  describe('secrets', () => {
    test('give the latest value and all of them, newest first, and notice a rotation after a minute', async () => {
      const { secrets, add, letPass } = stage();
      add('session-key', 'first');
      const before = await secrets.versions('session-key');
      expect([await secrets.get('session-key'), before[0]]).toEqual(['first', 'first']);
      add('session-key', 'second');
      letPass(50_000);
      expect([await secrets.get('session-key'), await secrets.versions('session-key')]).toEqual(['first', before]);
      letPass(20_000);
      expect(await secrets.get('session-key')).toBe('second');
      expect(await secrets.versions('session-key')).toEqual(['second', ...before]);
    });

    test('leave out a version that was switched off', async () => {
      const { secrets, add } = stage();
      const first = add('receipt-key', 'first');
      add('receipt-key', 'second');
      first.switch(false);
      const versions = await secrets.versions('receipt-key');
      expect(versions[0]).toBe('second');
      expect(versions).not.toContain('first');
    });

    test('are named when there are none, and asked for again afterwards', async () => {
      const { secrets, add } = stage();
      await expect(secrets.get('smtp-password')).rejects.toThrow('read the secret smtp-password');
      await expect(secrets.get('no-such-secret')).rejects.toThrow('read the secret no-such-secret');
      add('smtp-password', 'open sesame');
      expect(await secrets.get('smtp-password')).toBe('open sesame');
    });
  });
}
