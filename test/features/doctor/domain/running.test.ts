import { describe, expect, it, test } from 'vitest';
import { shownOf } from '../../../../src/domain/overview/shown.ts';
import { holds } from '../../../../src/features/doctor/domain/check.ts';
import { checks } from '../../../../src/features/doctor/domain/checks.ts';
import { doctorLine, failed, lineOfCheck, reportOf } from '../../../../src/features/doctor/domain/report.ts';
import {
  judgeDrill,
  judgeHeads,
  judgeHolds,
  judgeRows,
  judgeStalled,
  judgeSweep,
  judgeVerification,
} from '../../../../src/features/doctor/domain/running-checks.ts';
import {
  judgeAnnouncing,
  judgeCollector,
  judgeEvidence,
  judgeNotified,
  judgePipelines,
  judgeReceiptKeys,
  judgeScanner,
} from '../../../../src/features/doctor/domain/service-checks.ts';
import { sampleOperation } from '../../../domain/sample.ts';
import { aDeployment } from './deployment.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const ok = { result: 'ok' };
const problem = (found: RegExp | string) => ({
  result: 'problem',
  found: typeof found === 'string' ? found : expect.stringMatching(found),
});

test('says when a store was last put back', () => {
  expect(judgeDrill(undefined, now).result).toBe('cannot-tell');
  expect(judgeDrill(ago(60).toISOString(), now)).toMatchObject(ok);
  expect(judgeDrill(ago(181 * 24 * 60).toISOString(), now)).toEqual(problem(/181 days ago/));
});

describe('services', () => {
  test('each signing key must verify what it signs, and there must be one', () => {
    expect(judgeReceiptKeys([true, true])).toMatchObject(ok);
    expect(judgeReceiptKeys([true, false])).toEqual(problem(/1 of 2 versions/));
    expect(judgeReceiptKeys([])).toEqual(problem(/no enabled version/));
  });

  test('somebody whom no mail reaches is named with the reason', () => {
    const untold = (minutes: number, isGivenUp = false) => {
      const one = { project: 'heart-study', id: 'exp_1', about: 'released', times: 3, message: '550' };
      return judgeNotified(
        {
          at: now.toISOString(),
          untold: [{ ...one, since: ago(minutes).toISOString(), isGivenUp }],
        },
        undefined,
        now,
      );
    };
    expect(judgeNotified({ at: now.toISOString(), untold: [] }, undefined, now)).toMatchObject(ok);
    expect(judgeNotified(undefined, undefined, now).result).toBe('cannot-tell');
    expect(untold(5, true)).toEqual(problem(/exp_1 \(released\): given up since 2026-03-01T11:55:00.000Z: 550/));
    expect(untold(16)).toEqual(problem(/tried 3 times/));
    expect(untold(15)).toMatchObject(ok);
  });

  test('mails that wait for the mail server are told once they do so for long', () => {
    const waiting = (minutes: number) => {
      const queue = { limits: { perHour: 10 }, decisions: 1, news: 2, since: ago(minutes).toISOString() };
      return judgeNotified({ at: now.toISOString(), untold: [] }, queue, now);
    };
    expect(waiting(14)).toMatchObject(ok);
    expect(waiting(16)).toEqual(problem(/3 mails wait to leave, 1 of them .* MAIL_PER_HOUR/));
  });

  test('the scanner is judged by what rests, then by what passed', () => {
    expect(judgeScanner(aDeployment(), ['ing_1: nothing was said'], ago(5).toISOString())).toEqual(
      problem('ing_1: nothing was said'),
    );
    expect(judgeScanner(aDeployment(), [], ago(5).toISOString())).toMatchObject(ok);
    expect(judgeScanner(aDeployment(), [], undefined).result).toBe('cannot-tell');
    expect(judgeScanner({ scannedDoors: [] }, [], undefined)).toMatchObject(ok);
  });

  test('no package may wait for evidence in vain', () => {
    expect(judgeEvidence(true, ['exp_1: none came'])).toEqual(problem('exp_1: none came'));
    for (const hasRoom of [true, false]) expect(judgeEvidence(hasRoom, [])).toMatchObject(ok);
  });

  test('a pipeline must be there, take what it is given and ask for no more', () => {
    const needed = new Map([['discard', ['operationId', 'folder']]]);
    const has = (...parameters: string[]) => judgePipelines(needed, new Map([['discard', parameters]]));
    expect(has('operationId', 'folder')).toMatchObject(ok);
    expect(has('operationId')).toEqual(problem('discard does not take folder'));
    expect(has('operationId', 'folder', 'endTime')).toEqual(problem('discard asks for endTime, which it is not given'));
    expect(judgePipelines(needed, new Map())).toEqual(problem('discard is missing'));
  });

  test('events arrive where uploads are taken up soon at both doors; else an administrator has to look', () => {
    const judge = (ingress: number[], atExport: number[]) =>
      judgeAnnouncing(aDeployment(), new Map(Object.entries({ ingress, export: atExport })));
    expect(judge([2, 290, 1], [4])).toEqual({
      result: 'ok',
      found: expect.stringMatching(/^ingress: of the newest 3, half were taken up within 2 seconds .*; export: /),
    });
    for (const verdict of [judge([2], []), judge([2], [31, 240])])
      expect(verdict).toMatchObject({
        result: 'cannot-tell',
        mend: expect.stringMatching(/--name stpublic .*--name stsecure /),
      });
    expect(judge([2], []).found).toContain('export: nothing was uploaded lately');
    expect(judge([2], [31, 240]).found).toContain('within 240 seconds of their first file');
  });
});

