/** What left a project in a week. */
export interface Volume {
  readonly files: number;
  readonly bytes: number;
}

/** So many weeks before it a week is judged by, and so many have to be known. */
export const weeksJudgedBy = 26;
const fewestWeeks = 8;

/** Less than this is never unusual, however little left before. */
const floor: Volume = { files: 50, bytes: 1e9 };

/**
 * Whether more left in a week than the weeks before it let expect: more than three times their median, and than the median with six times the
 * median distance from it. `young`: too few weeks before it are known to judge it by.
 */
export function judgeVolume(before: readonly Volume[], week: Volume): 'young' | 'usual' | 'unusual' {
  if (before.length < fewestWeeks) return 'young';
  const isMuch = (of: keyof Volume) => {
    const values = before.map((one) => one[of]);
    const middle = median(values);
    const distance = median(values.map((value) => Math.abs(value - middle)));
    return week[of] > Math.max(floor[of], 3 * middle, middle + 6 * distance);
  };
  return isMuch('files') || isMuch('bytes') ? 'unusual' : 'usual';
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = 0, high = low] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}
