import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../src/ports/mail.ts';
import { operationId } from './samples.ts';

/** What every outbox must do. */
export function outboxContract(outbox: () => Outbox): void {
  describe('an outbox', () => {
    test('says sent only of a mail that was marked, however often it was intended', async () => {
      const messageId = `${operationId('export')}.review.1.a/b@example.org`;
      const note = { operation: 'exp', step: 'review', to: 'a@example.org' };
      for (const _ of ['first', 'again']) expect(await outbox().intend(messageId, note)).toMatchObject({ sent: false });
      await outbox().markSent(messageId);
      for (const _ of ['first', 'again']) expect(await outbox().intend(messageId, note)).toMatchObject({ sent: true });
    });

    test('tells each mail which one came first to its address, however it is written and whatever was sent', async () => {
      const operation = operationId('export');
      const intend = (step: string, to: string) =>
        outbox().intend(`${operation}.${step}.${to.toLowerCase()}@gate`, { operation, step, to });
      const first = `${operation}.1.a@example.org@gate`;
      for (const _ of ['first', 'again'])
        expect(await intend('1', 'a@example.org')).toEqual({ sent: false, sentAs: first });
      expect(await intend('2', 'A@example.org')).toMatchObject({ sent: false, follows: first });
      await outbox().markSent(first);
      expect(await intend('3', 'a@example.org')).toMatchObject({ sent: false, follows: first });
      expect(await intend('2', 'b@example.org')).not.toHaveProperty('follows');
      const other = operationId('export');
      const note = { operation: other, step: '1', to: 'a@example.org' };
      expect(await outbox().intend(`${other}.1.a@gate`, note)).not.toHaveProperty('follows');
    });

    test('keeps the id under which a mail first went out, and tells those that follow it', async () => {
      const operation = operationId('export');
      const intend = (step: string, sentAs: string) =>
        outbox().intend(`${operation}.${step}.a@gate`, { operation, step, to: 'a@example.org', sentAs });
      expect(await intend('1', 'drawn-1@gate')).toEqual({ sent: false, sentAs: 'drawn-1@gate' });
      expect(await intend('1', 'drawn-2@gate')).toEqual({ sent: false, sentAs: 'drawn-1@gate' });
      expect(await intend('2', 'drawn-3@gate')).toEqual({
        sent: false,
        sentAs: 'drawn-3@gate',
        follows: 'drawn-1@gate',
      });
    });

    test('notes several at once, whatever stands of them, of whichever operation and address they are', async () => {
      const [one, other] = [operationId('export'), operationId('export')];
      const mail = (operation: string, step: string, to: string) => ({
        ...{ messageId: `${operation}.${step}.${to}@gate`, operation, step, to: `${to}@example.org` },
      });
      const all = [mail(one, '1', 'a'), mail(one, '1', 'b'), mail(other, '1', 'a'), mail(one, '2', 'a')];
      const first = { sent: false, sentAs: `${one}.1.a@gate` };
      const expected = new Map<string, unknown>([
        [`${one}.1.a@gate`, first],
        [`${one}.1.b@gate`, { sent: false, sentAs: `${one}.1.b@gate` }],
        [`${other}.1.a@gate`, { sent: false, sentAs: `${other}.1.a@gate` }],
        [`${one}.2.a@gate`, { sent: false, sentAs: `${one}.2.a@gate`, follows: `${one}.1.a@gate` }],
      ]);
      for (const _ of ['first', 'again']) expect(await outbox().intendAll(all)).toEqual(expected);
      await outbox().markSent(`${one}.1.a@gate`, 'collected');
      const more = mail(one, '3', 'b');
      expect(await outbox().intendAll([...all, more])).toEqual(
        new Map([
          ...expected,
          [`${one}.1.a@gate`, { ...first, sent: true, collected: true }],
          [more.messageId, { sent: false, sentAs: more.messageId, follows: `${one}.1.b@gate` }],
        ]),
      );
      const many = Array.from({ length: 120 }, (_, at) => mail(other, 'many', `c${at}`));
      expect((await outbox().intendAll(many)).size).toBe(120);
    });

    test('refuses to mark a mail that was never intended', async () => {
      await expect(outbox().markSent(`${operationId('export')}.none@example.org`)).rejects.toThrow('was sent');
    });
  });
}
