import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { assert } from '../../domain/errors.js';
import type { Caller } from '../../identity/caller.js';
import type { Answer } from '../http/answer.js';
import { CurrentCaller, SignedIn } from '../http/authentication.js';
import { Answers } from '../http/describe.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import { account, accountAnswer } from './account.response.js';

@ApiTags('account')
@Controller('v1/account')
export class AccountController {
  @Get()
  @SignedIn()
  @TakesNoParameters()
  @Answers({ summary: "The caller's own account.", response: accountAnswer, caching: 'none' })
  own(@CurrentCaller() caller: Caller | null): Answer {
    assert(caller !== null, 'the guard lets nobody in particular through');
    const { email, username, tier, scope } = caller;
    return { data: { email, username, tier, scope } satisfies z.output<typeof account> };
  }
}