describe('what runs', () => {
  test('a sweep must have looked within a quarter of an hour', () => {
    expect(judgeSweep(ago(14).toISOString(), now)).toMatchObject(ok);
    expect(judgeSweep(ago(16).toISOString(), now)).toEqual(problem(/16 minutes ago/));
    expect(judgeSweep(undefined, now)).toEqual(problem(/no sweep has looked/));
  });

  test('an operation in trouble for as long as the setting says is stalled', () => {
    const trouble = { since: ago(60 * 25).toISOString(), times: 9, lastAt: ago(1).toISOString(), message: 'leased' };
    const stalled = shownOf(sampleOperation({ trouble }));
    expect(judgeStalled([shownOf(sampleOperation()), stalled], 26, now)).toEqual({
      result: 'ok',
      found: 'under way: 2, of which 1 are tried again after an error',
    });
    expect(judgeStalled([stalled], 24, now)).toEqual(problem(/heart-study ing_01K\w+ \(receiving\) since .*: leased/));
  });

  test('a hold that is on is told with who set it, when and why', () => {
    const hold = {
      id: 'h',
      project: '_all',
      since: 'Monday',
      by: 'oid',
      name: 'Otto',
      reason: 'a leak',
      takeBack: false,
    };
    expect(judgeHolds([{ ...hold, until: ago(1).toISOString() }], now)).toMatchObject(ok);
    expect(judgeHolds([hold], now)).toEqual(problem('all projects since Monday by Otto: a leak'));
    const { name: _name, ...unnamed } = hold;
    expect(judgeHolds([unnamed], now)).toEqual(problem('all projects since Monday: a leak'));
    expect(judgeHolds([{ ...hold, project: 'heart-study' }], now)).toEqual(problem(/^heart-study since Monday/));
  });

  test('a row that cannot be read is named', () => {
    expect(judgeRows([])).toMatchObject(ok);
    expect(judgeRows(undefined).result).toBe('cannot-tell');
    expect(judgeRows([{ project: 'heart-study', key: 'ing_1', problem: 'state: unknown' }])).toEqual(
      problem('heart-study ing_1: state: unknown'),
    );
  });

  test('the head of a chain stands at its end, unless somebody is writing', () => {
    const end = { blob: 'heart-study/2026-03/001.jsonl', length: 700, writtenAt: ago(5) };
    const chain = { chain: 'heart-study', end, head: { blob: end.blob, length: 700 } };
    expect(judgeHeads([chain], now)).toMatchObject(ok);
    expect(judgeHeads([{ ...chain, head: { blob: end.blob, length: 600 } }], now)).toEqual(
      problem(/its head is .* at 600/),
    );
    expect(judgeHeads([{ ...chain, head: { blob: end.blob, length: 900 } }], now)).toEqual(problem(/at 700 bytes/));
    expect(judgeHeads([{ ...chain, head: undefined }], now)).toEqual(problem(/its head is none/));
    expect(judgeHeads([{ ...chain, problem: 'It is wrong' }], now)).toEqual(problem('It is wrong'));
    expect(judgeHeads([{ ...chain, end: undefined, head: undefined, problem: 'None' }], now)).toEqual(problem('None'));
    expect(judgeHeads([{ ...chain, end: undefined }], now)).toEqual(problem('heart-study: it has a head and no blob'));
    expect(judgeHeads([{ chain: 'new-study', end: undefined, head: undefined }], now)).toMatchObject(ok);
    const writing = { ...chain, end: { ...end, writtenAt: ago(0.5) }, head: { blob: end.blob, length: 600 } };
    expect(judgeHeads([writing], now)).toMatchObject(ok);
  });

  test('the newest verification of what is new was lately, and found nothing wrong', () => {
    const line = { at: '2026-03-02T02:00:00.000Z', data: { since: '2026-02-28T02:10:00.000Z', wrong: 0 } };
    expect(judgeVerification(undefined)).toMatchObject({
      result: 'cannot-tell',
      found: expect.stringMatching(/3 days/),
    });
    expect(judgeVerification(line)).toMatchObject(ok);
    expect(judgeVerification({ ...line, data: { ...line.data, wrong: 2 } })).toEqual(problem(/things were wrong: 2/));
  });
});

