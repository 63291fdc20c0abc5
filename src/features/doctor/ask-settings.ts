import {
  judgeAccounts,
  judgeBaseUrl,
  judgeChallenge,
  judgeGroupsClaim,
  judgeLeftOut,
  judgeMailSecurity,
  judgeScannedDoors,
  judgeSecondOperator,
  judgeVersions,
  type settingsChecks,
} from './domain/settings-checks.ts';
import type { DoctorPorts, Question } from './look.ts';

/** The settings are at hand: nobody is asked. */
export function askSettings({ doctor: { deployment } }: DoctorPorts): Record<keyof typeof settingsChecks, Question> {
  return {
    'accounts-apart': () => judgeAccounts(deployment),
    'base-url': () => judgeBaseUrl(deployment),
    'vault-challenge': () => judgeChallenge(deployment),
    'mail-security': () => judgeMailSecurity(deployment),
    'second-operator': () => judgeSecondOperator(deployment),
    'groups-claim': () => judgeGroupsClaim(deployment),
    'doors-scanned': () => judgeScannedDoors(deployment),
    'left-out': () => judgeLeftOut(deployment),
    versions: () => judgeVersions(deployment),
  };
}
