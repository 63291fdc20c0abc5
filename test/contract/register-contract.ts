import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../src/domain/audit/chain-line.ts';
import { Refused } from '../../src/domain/base/errors.ts';
import { pendingAfter, triedAgain } from '../../src/domain/notification/pending-work.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { summaryRowOf } from '../../src/domain/overview/summary-row.ts';
import { ConflictError, type Register } from '../../src/ports/records.ts';
import { anEvent, anOperation, collect, fresh, operationId } from './samples.ts';

/** What every register must do. `register` is asked for within the tests. */
export function registerContract(register: () => Register): void {
  describe('a register', () => {
    test('gives back an operation as it was opened, with every optional part', async () => {
      const operation = anOperation({
        name: fresh('Überblick/#?% ✓'),
        version: 2,
        purpose: 'für den Bericht',
        source: { digest: 'a'.repeat(64), count: 3, bytes: 9, listedAt: '2026-11-24T10:00:00.000Z' },
        package: { digest: 'b'.repeat(64), count: 3, bytes: 9 },
        round: 1,
        failure: { state: 'copying', message: 'no', publicMessage: 'It stopped', at: '2026-11-24T10:00:00.000Z' },
        transfers: [
          {
            step: 'ingress-copy',
            attempt: 1,
            parameters: { operationId: 'x' },
            status: 'intended',
            intendedAt: '2026-11-24T10:00:00.000Z',
          },
        ],
      });
      expect(await register().open(operation, [])).toEqual({ opened: true });
      expect((await register().get(operation))?.value).toEqual(operation);
      expect(await register().openId('ingress', operation.project, operation.name)).toBe(operation.id);
    });

    test('knows nothing of an operation that was never opened, nor of text that is no id', async () => {
      expect(await register().get({ project: 'heart-study', id: operationId('ingress') })).toBeUndefined();
      expect(await register().get({ project: 'heart-study', id: "x'/../y" })).toBeUndefined();
      expect(await register().openId('export', 'heart-study', fresh('none'))).toBeUndefined();
    });

    test('lets one of two openers of the same name win, and tells the other who did', async () => {
      for (let round = 0; round < 20; round += 1) {
        const name = fresh('raced');
        const [left, right] = [anOperation({ name }), anOperation({ name })];
        const answers = await Promise.all([register().open(left, []), register().open(right, [])]);
        const winner = answers[0]?.opened ? left : right;
        const loser = winner === left ? right : left;
        expect(answers).toContainEqual({ opened: true });
        expect(answers).toContainEqual({ opened: false, id: winner.id, name });
        expect(await register().get(loser)).toBeUndefined();
      }
    });

    test('takes names that differ only in case for one, and keeps the first spelling until it is closed', async () => {
      const name = fresh('Grün');
      const first = anOperation({ name });
      const { id, project } = first;
      await register().open(first, []);
      const second = anOperation({ name: name.toUpperCase() });
      expect(await register().open(second, [])).toEqual({ opened: false, id, name });
      expect(await register().openOf('ingress', project, second.name)).toEqual({ id, name });
      expect(await register().openId('ingress', project, second.name)).toBeUndefined();
      const stored = await found(register(), first);
      await register().move({ ...stored, value: { ...first, state: 'discarded' } }, []);
      expect(await register().open(second, [])).toEqual({ opened: true });
    });

    test('opens the same name at the other door and in another project', async () => {
      const name = fresh('twice');
      await register().open(anOperation({ name }), []);
      expect(await register().open(anOperation({ name, door: 'export' }), [])).toEqual({ opened: true });
      expect(await register().open(anOperation({ name, project: 'lung-study' }), [])).toEqual({ opened: true });
    });

    test('answers a repeated opening of the same operation like the first', async () => {
      const operation = anOperation();
      await register().open(operation, []);
      expect(await register().open(operation, [])).toEqual({ opened: true });
    });

    test('refuses an update with an ETag that no longer holds and keeps what stands', async () => {
      const operation = anOperation();
      await register().open(operation, []);
      const stored = await found(register(), operation);
      const updated = await register().update({ ...stored, value: { ...operation, state: 'checking' } });
      await expect(register().update({ ...stored, value: { ...operation, state: 'failed' } })).rejects.toThrow(
        ConflictError,
      );
      await register().update({ ...updated, value: { ...operation, state: 'copying' } });
      expect((await register().get(operation))?.value.state).toBe('copying');
    });

    test('gives a row as this process wrote it last, with the ETag that it has if nobody else has written since', async () => {
      const operation = anOperation();
      const key = { project: operation.project, id: operation.id };
      await register().open(operation, []);
      const read = await register().get(key);
      const written = await register().update({ value: { ...operation, purpose: 'one' }, etag: read?.etag ?? '' });
      expect(register().lately(key)).toEqual(written);
      expect(register().lately({ ...key, project: 'another-project' })).toBeUndefined();
      await expect(register().update({ value: operation, etag: read?.etag ?? '' })).rejects.toThrow(ConflictError);
      expect(register().lately(key)).toEqual(await register().get(key));
    });

    test('closes once: the name is free again and the row stays', async () => {
      const operation = anOperation();
      await register().open(operation, []);
      const stored = await found(register(), operation);
      const closing = { ...stored, value: { ...operation, state: 'discarded' } };
      const closed = await register().move(closing, []);
      expect(closed.etag).toBe((await register().get(operation))?.etag);
      expect(await register().openId('ingress', operation.project, operation.name)).toBeUndefined();
      await expect(register().move(closing, [])).rejects.toThrow(ConflictError);
      await expect(register().open(operation, [])).rejects.toThrow(ConflictError);
      const next = anOperation({ name: operation.name });
      expect(await register().open(next, [])).toEqual({ opened: true });
      await expect(register().move(closed, [])).rejects.toThrow(ConflictError);
      expect(await register().openId('ingress', operation.project, operation.name)).toBe(next.id);
    });

    test('writes what a move owes with the row, gives it in the order of moves, and forgets what is settled', async () => {
      const operation = anOperation();
      await register().open(operation, pendingAfter(operation, lineOf(operation)));
      const stored = await found(register(), operation);
      const failed = { ...operation, state: 'failed', revision: operation.revision + 1 };
      await register().move({ ...stored, value: failed }, pendingAfter(failed, lineOf(failed)));
      const pending = await collect(register().owed(operation.project, operation.id));
      for (const { under } of pending) expect(under).toBe(operation.id);
      expect(pending.map(({ value }) => [value.kind, value.revision])).toEqual([
        ['line', operation.revision],
        ['line', failed.revision],
        ['telling', failed.revision],
      ]);
      await register().settle(...pending.slice(0, 2).map(({ value }) => value));
      if (pending[0]) await register().settle(pending[0].value);
      const [notification] = await collect(register().owed(operation.project, operation.id));
      if (notification?.value.kind !== 'telling') throw new Error('the telling is gone');
      const tried = triedAgain(notification.value, 'the mail server is away', new Date('2026-11-24T10:00:00.000Z'));
      await register().updateOwed({ ...notification, value: tried });
      expect((await collect(register().owed(operation.project, operation.id)))[0]?.value).toEqual(tried);
      await expect(register().updateOwed({ ...notification, value: tried })).rejects.toThrow(ConflictError);
      await register().settle();
      await register().settle(...pending.map(({ value }) => value));
      expect(await collect(register().owed(operation.project, operation.id))).toEqual([]);
    });

    test('knows the lines that moves up to a revision owe, whoever made them', async () => {
      const operation = anOperation({ revision: 0 });
      const [opened, moved] = [operation, { ...operation, state: 'checking' as const, revision: 1 }];
      const revisions = async (of: typeof operation) =>
        (await register().owedLines(of)).map(({ revision }) => revision);
      await register().open(opened, pendingAfter(opened, anEvent('opened')));
      expect(await revisions(opened)).toEqual([0]);
      const read = await register().get({ project: operation.project, id: operation.id });
      await register().move({ value: moved, etag: read?.etag ?? '' }, pendingAfter(moved, anEvent('moved')));
      expect(await revisions(moved)).toEqual([0, 1]);
      for (const line of await register().owedLines(moved)) await register().settle(line);
      expect(await revisions(moved)).toEqual([]);
    });

    test('owes nothing for a move that somebody else was quicker with', async () => {
      const operation = anOperation();
      await register().open(operation, []);
      const stored = await found(register(), operation);
      const moves = ['checking', 'rejected'].map((state) => {
        const value = { ...operation, state, revision: operation.revision + 1 };
        return register().move({ ...stored, value }, pendingAfter(value, lineOf(value)));
      });
      const outcomes = await Promise.allSettled(moves);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lines = (await collect(register().owed(operation.project, operation.id))).filter(
        ({ value }) => value.kind === 'line',
      );
      expect(lines).toHaveLength(1);
    });

    test('closes nothing with an ETag that no longer holds', async () => {
      const operation = anOperation();
      await register().open(operation, []);
      const stored = await found(register(), operation);
      await register().update({ ...stored, value: { ...operation, state: 'checking' } });
      await expect(register().move({ ...stored, value: { ...operation, state: 'discarded' } }, [])).rejects.toThrow(
        ConflictError,
      );
      expect(await register().openId('ingress', operation.project, operation.name)).toBe(operation.id);
    });

    test('gives all open names at a door of a project with their ids', async () => {
      const project = fresh('names');
      const [one, other] = [anOperation({ project }), anOperation({ project, name: fresh('Überblick/#?% ✓') })];
      for (const operation of [one, other, anOperation({ project, door: 'export' }), anOperation()])
        await register().open(operation, []);
      expect(await register().openNames('ingress', project)).toEqual(
        new Map([
          [one.name, one.id],
          [other.name, other.id],
        ]),
      );
      expect(await register().openNames('ingress', fresh('unknown'))).toEqual(new Map());
    });

    test('says of each held name whether its operation rests, from opening over moves to and fro', async () => {
      const project = fresh('rests');
      const operation = anOperation({ project });
      const rests = async () => (await register().heldNames('ingress', project)).map((one) => one.rests);
      await register().open(operation, []);
      expect(await rests()).toEqual([false]);
      const went = async (from: string, state: string) => {
        const { value, etag } = await found(register(), operation);
        const moved = { ...value, state, revision: value.revision + 1 };
        const line = lineOf(moved);
        const event = { ...line, data: { ...line.data, from } };
        await register().move({ value: moved, etag }, pendingAfter(moved, event));
      };
      await went('receiving', 'checking');
      expect(await rests()).toEqual([false]);
      await went('checking', 'failed');
      expect(await rests()).toEqual([true]);
      await went('failed', 'checking');
      expect(await rests()).toEqual([false]);
      await move(register(), operation, 'rejected');
      expect(await rests()).toEqual([true]);
      await move(register(), operation, 'discarded');
      expect(await register().heldNames('ingress', project)).toEqual([]);
    });

    test('remembers how a door stands, each door for itself, and refuses a change that was overtaken', async () => {
      const project = fresh('doors');
      const fresher = await register().rememberedDoor('ingress', project);
      expect(fresher).toEqual({ value: { door: 'ingress', project, waiting: 0 }, etag: null });
      const value = { ...fresher.value, waiting: 4, why: 'full', toldAt: '2026-11-24T10:00:00.000Z' } as const;
      await register().rememberDoor({ ...fresher, value });
      await expect(register().rememberDoor({ ...fresher, value })).rejects.toThrow(ConflictError);
      const known = await register().rememberedDoor('ingress', project);
      expect(known.value).toEqual(value);
      await register().rememberDoor({ ...known, value: { door: 'ingress', project, waiting: 0 } });
      await expect(register().rememberDoor(known)).rejects.toThrow(ConflictError);
      expect((await register().rememberedDoor('export', project)).value.waiting).toBe(0);
    });

    test('lets one of two openings through that counted the same room, and keeps what is remembered', async () => {
      const project = fresh('room');
      for (let round = 0; round < 5; round += 1) {
        const counted = await register().rememberedDoor('ingress', project);
        const openings = [1, 2, 3].map(() => register().open(anOperation({ project }), [], counted));
        const outcomes = await Promise.allSettled(openings);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError);
      }
      expect((await register().openNames('ingress', project)).size).toBe(5);
      expect((await register().rememberedDoor('ingress', project)).value.waiting).toBe(0);
    });

    test('moves the latest version of a dataset when it becomes available, and only then', async () => {
      const name = fresh('versions');
      expect(await register().latestVersion('heart-study', name)).toBe(0);
      await finish(register(), name, 'discarded', 1);
      expect(await register().latestVersion('heart-study', name)).toBe(0);
      await finish(register(), name, 'available', 1);
      await finish(register(), name, 'available', 2);
      expect(await register().latestVersion('heart-study', name)).toBe(2);
      await expect(finish(register(), name, 'available', 2)).rejects.toThrow('version 2 exists');
    });

    test('lets an earlier version become available that a later one overtook, and never the same one twice', async () => {
      const name = fresh('overtaken');
      await finish(register(), name, 'available', 2);
      await finish(register(), name, 'available', 1);
      expect(await register().latestVersion('heart-study', name)).toBe(2);
      await expect(finish(register(), name, 'available', 1)).rejects.toThrow('version 1 exists');
    });

    test('lists the operations of one project and door, newest first, page by page', async () => {
      const project = fresh('listed');
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        const operation = anOperation({ project, id: `ing_01ARZ3NDEKTSV4RRFFQ69G5FA${count}` });
        await register().open(operation, []);
        ids.unshift(operation.id);
      }
      await register().open(anOperation({ project, door: 'export' }), []);
      const seen: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await register().list('ingress', project, continuation);
        seen.push(...page.items.map(({ id }) => id));
        continuation = page.continuation;
      } while (continuation !== undefined);
      expect(seen).toEqual(ids);
      expect(await register().list('ingress', fresh('unknown'))).toEqual({ items: [], broken: [] });
    });

    test('lists the packages that are told outside, page by page, whatever else lies between them', async () => {
      const project = fresh('told');
      const toldSince = '2026-11-24T10:00:00.000Z';
      const ids: string[] = [];
      for (let count = 0; count < 10; count += 1) {
        const id = `exp_01ARZ3NDEKTSV4RRFFQ69G5FA${count}`;
        const told = count % 4 === 0 ? { state: 'released' } : { state: 'rejected', toldSince };
        const hidden = { state: count % 4 === 1 ? 'checking' : 'rejected' };
        await register().open(anOperation({ project, door: 'export', id, ...(count % 2 === 0 ? told : hidden) }), []);
        if (count % 2 === 0) ids.unshift(id);
      }
      const seen: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await register().listTold(project, continuation);
        seen.push(...page.items.map(({ id }) => id));
        continuation = page.continuation;
        // It says no more than the page did.
        if (continuation !== undefined) expect(continuation).toBe(seen.at(-1));
      } while (continuation !== undefined);
      expect(seen).toEqual(ids);
      for (const token of ['nonsense', 'ing_01ARZ3NDEKTSV4RRFFQ69G5FA1'])
        await expect(register().listTold(project, token)).rejects.toThrow(Refused);
    });

    test('gives the briefs of operations by state and time, each door and project apart', async () => {
      const project = fresh('briefs');
      const times = ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z', '2026-11-26T10:00:00.000Z'];
      const moves = ['2026-12-01T10:00:00.000Z', '2026-12-02T10:00:00.000Z', '2026-12-03T10:00:00.000Z'];
      const trouble = { since: times[0] ?? '', times: 1, lastAt: '', message: 'away' };
      const [first, second, third] = times.map((startedAt, at) =>
        anOperation({
          ...{ project, startedAt, since: moves[at] ?? '', state: at === 0 ? 'rejected' : 'copying' },
          ...(at === 1 ? { trouble } : {}),
        }),
      );
      if (!first || !second || !third) throw new Error('three operations were made');
      for (const operation of [first, second, third, anOperation({ project, door: 'export' })])
        await register().open(operation, []);
      const briefs = async (narrowed: Parameters<Register['briefs']>[2]) =>
        (await register().briefs('ingress', project, narrowed)).briefs;
      const ids = async (narrowed: Parameters<Register['briefs']>[2]) =>
        (await briefs(narrowed)).map(({ value }) => value.id);
      expect(new Set(await ids({}))).toEqual(new Set([first.id, second.id, third.id]));
      expect(await ids({ states: ['rejected', 'failed'] })).toEqual([first.id]);
      expect(await ids({ since: times[1] ?? '', until: times[2] ?? '' })).toEqual([second.id]);
      expect(await ids({ moved: { since: moves[1] ?? '', until: moves[2] ?? '' } })).toEqual([second.id]);
      expect(await ids({ moved: { since: moves[2] ?? '' }, states: ['copying'] })).toEqual([third.id]);
      const [brief] = await briefs({ since: times[1] ?? '', until: times[2] ?? '' });
      if (!brief) throw new Error('the second operation has no brief');
      expect(brief.value).toEqual(summaryRowOf(second));
      expect(await register().whole(brief)).toEqual(second);
      await move(register(), second, 'verifying');
      const [after] = await briefs({ states: ['verifying'] });
      expect(after && (await register().whole(after))).toMatchObject({ id: second.id, state: 'verifying' });
    });

    test('gives the briefs of all projects at once, each of its own', async () => {
      const both = [fresh('one'), fresh('other')].map((project) =>
        anOperation({ project, startedAt: '2021-05-06T07:08:09.000Z' }),
      );
      for (const operation of [...both, anOperation({ project: fresh('later') })]) await register().open(operation, []);
      const span = { since: '2021-05-06T00:00:00.000Z', until: '2021-05-07T00:00:00.000Z' };
      const { briefs, broken } = await register().briefs('ingress', undefined, span);
      const ours = briefs.filter(({ value: { project } }) => both.some((one) => one.project === project));
      expect(new Set(ours.map(({ value }) => value.id))).toEqual(new Set(both.map(({ id }) => id)));
      expect(await Promise.all(ours.map((brief) => register().whole(brief)))).toEqual(
        expect.arrayContaining(
          both.map((operation) => expect.objectContaining({ id: operation.id, project: operation.project })),
        ),
      );
      expect(broken).toEqual([]);
    });

    test('gives beside states what was partly outside since then, and nothing else', async () => {
      const project = fresh('partly');
      const [since, at] = ['2026-12-02T10:00:00.000Z', '2026-12-03T10:00:00.000Z'];
      const partly = (outsideSince: string, count = 1) => {
        const outside = { digest: 'd', count, bytes: count, since: outsideSince };
        const takeBack = { number: 1, from: 'releasing', to: 'returning' as const, by: 'o', reason: 'r', at, outside };
        return anOperation({ project, door: 'export', state: 'returned', since: at, takeBack });
      };
      const [before, after, nothing] = [partly('2026-12-01T10:00:00.000Z'), partly(since), partly(since, 0)];
      const failed = anOperation({ project, door: 'export', state: 'failed', since: at });
      for (const operation of [before, after, nothing, failed]) await register().open(operation, []);
      const narrowed = { states: ['failed'], orPartlySince: since, moved: { since } };
      const found = (await register().briefs('export', project, narrowed)).briefs.map(({ value }) => value);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set([after.id, failed.id]));
      expect(found.find(({ id }) => id === after.id)).toEqual(summaryRowOf(after));
    });

    test('refuses a continuation token that it never gave', async () => {
      for (const token of ['nonsense', '', Buffer.from('{"a":1}').toString('base64url')]) {
        await expect(register().list('ingress', undefined, token)).rejects.toThrow(Refused);
      }
    });

    test('knows each project that has an operation, once', async () => {
      const project = fresh('known');
      await register().open(anOperation({ project }), []);
      await register().open(anOperation({ project, door: 'export' }), []);
      const projects = await collect(register().projects());
      expect(projects.filter((each) => each === project)).toEqual([project]);
      expect(projects).toEqual(projects.toSorted());
    });

    test('names every open operation as unfinished and no closed one', async () => {
      const project = fresh('unfinished');
      const [open, closed] = [anOperation({ project }), anOperation({ project })];
      await register().open(open, []);
      await register().open(closed, []);
      const stored = await found(register(), closed);
      await register().move({ ...stored, value: { ...closed, state: 'discarded' } }, []);
      const ids = (await collect(register().unfinished()))
        .flatMap((each) => ('operation' in each ? [each.operation] : []))
        .filter((each) => each.project === project)
        .map(({ id }) => id);
      expect(ids).toEqual([open.id]);
    });

    test('gives what is open and owed of a project together, without what ended since', async () => {
      const project = fresh('at-work');
      const [open, ends] = [anOperation({ project }), anOperation({ project })];
      const telling = { kind: 'telling', about: 'failed', since: open.since, times: 0 } as const;
      await register().open(open, [{ ...telling, project, operation: open.id, revision: 1 }]);
      await register().open(ends, []);
      const work = await register().atWork(project);
      await move(register(), ends, 'discarded');
      expect(await collect(work.owed())).toEqual(await collect(register().owed(project)));
      expect(await collect(work.owed())).toHaveLength(1);
      expect(await collect(work.unfinished())).toEqual([{ operation: open }]);
    });

    test('works on one again that gave up its name, beside another that holds it by now', async () => {
      const [first, second] = [anOperation({ state: 'deleting', version: 1 }), anOperation()];
      await register().open(first, []);
      await move(register(), first, 'available');
      expect(await register().isUnfinished(first)).toBe(false);
      await register().open({ ...second, name: first.name }, []);
      await move(register(), first, 'retracting');
      expect(await register().isUnfinished(first)).toBe(true);
      const { door, project, name } = first;
      expect(await register().openId(door, project, name)).toBe(second.id);
      const names = (await collect(register().unfinished())).flatMap((one) =>
        'operation' in one ? [one.operation.id] : [],
      );
      expect(names).toEqual(expect.arrayContaining([first.id, second.id]));
      await move(register(), first, 'retracted');
      expect(await register().isUnfinished(first)).toBe(false);
      expect(await register().openId(door, project, name)).toBe(second.id);
    });

    test('frees the name of one that goes on without it, and never gives the number of its version again', async () => {
      const [first, second] = [anOperation({ state: 'withdrawing', version: 3 }), anOperation()];
      const { door, project, name } = first;
      await register().open(first, []);
      await move(register(), first, 'retracting');
      expect(await register().isUnfinished(first)).toBe(true);
      expect(await register().openId(door, project, name)).toBeUndefined();
      expect(await register().latestVersion(project, name)).toBe(3);
      expect(await register().open({ ...second, name }, [])).toEqual({ opened: true });
      await move(register(), first, 'failed');
      await move(register(), first, 'retracting');
      expect(await register().openId(door, project, name)).toBe(second.id);
      await move(register(), first, 'withdrawn');
      expect(await register().isUnfinished(first)).toBe(false);
      expect(await register().openId(door, project, name)).toBe(second.id);
    });

    test('keeps a later number when the copy of an earlier one is removed', async () => {
      const name = fresh('numbers');
      await finish(register(), name, 'available', 4);
      const old = anOperation({ state: 'withdrawing', version: 2, name });
      await register().open(old, []);
      await move(register(), old, 'retracting');
      expect(await register().latestVersion(old.project, name)).toBe(4);
    });

    test('keeps the name of one that never gave it up, while it is worked on again', async () => {
      const operation = anOperation({ door: 'export', state: 'releasing' });
      await register().open(operation, []);
      await move(register(), operation, 'revoking');
      expect(await register().openId('export', operation.project, operation.name)).toBe(operation.id);
      await move(register(), operation, 'revoked');
      expect(await register().isUnfinished(operation)).toBe(false);
      expect(await register().openId('export', operation.project, operation.name)).toBeUndefined();
    });

    test('keeps a hundred long problems, and refuses a row that no table could hold', async () => {
      const problems = (count: number) =>
        Array.from({ length: count }, (_, index) => ({
          rule: 'name',
          path: `${index}/`.padEnd(1000, 'ü'),
          value: 'x',
          message: 'm'.repeat(500),
          publicMessage: 'p'.repeat(500),
        }));
      const long = anOperation({ problems: problems(100) });
      await register().open(long, []);
      expect((await register().get(long))?.value.problems).toHaveLength(100);
      await expect(register().open(anOperation({ problems: problems(500) }), [])).rejects.toThrow(
        /row of operation ing_/,
      );
    });
  });
}

function lineOf({ id, project, revision, state }: Operation): AuditEvent {
  const at = '2026-11-24T10:00:00.000Z';
  return { id: `${id}.${revision}.${state}`, at, kind: 'x', project, operation: id, actor: 'control-plane', data: {} };
}

async function found(register: Register, key: { project: string; id: string }) {
  const stored = await register.get(key);
  if (stored === undefined) throw new Error(`${key.id} is not in the register`);
  return stored;
}

async function move(register: Register, { project, id }: Operation, state: string): Promise<void> {
  const stored = await found(register, { project, id });
  await register.move({ ...stored, value: { ...stored.value, state } }, []);
}

async function finish(register: Register, name: string, state: string, version: number): Promise<void> {
  const operation = anOperation({ name, version });
  await register.open(operation, []);
  const stored = await found(register, operation);
  await register.move({ ...stored, value: { ...operation, state } }, []);
}
