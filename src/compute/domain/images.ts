import type { BrokenRule, ComputeDefinition } from '../../domain/project/compute-definition.ts';

export function imageProblems({ virtualMachines }: ComputeDefinition, known: readonly string[]): BrokenRule[] {
  const message =
    known.length === 0
      ? 'names an image, and this deployment has none'
      : `must be an image of this deployment: ${new Intl.ListFormat('en', { type: 'disjunction' }).format(known)}`;
  return virtualMachines.flatMap(({ image }, index) =>
    known.includes(image)
      ? []
      : [{ rule: 'known-image', path: `compute.virtualMachines[${index}].image`, value: image, message }],
  );
}
