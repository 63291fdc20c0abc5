import { ArmError } from '../arm/arm-error.ts';

/** A size of the stand-in's one region. */
export interface Size {
  readonly size: string;
  readonly family: string;
  readonly cores: number;
}

/** The sizes of the region, as Azure spells them. */
export const sizes: readonly Size[] = [
  { size: 'Standard_D2s_v5', family: 'standardDSv5Family', cores: 2 },
  { size: 'Standard_D4s_v5', family: 'standardDSv5Family', cores: 4 },
  { size: 'Standard_D8s_v5', family: 'standardDSv5Family', cores: 8 },
  { size: 'Standard_D16s_v5', family: 'standardDSv5Family', cores: 16 },
  { size: 'Standard_E4s_v5', family: 'standardESv5Family', cores: 4 },
  { size: 'Standard_E8s_v5', family: 'standardESv5Family', cores: 8 },
  { size: 'Standard_F8s_v2', family: 'standardFSv2Family', cores: 8 },
  { size: 'Standard_NC6s_v3', family: 'standardNCSv3Family', cores: 6 },
  { size: 'Standard_DS3_v2', family: 'standardDSv2Family', cores: 4 },
  { size: 'Standard_DS11_v2', family: 'standardDSv2Family', cores: 2 },
];

/** A size in its own spelling, with its cores and its family. Throws Azure's InvalidParameter for a size that the region does not have. */
export function requireSize(size: string): Size {
  const found = sizes.find((known) => known.size.toLowerCase() === size.toLowerCase());
  if (found !== undefined) return found;
  const valid = sizes.map((known) => known.size).join(',');
  throw new ArmError(
    400,
    'InvalidParameter',
    `The value ${size} provided for the VM size is not valid. The valid sizes in the current region are: ${valid}.`,
  );
}
