import { afterAll } from '@jest/globals';
import './reading/assets.cases.js';
import './reading/backtests.cases.js';
import './reading/definitions.cases.js';
import './reading/figures.cases.js';
import './reading/formats.cases.js';
import './reading/indices.cases.js';
import './reading/intervals.cases.js';
import './reading/portfolios.cases.js';
import './reading/problems.cases.js';
import './reading/rolling.cases.js';
import './reading/screener.cases.js';
import './reading/strategies.cases.js';
import './reading/tables.cases.js';
// Runs another night: after what the first one ran has been read.
import './reading/privacy.cases.js';
// Stores bars that are not published: after all others.
import './reading/prices.cases.js';
import { closeApplication } from './oneApplication.js';

afterAll(closeApplication);
