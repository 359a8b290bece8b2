// The old address of the trade paper: everything moved for good, path by path.

import type { Site } from '../site.ts'

export const site: Site = {
  host: 'hospital-computing.example',
  pathOf: ({ slug }) => `/${slug}/`,
  page: () => '',
  routes: {},
  robots: 'User-agent: *\nAllow: /\n',
  before: (path) => ({
    status: 301,
    type: 'text/html; charset=iso-8859-1',
    headers: { location: `http://ward-systems.example${path}` },
    body: '<html><head><title>301 Moved Permanently</title></head><body><h1>Moved Permanently</h1></body></html>',
  }),
}
