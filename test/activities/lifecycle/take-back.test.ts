import { takeBackContract } from '../take-back-contract.ts';

takeBackContract('public');
