import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  everyProject,
  heldBy,
  holdReason,
  holdsOn,
  holdText,
  isForgotten,
  isNamedBy,
  isOn,
  liftAs,
  unreadableHold,
  wantsSecond,
  withFinding,
} from '../../../src/domain/operation/hold.ts';
import { aHold } from '../../contract/holds-contract.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const earlier = '2026-11-24T11:00:00.000Z';
const later = '2026-11-24T13:00:00.000Z';

describe('holdsOn', () => {
  const own = aHold({ project: 'lungs' });
  const other = aHold({ project: 'lungs' });
  const all = aHold({ project: everyProject });
  test.each([
    ['nothing is held without a hold', [], []],
    ['a hold of another project does not count', [aHold({ project: 'hearts' })], []],
    ["the project's own holds come before those of all", [all, own, other], [own, other, all]],
    ['a hold of all keeps every project', [all], [all]],
    ['a hold that has ended does not count', [{ ...own, until: earlier }], []],
    ['behind a hold that has ended others still count', [{ ...own, until: earlier }, other, all], [other, all]],
    ['a hold ends at its time and not after it', [{ ...own, until: now.toISOString() }], []],
  ] as const)('%s', (_name, holds, found) => {
    expect(holdsOn(holds, 'lungs', now)).toEqual(found);
  });
});

describe('how a lift names a hold', () => {
  const malware = aHold({ by: 'control-plane', owner: 'malware', reason: 'malware was found in exp_1' });

  test('one that an operator set by its id, and one for malware by the digest of its list too', () => {
    const own = aHold();
    expect(liftAs(own)).toBe(own.id);
    expect(liftAs(withFinding(own, 'exp_2'))).toBe(own.id);
    expect(liftAs(malware)).toMatch(new RegExp(`^${malware.id}\\.[0-9a-f]{16}$`));
    expect(liftAs(withFinding(malware, 'exp_2'))).not.toBe(liftAs(malware));
    for (const hold of [own, malware, withFinding(malware, 'exp_2')]) {
      expect(isNamedBy(liftAs(hold), hold)).toBe(true);
      expect(isNamedBy(liftAs(hold), aHold())).toBe(false);
    }
  });

  test('what is found twice stands in its list once, and counts as once beyond it', () => {
    const many = Array.from({ length: 53 }, (_, at) => `exp_${at}`).reduce(withFinding, malware);
    expect([many.findings?.length, many.beyond]).toEqual([50, 3]);
    expect(withFinding(many, 'exp_1')).toEqual(many);
    expect(holdReason(many)).toMatch(/exp_49, and 3 more$/);
    expect(holdReason(withFinding(malware, 'exp_2'))).toMatch(/exp_1, exp_2$/);
  });

  test('whoever asked to lift it did not know of what is found now', () => {
    const lifting = { by: { oid: 'o', name: 'Otto', emails: [] }, askedAt: earlier, reason: 'r', digest: 'd' };
    expect(withFinding({ ...malware, lifting }, 'exp_2')).not.toHaveProperty('lifting');
  });
});

describe('heldBy', () => {
  const ends = fc.option(fc.date({ min: now, max: new Date('2030-01-01'), noInvalidDate: true }), { nil: undefined });
  const hold = ends.map((until) => aHold({ project: 'lungs', ...(until && { until: until.toISOString() }) }));

  test('several holds last as long as any of them', () => {
    fc.assert(
      fc.property(fc.array(hold, { minLength: 1 }), fc.date({ min: now, noInvalidDate: true }), (holds, at) => {
        const held = heldBy(holds);
        expect(held && isOn(held, at)).toBe(holdsOn(holds, 'lungs', at).length > 0);
      }),
      { seed: 26 },
    );
  });

  test('says the first, and how many more', () => {
    const [one, other] = [aHold({ reason: 'a leak' }), aHold({ since: earlier })];
    expect(heldBy([])).toBeUndefined();
    expect(heldBy([one])?.text).toMatch(/: a leak$/);
    expect(heldBy([one])).not.toHaveProperty('until');
    expect(heldBy([one, other, other])).toEqual({
      since: one.since,
      text: expect.stringMatching(/: a leak \(and 2 more holds\)$/),
    });
  });
});

test('what the scanner or an incident set wants two to lift it, and so does what cannot be read and may be that', () => {
  const unreadable = (columns: object, id = 'h') => unreadableHold({ project: 'lungs', id }, { ...columns });
  const ofScanner = aHold({ by: 'control-plane' });
  const ofIncident = aHold({ owner: 'incident' });
  const rows = [
    unreadable({ by: 'oid-otto' }),
    unreadable({}),
    unreadable({ by: 'oid-otto' }, 'inc_20260301_0a1b2c3d'),
  ];
  expect([aHold(), ofScanner, ofIncident, ...rows].map(wantsSecond)).toEqual([false, true, true, false, true, true]);
});

describe('a hold whose row cannot be read', () => {
  const columns = { since: earlier, by: 'oid-otto' };
  const of = (id: string | undefined, change: object = {}) =>
    unreadableHold({ project: 'lungs', id }, { ...columns, ...change });

  test('has the id of its key, and what its columns still say', () => {
    expect(of('h')).toStrictEqual({
      id: 'h',
      project: 'lungs',
      since: earlier,
      by: 'oid-otto',
      reason: expect.stringContaining('cannot be read'),
      owner: 'operator',
      takeBack: false,
      unreadable: true,
    });
    expect(of('h', { by: 'control-plane' }).owner).toBe('malware');
    expect(of('h', { by: 7 }).by).toBe('');
  });

  test('of an earlier version is known by its beginning, and has no owner', () => {
    expect(of(undefined)).toMatchObject({ id: `unreadable-${earlier}` });
    expect(of(undefined)).not.toHaveProperty('owner');
  });

  test.each([undefined, 7, 'yesterday'])('that began at %s holds since ever', (since) => {
    expect(of('h', { since }).since).toBe('1970-01-01T00:00:00.000Z');
  });
});

test('what was found since stands behind the reason', () => {
  const more = aHold({ reason: 'malware was found in exp_1', findings: ['exp_2', 'ing_3'] });
  expect(holdText(more)).toMatch(/: malware was found in exp_1, exp_2, ing_3$/);
});

test('the words for people say since when, by whom, until when and why', () => {
  const hold = aHold({ project: everyProject, until: later });
  expect(holdText(hold)).toBe(
    'on hold with all projects since 2026-11-24T10:00:00.000Z by Otto Operator until 2026-11-24T13:00:00.000Z: a leak is looked into',
  );
  expect(holdText(aHold())).toBe('on hold since 2026-11-24T10:00:00.000Z by Otto Operator: a leak is looked into');
});

test('the words for a hold whose row names nobody name nobody', () => {
  const { name: _name, ...unnamed } = aHold();
  expect(holdText(unnamed)).toBe('on hold since 2026-11-24T10:00:00.000Z: a leak is looked into');
});

test('a reason that ends with a full stop does not end a sentence twice', () => {
  expect(holdText(aHold({ reason: 'A leak is looked into. ' }))).toMatch(/: A leak is looked into$/);
});

test('a hold without an end is thought to be forgotten after a week', () => {
  const since = '2026-03-02T10:00:00.000Z';
  const week = new Date('2026-03-09T10:00:00.000Z');
  expect(isForgotten({ since }, week)).toBe(false);
  expect(isForgotten({ since }, new Date(week.getTime() + 1))).toBe(true);
  expect(isForgotten({ since, until: '2026-04-01T00:00:00.000Z' }, new Date('2026-03-20T00:00:00Z'))).toBe(false);
});
