/** Ids that stand in examples. */
export const datasetId = 'ing_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D';
export const exportId = 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D';
export const incidentId = 'inc_20300131_0a1b2c3d';
