import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RefreshSchedule } from './schedule.js';

/** Begins and ends the nightly schedule with the application. */
class ScheduleLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly schedule: RefreshSchedule) {}

  onApplicationBootstrap(): Promise<void> {
    return this.schedule.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.schedule.stop();
  }
}

/** From providers to rows, on a schedule. */
@Module({})
export class IngestionModule {
  static register(schedule: RefreshSchedule): DynamicModule {
    return {
      module: IngestionModule,
      providers: [
        { provide: RefreshSchedule, useValue: schedule },
        {
          provide: ScheduleLifecycle,
          useFactory: (own: RefreshSchedule) => new ScheduleLifecycle(own),
          inject: [RefreshSchedule],
        },
      ],
      exports: [RefreshSchedule],
    };
  }
}
