/** The pillars of SATRE, by what the ids of their statements begin with. */
export const pillars = {
  1: 'Information governance',
  2: 'Computing technology and information security',
  3: 'Data management',
  4: 'Supporting capabilities',
} as const;

/** Of statements those of a pillar. */
export function ofPillar<Statement extends { readonly id: string }>(
  statements: readonly Statement[],
  pillar: string,
): readonly Statement[] {
  return statements.filter(({ id }) => id.split('.', 1)[0] === pillar);
}
