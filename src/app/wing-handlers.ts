// What each wing answers and adds, a line for each; the other line of a wing stands in wings.ts.
export { chartsWing as charts } from '../features/charts/index.ts';
export { deskWing as desk } from '../features/desk/index.ts';
export { doctorWing as doctor } from '../features/doctor/index.ts';
export { explainWing as explain } from '../features/explain/index.ts';
export { impactWing as impact } from '../features/impact/index.ts';
export { mineWing as mine } from '../features/mine/index.ts';
export { receivedWing as received } from '../features/received/index.ts';
export { releasesWing as releases } from '../features/releases/index.ts';
export { satreWing as satre } from '../features/satre/index.ts';
export { verificationWing as verification } from '../features/verification/index.ts';
export { witnessWing as witness } from '../features/witness/index.ts';
