// What the OpenAPI document says of the API as a whole.

import type { OpenAPIHono } from '@hono/zod-openapi'

type OpenAPIObjectConfigure = Parameters<OpenAPIHono['getOpenAPI31Document']>[0]

export const API_INFO: OpenAPIObjectConfigure = {
  openapi: '3.1.0',
  info: {
    title: 'Uptake',
    version: '1',
    description:
      'The archive for programs: search, articles, stories, adoption figures and their series, tags, publications, sources and counts. Lists come in pages: follow "next_url", or Link: rel=next. Every error has the same shape. There is no access from pages of other sites (CORS), and a token never belongs into an address.',
  },
  servers: [{ url: '/api/v1' }],
}