describe('the report', () => {
  it('has a name, a title, a reason and a mend for each check, and each name once', () => {
    expect(checks.length).toBeGreaterThan(40);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { title, why, mend } of checks) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/s);
      expect(mend).toMatch(/\.$/);
    }
  });

  it('counts, is not ok with a problem, and says the mend where something is to be done', () => {
    const [first, second, third] = checks;
    if (!first || !second || !third) throw new Error('there are no checks');
    const lines = [
      lineOfCheck(first, holds('fine')),
      lineOfCheck(second, failed({ failing: 'problem' }, 'refused')),
      lineOfCheck(third, failed({ failing: 'cannot-tell' }, 'refused')),
    ];
    expect(lines).toMatchObject([
      { result: 'ok', found: 'fine' },
      { result: 'problem', found: 'refused', mend: second.mend },
      { result: 'cannot-tell', found: 'could not be asked: refused', mend: third.mend },
    ]);
    expect(lines[0]).not.toHaveProperty('mend');
    const report = reportOf(lines, now);
    expect(report).toMatchObject({ at: now.toISOString(), ok: false, counts: { ok: 1, problem: 1, 'cannot-tell': 1 } });
    expect(reportOf(lines.slice(0, 1), now).ok).toBe(true);
    expect(doctorLine(report)).toBe(
      `doctor: 1 ok, 1 problem (${second.id}), 1 cannot be told from here; npm run sallyport -- doctor`,
    );
  });
});

describe('the collector of telemetry', () => {
  const endpoint = 'https://collector.example.org:4318';

  test('is in order where none is named, and where it takes an export with nothing in it', () => {
    expect(judgeCollector(undefined, undefined)).toMatchObject(ok);
    expect(judgeCollector(endpoint, 200)).toMatchObject(ok);
  });

  test.each([
    [404, 'must be the address before /v1/traces'],
    [401, 'The app sends no credentials'],
    [415, 'as JSON'],
    [503, undefined],
  ])('is a problem where it answers %d, and the mend fits', (status, mend) => {
    const verdict = judgeCollector(endpoint, status);
    expect(verdict).toMatchObject({ result: 'problem', found: `${endpoint}/v1/traces answered ${status}` });
    if (mend === undefined) expect(verdict.mend).toBeUndefined();
    else expect(verdict.mend).toContain(mend);
  });
});
