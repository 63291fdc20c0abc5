import type { Limit } from '../limits/limit.ts';

/** An error answered in Resource Manager's form. Throw it from a provider. */
export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What Resource Manager or a provider answers to what is beyond a limit. */
export function beyond({ refused: { status, code } }: Limit, message: string): ArmError {
  return new ArmError(status, code, message);
}
