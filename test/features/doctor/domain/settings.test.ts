import { describe, expect, it, test } from 'vitest';
import type { Deployment } from '../../../../src/domain/overview/deployment.ts';
import { accountName } from '../../../../src/domain/people/account-name.ts';
import {
  judgeAnswered,
  judgeOtherIdentities,
  judgeReading,
} from '../../../../src/features/doctor/domain/access-checks.ts';
import type { CheckVerdict } from '../../../../src/features/doctor/domain/check.ts';
import {
  judgeAccounts,
  judgeBaseUrl,
  judgeChallenge,
  judgeCode,
  judgeGroupsClaim,
  judgeLeftOut,
  judgeMailSecurity,
  judgeScannedDoors,
  judgeSecondOperator,
  judgeTicks,
  judgeVersions,
} from '../../../../src/features/doctor/domain/settings-checks.ts';
import {
  clockBounds,
  judgeClocks,
  judgeSoftDelete,
  judgeWriteOnce,
} from '../../../../src/features/doctor/domain/storage-checks.ts';
import { aDeployment } from './deployment.ts';

const { storage, vault, mail } = aDeployment();

const settings: readonly [
  name: string,
  judge: (deployment: Deployment) => CheckVerdict,
  wrong: readonly (readonly [change: Partial<Deployment>, found: RegExp])[],
][] = [
  [
    'accounts that are shared',
    judgeAccounts,
    [
      [{ storage: { ...storage, publicUrl: storage.secureUrl } }, /uploads come in to the secure account stsecure/],
      [{ storage: { ...storage, releaseUrl: storage.secureUrl } }, /results are released to the secure account/],
      [{ storage: { ...storage, controlUrl: storage.publicUrl } }, /the control account stpublic holds data/],
      [{ storage: { ...storage, safeUrl: storage.controlUrl } }, /the second copy lies in the control account/],
      [{ storage: { ...storage, tableUrl: 'https://stother.table.core.windows.net' } }, /tables are in stother/],
    ],
  ],
  ['pages without https', judgeBaseUrl, [[{ publicBaseUrl: 'http://sallyport.example.org' }, /http:\/\/sallyport/]]],
  ['a vault that is not verified', judgeChallenge, [[{ vault: { ...vault, verifyChallenge: false } }, /is false/]]],
  ['a password in clear', judgeMailSecurity, [[{ mail: { ...mail, security: 'none' } }, /in clear/]]],
  ['one operator alone', judgeSecondOperator, [[{ secondOperator: false }, /one operator is enough/]]],
  [
    'groups that do not count',
    judgeGroupsClaim,
    [[{ groupsClaim: { on: false, projects: {} } }, /GROUPS_CLAIM is off/]],
  ],
  ['uploads that nobody scans', judgeScannedDoors, [[{ scannedDoors: [] }, /ingress is not scanned/]]],
  [
    'parts that protect and were left out',
    judgeLeftOut,
    [
      [{ leftOut: ['firewall'] }, /^no firewall: /],
      [{ leftOut: ['machineLearning', 'sentinel'] }, /^no Sentinel: .*; left out too: machineLearning$/],
      [{ leftOut: ['bastion', 'desktops', 'vpn'] }, /^no desktops, Bastion or VPN: nobody comes in$/],
    ],
  ],
  ['mails that leave at once', judgeTicks, [[{ ticks: { tell: 1, link: 300 } }, /TELL_TICK_SECONDS is 1;/]]],
  ['another Node', judgeVersions, [[{ runtime: { app: '1.0.0', node: 'v22.1.0' } }, /Node v22.1.0/]]],
];

