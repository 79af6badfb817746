import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { PublicationReader } from '../../store/publication.reader.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { liveAnswer, readyAnswer } from './health.response.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly publications: PublicationReader) {}

  @Get('live')
  @TakesNoParameters()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process answers.' })
  @ApiOkResponse({ description: 'It does.', standardSchema: liveAnswer })
  live(): z.infer<typeof liveAnswer> {
    return { status: 'live' };
  }

  @Get('ready')
  @TakesNoParameters()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the database answers and a snapshot is published.' })
  @ApiOkResponse({ description: 'Both.', standardSchema: readyAnswer })
  async ready(): Promise<z.infer<typeof readyAnswer>> {
    const publication = await this.publications.current().catch((cause: unknown) => {
      const sentence = 'The database does not answer: look at its log and at DATABASE_URL.';
      throw new HighwaterError('DATABASE_UNAVAILABLE', 'unavailable', sentence, {}, { cause });
    });
    const { id, asOf } = requireSnapshot(publication);
    return { status: 'ready', snapshot: id, asOf };
  }
}
