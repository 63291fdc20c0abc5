/**
 * Every five minutes, as in Azure, but first more than three minutes from now: a demo that repairs computes on a person's word must not
 * be overtaken by the timer, and one that is kept running holds them from then on.
 */
export function computeSchedule(now: Date): string {
  return `0 ${(now.getUTCMinutes() + 4) % 5}-59/5 * * * *`;
}