describe('settings', () => {
  it.each(settings)('tells of %s', (_name, judge, wrong) => {
    expect(judge(aDeployment())).toMatchObject({ result: 'ok' });
    for (const [change, found] of wrong) {
      const verdict = judge(aDeployment(change));
      expect(verdict).toMatchObject({ result: 'problem', found: expect.stringMatching(found) });
    }
  });

  it('names parts that only add something, and those of which one is enough, without offence', () => {
    expect(judgeLeftOut({ leftOut: ['bastion', 'defender', 'vpn'] })).toMatchObject({
      result: 'ok',
      found: 'left out: defender',
    });
    expect(judgeLeftOut({ leftOut: [] }).found).toBe('nothing is left out');
  });

  it('tells code that was not sent from code that was, and says what it cannot compare', () => {
    expect(judgeCode({ sentBundle: 'aa' }, 'aa')).toMatchObject({ result: 'ok', found: 'aa runs' });
    expect(judgeCode({ sentBundle: 'aa' }, 'bb')).toMatchObject({
      result: 'problem',
      found: 'bb runs, and aa was sent',
    });
    expect(judgeCode({ sentBundle: 'aa' }, undefined).result).toBe('problem');
    expect(judgeCode({}, 'aa').result).toBe('cannot-tell');
  });

  it('takes no offence at a machine of our own', () => {
    expect(judgeBaseUrl({ publicBaseUrl: 'http://localhost:7071' }).result).toBe('ok');
    expect(judgeChallenge({ vault: { url: 'https://127.0.0.1:1234', verifyChallenge: false } }).result).toBe('ok');
    const ticks = { tell: 1, link: 1 };
    expect(judgeTicks({ ticks, publicBaseUrl: 'http://localhost:7071' })).toMatchObject({
      result: 'ok',
      found: expect.stringContaining('TELL_TICK_SECONDS is 1'),
    });
    expect(judgeMailSecurity({ mail: { host: '127.0.0.1', port: 25, security: 'none' } }).result).toBe('ok');
  });

  it('names an account by its host, or by its path where the host has no name', () => {
    expect(accountName('https://stpublic.blob.core.windows.net')).toBe('stpublic');
    expect(accountName('https://127.0.0.1:10000/public')).toBe('public');
  });
});

describe('access', () => {
  test('everything must answer, and what did not is named with what was said', () => {
    const answers: [string, string | undefined][] = [
      ['review', undefined],
      ['returned', 'Could not list returned: 403'],
    ];
    expect(judgeAnswered(new Map(answers))).toEqual({
      result: 'problem',
      found: 'returned: Could not list returned: 403',
    });
    expect(judgeAnswered(new Map(answers.slice(0, 1)))).toEqual({ result: 'ok', found: 'answered: review' });
  });

  test('whoever is told that a blob does not exist may read', () => {
    expect(judgeReading(new Map([['review', 'refused']])).result).toBe('ok');
    expect(
      judgeReading(
        new Map([
          ['review', 'refused'],
          ['datasets', 'allowed'],
        ]),
      ),
    ).toMatchObject({
      result: 'problem',
      found: 'storage lets the control plane read blobs in datasets',
    });
  });

  test('what cannot be asked as ourselves is said, with the commands for this deployment', () => {
    expect(judgeOtherIdentities(aDeployment()).result).toBe('cannot-tell');
    expect(judgeWriteOnce(aDeployment())).toMatchObject({
      result: 'cannot-tell',
      mend: expect.stringMatching(
        /--account-name stcontrol --container-name audit.*--storage-account stsecure --name datasets/,
      ),
    });
    expect(judgeSoftDelete(aDeployment())).toMatchObject({
      result: 'cannot-tell',
      mend: expect.stringMatching(/--account-name stpublic .* must be 7;.*--account-name stsecure .* 17/),
    });
  });
});

test('what the reading room wrote is among what policies keep', () => {
  expect(judgeWriteOnce(aDeployment()).mend).toMatch(
    /--account-name stsecure --container-name evidence; .*places; .*views; /,
  );
  expect(judgeWriteOnce(aDeployment({ leftOut: ['readingRoom', 'vpn'] })).mend).not.toContain('evidence');
});

describe('clocks', () => {
  const noon = Date.parse('2026-03-01T12:00:00.000Z');
  const at = (seconds: number) => new Date(noon + seconds * 1000);

  it('knows a clock between what a slow answer and whole seconds leave open', () => {
    expect(clockBounds(at(0), at(-2), at(5))).toEqual({ least: -5000, most: 3000 });
  });

  it('takes offence at a clock half a minute from ours, and at accounts further apart than the setting says', () => {
    const clocks = (...ahead: number[]) =>
      new Map(ahead.map((seconds, index) => [`account ${index}`, clockBounds(at(seconds), at(0), at(0))]));
    expect(judgeClocks({ storageSkewSeconds: 10 }, clocks(0, 9, -1)).result).toBe('ok');
    expect(judgeClocks({ storageSkewSeconds: 60 }, clocks(40))).toMatchObject({
      result: 'problem',
      found: 'the clock of account 0 is 40 seconds from ours',
    });
    expect(judgeClocks({ storageSkewSeconds: 10 }, clocks(0, 15))).toMatchObject({
      result: 'problem',
      found: 'the clocks of account 0 and account 1 are 14 seconds apart, and STORAGE_SKEW_SECONDS is 10',
    });
  });
});
