// What each wing describes, a line for each; the other line of a wing stands in wing-handlers.ts.
export { charts } from '../features/charts/descriptions.ts';
export { desk } from '../features/desk/descriptions.ts';
export { doctor } from '../features/doctor/descriptions.ts';
export { explain } from '../features/explain/descriptions.ts';
export { impact } from '../features/impact/descriptions.ts';
export { mine } from '../features/mine/descriptions.ts';
export { received } from '../features/received/descriptions.ts';
export { releases } from '../features/releases/descriptions.ts';
export { satre } from '../features/satre/descriptions.ts';
export { verification } from '../features/verification/descriptions.ts';
export { witness } from '../features/witness/descriptions.ts';
