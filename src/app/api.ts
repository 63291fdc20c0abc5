import type { Description } from '../api/description.ts';
import { trunk } from '../api/trunk.ts';
import { compute } from '../compute/descriptions.ts';
import { merged } from './merged.ts';
import * as wings from './wings.ts';

export const api = merged({ trunk, compute, ...wings }) satisfies Readonly<Record<string, Description>>;
