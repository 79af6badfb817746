import { Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { Identity } from '../../identity/identity.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import { openApiSchema } from '../openapi/schema.js';
import { credentials, readCredentials } from './tokens.request.js';
import { tokenAnswer } from './tokens.response.js';

@ApiTags('account')
@Controller('v1/tokens')
export class TokensController {
  constructor(private readonly identity: Identity) {}

  @Post()
  @HttpCode(200)
  @TakesNoParameters()
  @RouteConfig({ takesPasswords: true })
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'A token of fifteen minutes for email and password.',
    description: 'A wrong password, an unknown and an unverified email are answered alike.',
  })
  @ApiBody({ required: true, schema: openApiSchema(credentials) })
  @ApiOkResponse({ description: 'The token.', standardSchema: tokenAnswer })
  async create(@Req() { body, headers }: FastifyRequest): Promise<z.output<typeof tokenAnswer>> {
    this.identity.requireTokens();
    const { email, password } = readCredentials(body, headers['content-type']);
    const issued = await this.identity.signIn(email, password);
    if (issued === null) throw invalidCredentials();
    const { token, expiresAt } = issued;
    return { token, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() };
  }
}

/** One sentence for all reasons: which one it is would tell who has an account. */
function invalidCredentials(): HighwaterError {
  return new HighwaterError(
    'INVALID_CREDENTIALS',
    'usage',
    'The email or the password is wrong, or the email is not verified yet.',
  );
}
