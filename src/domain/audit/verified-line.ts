/** The id of the line by which the audit tells that what was new was verified on a day ('YYYY-MM-DD'): one a day. */
export function verifiedId(day: string): string {
  return `records-verified-${day}`;
}
