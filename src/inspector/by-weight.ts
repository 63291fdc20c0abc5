import { type Finding, severities } from '../domain/inspection/evidence.ts';

/** The heaviest findings first, and of those of one weight the most. */
export function byWeight(findings: readonly Finding[]): readonly Finding[] {
  const weight = ({ severity }: Finding) => severities.indexOf(severity);
  return findings.toSorted((one, other) => weight(other) - weight(one) || other.count - one.count);
}
