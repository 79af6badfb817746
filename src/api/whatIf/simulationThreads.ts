import type { OnModuleDestroy } from '@nestjs/common';
import { ReportThreads } from '../../analytics/report/threads/reportThreads.js';

/** The threads that simulations run on; they end with the application. */
export class SimulationThreads extends ReportThreads implements OnModuleDestroy {
  onModuleDestroy(): Promise<void> {
    return this.close();
  }
}
