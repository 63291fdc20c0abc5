import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../src/domain/audit/audit-chain.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import { anEvent, collect, fresh, operationId } from './samples.ts';

/** What every audit log must do. */
export function auditContract(audit: () => AuditLog): void {
  describe('an audit log', () => {
    test('chains events in the order given and knows its head', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [anEvent('one'), anEvent('two', { data: { name: 'Überblick \u2028 ✓' } })]);
      await audit().append(chain, [anEvent('three', { actor: 'somebody' })]);
      expect(await idsOf(audit(), chain)).toEqual(['one', 'two', 'three']);
      expect(await audit().head(chain)).toMatchObject({ count: 3 });
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 3 });
    });

    test('keeps an event once, in one call or in two', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [anEvent('one'), anEvent('one')]);
      await audit().append(chain, [anEvent('one'), anEvent('two')]);
      await audit().append(chain, []);
      expect(await idsOf(audit(), chain)).toEqual(['one', 'two']);
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 2 });
    });

    test('keeps the events of an operation once, and those of two operations apart', async () => {
      const chain = fresh('chain');
      const [one, other] = [operationId('ingress'), operationId('export')];
      await audit().append(chain, [anEvent(`${one}.0`), anEvent(`${one}.1.complete`)]);
      await audit().append(chain, [anEvent(`${other}.0`), anEvent(`${one}.1.complete`)]);
      await audit().append(chain, [anEvent(`${one}.0`), anEvent(`${other}.1.complete`)]);
      const ids = [`${one}.0`, `${one}.1.complete`, `${other}.0`, `${other}.1.complete`];
      expect(await idsOf(audit(), chain)).toEqual(ids);
      expect(await Promise.all(ids.map((id) => audit().holds(chain, id)))).toEqual([true, true, true, true]);
      expect((await audit().knownEvents(chain)).count).toBe(4);
    });

    test.each(['runId', 'row', 'digest', 'attempt', 'choice'])(
      'refuses a repeat that says another %s, alone, and keeps what stands',
      async (name) => {
        const chain = fresh('chain');
        const operation = operationId('export');
        const line = (value: string) => anEvent(`${operation}.step`, { operation, data: { [name]: value } });
        await audit().append(chain, [line('a')]);
        const [wrong, right] = await Promise.allSettled([
          audit().append(chain, [line('b')]),
          audit().append(chain, [anEvent(`${operation}.other`)]),
        ]);
        expect(wrong).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('refuses') } });
        expect(right.status).toBe('fulfilled');
        await audit().append(chain, [line('a')]);
        expect(await idsOf(audit(), chain)).toEqual([`${operation}.step`, `${operation}.other`]);
        expect((await audit().event(chain, `${operation}.step`))?.data).toEqual({ [name]: 'a' });
      },
    );

    test('takes a repeat whose time and words differ as the same', async () => {
      const chain = fresh('chain');
      const id = `${operationId('export')}.step`;
      await audit().append(chain, [anEvent(id, { at: '2026-03-01T10:00:00.000Z', data: { message: 'busy' } })]);
      await audit().append(chain, [anEvent(id, { at: '2026-03-01T11:00:00.000Z', data: { message: 'away' } })]);
      expect(await idsOf(audit(), chain)).toEqual([id]);
    });

    test('refuses a second move to one revision, also in one call', async () => {
      const chain = fresh('chain');
      const id = operationId('export');
      await audit().append(chain, [anEvent(`${id}.0`), anEvent(`${id}.1.complete`)]);
      await expect(audit().append(chain, [anEvent(`${id}.1.fail`)])).rejects.toThrow(
        `the line ${id}.1.complete stands`,
      );
      const both = [anEvent(`${id}.2.one`), anEvent(`${id}.2.other`)];
      await expect(audit().append(chain, both)).rejects.toThrow(`the line ${id}.2.one stands`);
      expect(await idsOf(audit(), chain)).toEqual([`${id}.0`, `${id}.1.complete`, `${id}.2.one`]);
    });

    test('knows the lines of one operation, and gives each as it stands', async () => {
      const chain = fresh('chain');
      const [one, other] = [operationId('ingress'), operationId('export')];
      const opening = anEvent(`${one}.0`, { operation: one, data: { row: 'Ü'.repeat(3000) } });
      await audit().append(chain, [anEvent(`${other}.0`), opening, anEvent('else')]);
      expect([...(await audit().toldOf(chain, one)).ids]).toEqual([`${one}.0`]);
      expect(await audit().event(chain, `${one}.0`)).toEqual(opening);
      expect(await audit().event(chain, `${one}.1.complete`)).toBeUndefined();
      expect((await audit().toldOf(fresh('chain'), one)).ids.size).toBe(0);
    });

    test('knows how many of its lines are about holds', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [anEvent('one'), anEvent('hold.1.set', { kind: 'hold.set' })]);
      expect(await audit().holdLines(chain)).toBe(1);
      await audit().append(chain, [
        anEvent('hold.1.lifted', { kind: 'hold.lifted' }),
        anEvent('hold.1.set', { kind: 'hold.set' }),
      ]);
      expect(await audit().holdLines(chain)).toBe(2);
      expect((await audit().toldOf(chain, operationId('ingress'))).holdLines).toBe(2);
      const never = fresh('chain');
      expect(await audit().holdLines(never)).toBe(0);
      expect(await audit().head(never)).toBeUndefined();
    });

    test('says where each chain ends, and reads backwards from there', async () => {
      const chain = fresh('chain');
      const end = async () => (await audit().ends()).find((one) => one.chain === chain);
      expect(await end()).toBeUndefined();
      const ids = Array.from({ length: 5 }, (_, index) => `event ${index}`);
      for (const id of ids) await audit().append(chain, [anEvent(id)]);
      const known = await end();
      const newest = await collect(audit().newest(chain, known));
      expect(newest).toEqual(await collect(audit().newest(chain)));
      expect(newest).toEqual((await collect(audit().lines(chain))).reverse());
      await audit().append(chain, [anEvent('later')]);
      expect(await collect(audit().newest(chain, known))).toEqual(newest);
      expect((await end())?.version).not.toBe(known?.version);
    });

    test('knows which events it holds and how many, and gives its blobs one by one', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [anEvent('one'), anEvent('two'), anEvent('one')]);
      expect(await audit().holds(chain, 'two')).toBe(true);
      expect(await audit().holds(chain, 'three')).toBe(false);
      const known = await audit().knownEvents(chain);
      expect(['one', 'two', 'three'].map((id) => known.has(id))).toEqual([true, true, false]);
      expect(known.count).toBe(2);
      const [first] = await collect(audit().blobs(chain));
      expect(first && (await collect(first.lines))).toEqual(await collect(audit().lines(chain)));
      expect(await collect(audit().blobs(chain, first?.name))).toEqual([]);
    });

    test('keeps the chains of two projects apart', async () => {
      const [left, right] = [fresh('chain'), fresh('chain')];
      await Promise.all([audit().append(left, [anEvent('one')]), audit().append(right, [anEvent('one')])]);
      expect(await idsOf(audit(), left)).toEqual(['one']);
      expect(await collect(audit().chains())).toEqual(expect.arrayContaining([left, right]));
    });

    test('has no head and no lines for a chain that was never written', async () => {
      const chain = fresh('chain');
      expect(await audit().head(chain)).toBeUndefined();
      expect(await collect(audit().lines(chain))).toEqual([]);
      expect(await collect(audit().newest(chain))).toEqual([]);
    });

    test('gives the newest line first to whoever reads from the end, down to the only one', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [anEvent('one')]);
      expect(await collect(audit().newest(chain))).toEqual(await collect(audit().lines(chain)));
      await audit().append(chain, [anEvent('two', { data: { name: 'Überblick \u2028 ✓' } }), anEvent('three')]);
      const newest = await collect(audit().newest(chain));
      expect(newest.map((line) => parseChainLine(line).event.id)).toEqual(['three', 'two', 'one']);
      expect(newest.reverse()).toEqual(await collect(audit().lines(chain)));
    });

    test('lists its blobs, and reads each in both ways from any line on, without what came since', async () => {
      const chain = fresh('chain');
      await audit().append(chain, [
        anEvent('one'),
        anEvent('two', { data: { name: 'Überblick \u2028 ✓' } }),
        anEvent('three'),
      ]);
      const [blob, ...others] = await audit().listed(chain);
      if (blob === undefined) throw new Error('the chain has no blob');
      expect(others).toEqual([]);
      expect(await audit().listed()).toContainEqual(blob);
      expect(await collect(audit().written())).toContain(chain);
      await audit().append(chain, [anEvent('later')]);
      const lines = (await collect(audit().lines(chain))).slice(0, 3);
      const forth = await collect(audit().read(blob, 'forth'));
      const back = await collect(audit().read(blob, 'back'));
      expect(forth.map(({ line }) => line)).toEqual(lines);
      expect(back.map(({ line }) => line)).toEqual(lines.toReversed());
      for (const [index, { at }] of forth.entries())
        expect(await collect(audit().read(blob, 'forth', at))).toEqual(forth.slice(index + 1));
      for (const [index, { at }] of back.entries())
        expect(await collect(audit().read(blob, 'back', at))).toEqual(back.slice(index + 1));
    });

    test('writes its head anew from its lines, over several transactions, and goes on behind it', async () => {
      const chain = fresh('chain');
      await audit().append(
        chain,
        Array.from({ length: 230 }, (_, at) => anEvent(`event-${at}`)),
      );
      await audit().append(chain, [anEvent('hold', { kind: 'hold.set' })]);
      const before = await audit().head(chain);
      await audit().restoreHead(chain);
      expect(await audit().head(chain)).toEqual(before);
      await audit().append(chain, [anEvent('event-7'), anEvent('more')]);
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 232 });
      expect((await audit().knownEvents(chain)).count).toBe(232);
    });

    test('refuses a chain whose name would be a path', async () => {
      await expect(audit().append('a/b', [anEvent('one')])).rejects.toThrow('no name of an audit chain');
    });

    test('takes more events than one transaction holds', async () => {
      const chain = fresh('chain');
      const ids = Array.from({ length: 230 }, (_, index) => `event ${index}`);
      await audit().append(
        chain,
        ids.map((id) => anEvent(id)),
      );
      expect(await idsOf(audit(), chain)).toEqual(ids);
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 230 });
    });

    test('lets twenty writers of five events each append at once: one chain, every event once', async () => {
      const chain = fresh('chain');
      const writers = Array.from({ length: 20 }, (_, writer) =>
        Array.from({ length: 5 }, (_, index) => `writer ${writer} event ${index}`),
      );
      await Promise.all(
        writers.map((ids) =>
          audit().append(
            chain,
            ids.map((id) => anEvent(id)),
          ),
        ),
      );
      const ids = await idsOf(audit(), chain);
      expect([...ids].sort()).toEqual(writers.flat().sort());
      for (const mine of writers) expect(ids.filter((id) => mine.includes(id))).toEqual(mine);
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 100 });
    });

    test('keeps an event once when ten writers bring the same ones at once', async () => {
      const chain = fresh('chain');
      const events = [anEvent('one'), anEvent('two')];
      await Promise.all(Array.from({ length: 10 }, () => audit().append(chain, events)));
      expect(await idsOf(audit(), chain)).toEqual(['one', 'two']);
      expect(await verdict(audit(), chain)).toMatchObject({ ok: true, count: 2 });
    });
  });
}

/** Ids of a chain's events, in order. */
export async function idsOf(audit: AuditLog, chain: string): Promise<string[]> {
  return (await collect(audit.lines(chain))).map((line) => parseChainLine(line).event.id);
}

/** What the verification says of a chain. */
export async function verdict(audit: AuditLog, chain: string): ReturnType<typeof verifyChain> {
  return await verifyChain(audit.lines(chain), await audit.head(chain));
}
