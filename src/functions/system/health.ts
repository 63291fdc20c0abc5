import { systemChain } from '../../domain/audit/audit-event.ts';
import { isOn } from '../../domain/operation/hold.ts';
import { isOldCopy } from '../../domain/overview/second-copy.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { HoldStore } from '../../ports/holds.ts';
import type { OverviewStore } from '../../ports/overview.ts';
import type { Clock, Code, Secrets } from '../../ports/ports.ts';
import type { ProjectStore, Register } from '../../ports/records.ts';
import type { TokenVerifier } from '../../ports/sign-in.ts';
import { askedInTime, healthAnswer } from '../../web/dependencies.ts';
import type { Handler } from '../../web/handler.ts';

/** Each dependency that can be asked something harmless. */
export interface HealthServices {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly register: Pick<Register, 'openId'>;
  readonly audit: Pick<AuditLog, 'head'>;
  readonly holds: Pick<HoldStore, 'list'>;
  readonly overview: Pick<OverviewStore, 'seen'>;
  readonly clock: Clock;
  readonly code: Code;
  readonly secrets: Pick<Secrets, 'versions'>;
  readonly tokens: TokenVerifier;
  readonly groupsClaim: Pick<GroupsClaim, 'on'>;
  readonly secondOperator: boolean;
}

/** GET health: which dependencies answered within five seconds, for everyone and without details. 503 when one did not, or when the last sweep found something lost. Also says which protection is off, when something is on hold, that the second copy is old, which stops nothing, and which code runs. */
export function health(services: HealthServices): Handler {
  return async () => {
    let held = false;
    let lost = false;
    let old = false;
    const checks = {
      holds: isAnyOn(services).then((on) => {
        held = on;
      }),
      sweep: services.overview.seen().then((seen) => {
        lost = seen?.broken.some((row) => row.lost) ?? false;
        old = isOldCopy(seen?.copied, services.clock.now());
      }),
      projects: services.projects.get('health'),
      register: services.register.openId('ingress', 'health', 'health'),
      audit: services.audit.head(systemChain),
      vault: services.secrets.versions('session-key'),
      // The text is no token: it is refused, but only after the issuer's keys were found.
      directory: services.tokens.verify('not-a-token'),
    };
    const found = await askedInTime(checks);
    const notes = [
      ...(services.groupsClaim.on ? [] : ['groups claim: off']),
      ...(services.secondOperator ? [] : ['second operator: off']),
      ...(held ? ['a hold is on'] : []),
      ...(lost ? ['something that was stored is lost'] : []),
      ...(old ? ['the second copy is older than two hours'] : []),
    ];
    const bundle = await services.code.bundle();
    return healthAnswer({ ...found, ok: found.ok && !lost }, { notes, ...(bundle === undefined ? {} : { bundle }) });
  };
}

async function isAnyOn({ holds, clock }: Pick<HealthServices, 'holds' | 'clock'>): Promise<boolean> {
  for await (const { value } of holds.list()) if (isOn(value, clock.now())) return true;
  return false;
}
