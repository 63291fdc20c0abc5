import { ArmError } from '../arm/resource-manager.ts';

/** The sizes of the stand-in's one region, with their cores. */
const coresOf = new Map([
  ['Standard_D2s_v5', 2],
  ['Standard_D4s_v5', 4],
  ['Standard_D8s_v5', 8],
  ['Standard_D16s_v5', 16],
  ['Standard_E4s_v5', 4],
  ['Standard_E8s_v5', 8],
  ['Standard_F8s_v2', 8],
  ['Standard_NC6s_v3', 6],
  ['Standard_DS3_v2', 4],
  ['Standard_DS11_v2', 2],
]);

/** Cores of a size, with the size's own spelling. Throws Azure's InvalidParameter for a size that the region does not have. */
export function requireSize(size: string): { readonly size: string; readonly cores: number } {
  const found = [...coresOf].find(([known]) => known.toLowerCase() === size.toLowerCase());
  if (found === undefined) {
    const valid = [...coresOf.keys()].join(',');
    throw new ArmError(
      400,
      'InvalidParameter',
      `The value ${size} provided for the VM size is not valid. The valid sizes in the current region are: ${valid}.`,
    );
  }
  return { size: found[0], cores: found[1] };
}
