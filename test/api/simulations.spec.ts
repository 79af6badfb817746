import { afterAll } from '@jest/globals';
import './simulations/whatIf.cases.js';
import './simulations/refusals.cases.js';
import './simulations/comparison.cases.js';
import './simulations/monteCarlo.cases.js';
import { closeApplication } from './oneApplication.js';

afterAll(closeApplication);
