/** Azure's client for Data Factory, in a module of its own for the reason that `machine-learning-sdk.ts` gives. */
export { DataFactoryManagementClient } from '@azure/arm-datafactory';
