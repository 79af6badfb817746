import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot, snapshotAnswer, snapshotData } from './snapshots.response.js';

@ApiTags('operation')
@Controller('v1/snapshots')
export class SnapshotsController {
  @Get('latest')
  @TakesNoParameters()
  @Answers({ summary: 'What is published.', response: snapshotAnswer })
  latest(@Published() publication: Publication): Answer {
    return { data: snapshotData(requireSnapshot(publication)) };
  }
}
