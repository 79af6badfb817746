import { Module, type DynamicModule } from '@nestjs/common';
import { ApiModule, type ApiOptions } from './api/api.module.js';
import { IngestionModule } from './ingestion/ingestion.module.js';
import type { RefreshSchedule } from './ingestion/schedule.js';

/** The service: reports by day, the refresh by night. Wiring only. */
@Module({})
export class AppModule {
  static register(api: ApiOptions, schedule: RefreshSchedule): DynamicModule {
    return {
      module: AppModule,
      imports: [ApiModule.register(api), IngestionModule.register(schedule)],
    };
  }
}
